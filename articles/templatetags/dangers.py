"""The emergency card, shown where a reader's words may mean that an animal is in danger now."""

from collections.abc import Sequence
from typing import Any

from django import template

from articles.listings.poison_lines import by_country
from articles.models import PoisonLine

register = template.Library()


@register.inclusion_tag("articles/_emergency_card.html")
def emergency_card(names: Sequence[str]) -> dict[str, Any]:
    """Show the card for the `names` of danger phrases that matched. One query, or none without names."""
    return {"names": names, "countries": by_country(PoisonLine.objects.all()) if names else []}
