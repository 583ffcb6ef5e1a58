"""The card that stands where somebody's words may mean danger now."""

from collections.abc import Sequence
from typing import Any

from django import template

from articles.models import PoisonLine

register = template.Library()


@register.inclusion_tag("articles/_emergency_card.html")
def emergency_card(names: Sequence[str]) -> dict[str, Any]:
    """`names` of the rows that were met, such as comment.dangers: one query, and none without names."""
    return {"names": names, "lines": list(PoisonLine.objects.all()) if names else []}
