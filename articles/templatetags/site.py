"""The menu, which every page shows."""

from dataclasses import dataclass

from django import template

from articles.models import Category, Species

register = template.Library()


@dataclass(frozen=True)
class Navigation:
    species: list[Species]
    categories: list[Category]


@register.simple_tag(takes_context=True)
def navigation(context: template.RequestContext) -> Navigation:
    """Return the menu's entries. They cost two queries for a page, however many templates use them."""
    request = context.request
    if not hasattr(request, "navigation"):
        request.navigation = Navigation(  # type: ignore[attr-defined]  # cached for the page's other templates
            list(Species.objects.all()), list(Category.objects.all())
        )
    found: Navigation = request.navigation  # type: ignore[attr-defined]  # as above
    return found
