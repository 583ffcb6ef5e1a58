"""The list of writers and vets, and the page of each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from articles.listings.filtering import PER_PAGE, Choice, Filter, in_words
from articles.listings.keyset import BY_NAME, LAST_SIGNED_FIRST, NEWEST_FIRST, KeysetPage, page_of
from articles.listings.people import counts_of, has_vets, is_team, seen_by_readers
from articles.models import Contributor, Edition
from articles.views.caching import public_page

PEOPLE_PER_PAGE = 50
SIGNED, WRITTEN = "signed", "written"
NAMES = {SIGNED: "Pages signed", WRITTEN: "Pages written"}


@public_page
def contributors(request: HttpRequest) -> HttpResponse:
    people = page_of(seen_by_readers(), BY_NAME, request.GET, size=PEOPLE_PER_PAGE)
    return render(request, "articles/contributors.html", {"people": people, "has_vets": has_vets()})


@public_page
def contributor(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the pages that a person signed or wrote, one list at a time; `?show=written` chooses."""
    person = get_object_or_404(seen_by_readers(), slug=slug)
    found = counts_of(person)
    counts = {key: found[key] for key in (SIGNED, WRITTEN) if found[key]}
    asked = request.GET.get("show", "")
    # Whoever readers can see has signed or written something, so one list is there at least.
    shown = asked if asked in counts else next(iter(counts))
    context = {
        "contributor": person,
        "is_team": is_team(person.role, is_vet=person.is_vet),
        "counts": [(NAMES[key], in_words(count)) for key, count in counts.items()],
        "filters": [_lists(counts, shown)] if len(counts) > 1 else [],
        "heading": NAMES[shown],
        "is_signed_list": shown == SIGNED,
        "page": _pages_of(person, shown, request),
        "query": f"show={shown}&" if len(counts) > 1 else "",
    }
    return render(request, "articles/contributor.html", context)


def _pages_of(person: Contributor, shown: str, request: HttpRequest) -> KeysetPage[Edition]:
    live = Edition.objects.live().for_lists()
    if shown == WRITTEN:
        return page_of(live.filter(contributor=person), NEWEST_FIRST, request.GET, size=PER_PAGE)
    signed = live.filter(sign_off__vet=person).select_related("article", "category", "sign_off")
    return page_of(signed, LAST_SIGNED_FIRST, request.GET, size=PER_PAGE)


def _lists(counts: dict[str, int], shown: str) -> Filter:
    choices = [Choice(NAMES[key], key, f"show={key}", count, key == shown) for key, count in counts.items()]
    return Filter("Lists of this person", choices)
