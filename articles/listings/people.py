"""The writers and vets whom readers see: those with a live page."""

from collections.abc import Mapping

from django.db.models import OuterRef, Q, QuerySet

from articles.listings.filtering import CappedCount, answers, capped_count
from articles.models import Contributor, Edition

# A contributor whose role ends with this word is a group of people, unless it is a vet.
TEAM = "team"


def is_team(role: str, *, is_vet: bool) -> bool:
    return not is_vet and role.casefold().split()[-1:] == [TEAM]


def seen_by_readers() -> QuerySet[Contributor]:
    """Return the contributors who wrote or signed a live page.

    Filters may use the aliases `signs` and `writes`, which are 0 or 1.
    """
    live = Edition.objects.live().order_by().values("pk")
    # We do not use Exists. For two of them joined by OR, Postgres would read all editions for each.
    people = Contributor.objects.alias(
        signs=CappedCount(live.filter(sign_off__isnull=False, sign_off__vet=OuterRef("pk"))[:1]),
        writes=CappedCount(live.filter(contributor=OuterRef("pk"))[:1]),
    )
    return people.filter(Q(signs=1) | Q(writes=1))


def counts_of(person: Contributor) -> Mapping[str, int]:
    """Return how many live pages they have `signed` and `written`, both capped, with one query."""
    live = Edition.objects.live()
    signed, written = (
        live.filter(sign_off__isnull=False, sign_off__vet=person),
        live.filter(contributor=person),
    )
    return answers({"signed": capped_count(signed), "written": capped_count(written)})


def has_vets() -> bool:
    return seen_by_readers().filter(Q(is_vet=True) | Q(signs=1)).exists()
