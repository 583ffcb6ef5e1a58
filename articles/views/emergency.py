"""The page that says what to do in an emergency, and its sheet for the fridge."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.animals import Animal
from articles.listings.poison_lines import by_country
from articles.listings.signs import Page, SignLevel, by_level
from articles.models import Edition, PoisonLine
from articles.triage.listing import listed, live_checks
from articles.urgency import NOW, Urgency
from articles.views.caching import public_page

# The most articles listed: nobody reads a long list during an emergency.
MOST_PAGES = 12


@public_page
def emergency(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("animal", "")
    animal = asked if asked in Animal.values else ""
    checks = {one.row.slug: Page(one.text.title, one.href) for one in listed(live_checks())}
    levels = by_level(animal, checks)
    pages = Edition.objects.live().filter(urgency=Urgency.EMERGENCY).without_long_texts()
    now, later = ([level for level in levels if (level.care == NOW) is first] for first in (True, False))
    context = {
        "animal": animal,
        "animals": Animal.choices,
        "has_checks": bool(checks),
        "now": now[0] if now else None,
        "signed_now": _how_many_are_signed(now),
        "later": later,
        "signed_later": _how_many_are_signed(later),
        "countries": by_country(PoisonLine.objects.prefetch_related("signatures")),
        "pages": list(pages.order_by("index_key", "pk")[:MOST_PAGES]),
    }
    return render(request, "pages/emergency.html", context)


@public_page
def sheet(request: HttpRequest) -> HttpResponse:
    """One side of A4. `focus` asks for the short header of a page that somebody works through."""
    countries = by_country(PoisonLine.objects.all())
    return render(request, "pages/fridge_sheet.html", {"countries": countries, "focus": True})


def _how_many_are_signed(levels: list[SignLevel]) -> dict[str, int]:
    signatures = [sign.row.signature for level in levels for sign in level.signs]
    return {"signs": sum(signature is not None for signature in signatures), "of": len(signatures)}
