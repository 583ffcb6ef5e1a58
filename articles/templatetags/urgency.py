"""The levels of urgency, for templates."""

from django import template

from articles.urgency import LADDER, LEVELS, CareLevel

register = template.Library()


@register.simple_tag
def ladder() -> tuple[CareLevel, ...]:
    return LADDER


@register.simple_tag
def level_of(urgency: str) -> CareLevel | None:
    """Return the level of an article's urgency, and None for what is normal."""
    return LEVELS.get(urgency)
