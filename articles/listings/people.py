"""The writers and vets whom readers meet: those with something to read."""

from collections.abc import Mapping

from django.db.models import OuterRef, Q, QuerySet

from articles.listings.filtering import CappedCount, answers, capped_count
from articles.models import Contributor, Edition

# A contributor whose role ends so is a group of people, unless it signs.
TEAM = "team"


def is_team(role: str, *, is_vet: bool) -> bool:
    return not is_vet and role.casefold().split()[-1:] == [TEAM]


def seen_by_readers() -> QuerySet[Contributor]:
    """Who wrote a live page or signed one; filters may ask for `signs` and `writes`, 0 or 1."""
    live = Edition.objects.live().order_by().values("pk")
    # Not Exists: of two alternatives Postgres would read every edition there is, for each.
    people = Contributor.objects.alias(
        signs=CappedCount(live.filter(sign_off__isnull=False, sign_off__vet=OuterRef("pk"))[:1]),
        writes=CappedCount(live.filter(contributor=OuterRef("pk"))[:1]),
    )
    return people.filter(Q(signs=1) | Q(writes=1))


def counts_of(person: Contributor) -> Mapping[str, int]:
    """How many live pages they have `signed` and `written`, both capped. One query."""
    live = Edition.objects.live()
    signed, written = (
        live.filter(sign_off__isnull=False, sign_off__vet=person),
        live.filter(contributor=person),
    )
    return answers({"signed": capped_count(signed), "written": capped_count(written)})


def has_vets() -> bool:
    return seen_by_readers().filter(Q(is_vet=True) | Q(signs=1)).exists()
