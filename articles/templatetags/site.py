"""What every page needs: the menu."""

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
    """The menu's entries: two small queries for each page, however often its parts ask."""
    request = context.request
    if not hasattr(request, "navigation"):
        request.navigation = Navigation(  # type: ignore[attr-defined]  # kept for this request's other parts
            list(Species.objects.all()), list(Category.objects.all())
        )
    found: Navigation = request.navigation  # type: ignore[attr-defined]  # as above
    return found
