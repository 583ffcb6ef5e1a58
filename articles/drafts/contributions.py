"""Whose words a working copy holds: a Contribution for each text that a person left, a Reading for each read.

The functions that write hold the article's lock.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Exists, Q, Subquery
from django.utils import timezone

from articles.drafts.fields import contents_of_version
from articles.drafts.fingerprint import digest_of
from articles.drafts.parts import Contents
from articles.models import Article, Contribution, Edition, Reading
from articles.roles import Person


@dataclass(frozen=True)
class WayStep:
    """A step on the way to a text. `is_read`: somebody else stands for a text that was made with it."""

    person: User | None
    before: str
    after: str
    is_read: bool

    def is_unread_of(self, person: Person) -> bool:
        return person is not None and not self.is_read and self.person == person


# The changes that led to a text, the newest first, back to the oldest that nobody else has read.
Way = list[WayStep]


def note_contribution(article: Article, digest: str, *, by: Person) -> None:
    """Note that `by` leaves the text with that digest; `article` still has the digest of the one before.

    Whoever takes back changes of their own, or puts them back, or brings back what readers see, writes
    nothing new. Bringing back what somebody else had thrown away is a change like any other.
    """
    made = list(Contribution.objects.filter(article=article).order_by("pk"))
    if _is_known(made, digest) and (by is None or _is_own_way(made, article.digest, digest, by)):
        return
    if Edition.objects.live().filter(article=article, digest=digest).exists():
        return
    person = by.pk if by else None
    if person and article.autosaved_by_id == person and _replace(article, digest, person):
        return
    Contribution.objects.create(
        article=article,
        person_id=person,
        is_operators=by is None,
        before=article.digest,
        after=digest,
        changed_at=timezone.now(),
    )


def _is_known(made: list[Contribution], digest: str) -> bool:
    return any(digest in (one.before, one.after) for one in made)


def _is_own_way(made: list[Contribution], start: str, end: str, by: Any) -> bool:
    """Whether all that lies between two texts of an article was changed by this person."""
    ways = [{one.pk: one.person_id for one in _steps(made, digest)} for digest in (start, end)]
    between = ways[0].keys() ^ ways[1].keys()
    return all((ways[0] | ways[1])[pk] == by.pk for pk in between)


def _replace(article: Article, digest: str, person: Any) -> bool:
    """Let a person's change go on where the text before was only autosaved, and no history holds it."""
    changes = Contribution.objects.filter(article=article)
    if changes.filter(before=article.digest).exists():
        # Another text was made from it, whose way must stay whole.
        return False
    if Reading.objects.filter(article=article, digest=article.digest).exists():
        return False
    last = changes.filter(after=article.digest, person=person)
    return bool(last.update(after=digest, changed_at=timezone.now()))


def ways_to(digests: dict[int, str]) -> dict[int, Way]:
    """Return the changes that led to each text, by the pk of its article; with two queries.

    `digests` maps articles to the digests of the texts. An article of which all was read has none.
    """
    made, read = defaultdict(list), defaultdict(list)
    for one in Contribution.objects.filter(article__in=digests).select_related("person").order_by("pk"):
        made[one.article_id].append(one)
    for reading in Reading.objects.filter(article__in=made) if made else ():
        read[reading.article_id].append(reading)
    return {pk: _way(made[pk], read[pk], digest) for pk, digest in digests.items()}


def way_to(article: Article, digest: str | None = None) -> Way:
    """Return the changes that led to the present text, or to that with the digest.

    A list may prefetch `contributions__person` and `readings`.
    """
    digest = article.digest if digest is None else digest
    fetched = getattr(article, "_prefetched_objects_cache", {})
    if "contributions" in fetched and "readings" in fetched:
        made = sorted(article.contributions.all(), key=lambda one: one.pk)
        return _way(made, list(article.readings.all()), digest)
    return ways_to({article.pk: digest})[article.pk]


def _way(made: list[Contribution], read: list[Reading], digest: str) -> Way:
    of_text: dict[str, list[Reading]] = defaultdict(list)
    for reading in read:
        of_text[reading.digest].append(reading)
    below: list[Reading] = []
    way: Way = []
    for one in _steps(made, digest):
        below += of_text[one.after]
        is_read = one.is_operators or any(_covers(reading, one) for reading in below)
        way.append(WayStep(one.person, one.before, one.after, is_read))
    while way and way[-1].is_read:
        way.pop()
    return way


def _steps(made: list[Contribution], digest: str) -> list[Contribution]:
    """The way to a text; `made` are all changes of the article, the oldest first."""
    steps = []
    for one in reversed(made):
        if one.after == digest:
            steps.append(one)
            digest = one.before
    return steps


def _covers(reading: Reading, change: Contribution) -> bool:
    is_other = reading.with_own or reading.person_id is None or reading.person_id != change.person_id
    return is_other and reading.read_at >= change.changed_at


def mark_read(article: Article, *, by: Person, digest: str | None = None, with_own: bool = False) -> None:
    """Note that `by` stands for the present text, or for that with the digest.

    Nobody reads after themselves, unless the site's settings say so: `with_own`.
    """
    digest = article.digest if digest is None else digest
    unread = [one for one in way_to(article, digest) if not one.is_read]
    if any(with_own or not one.is_unread_of(by) for one in unread):
        Reading.objects.create(
            article=article,
            digest=digest,
            person_id=by.pk if by else None,
            read_at=timezone.now(),
            with_own=with_own,
        )


def forget_changes(article: Article) -> None:
    """Forget who changed what in a text that two people read, and that was just published.

    Words that stood in an earlier text count as new from now on, whoever brings them back.
    """
    Contribution.objects.filter(article=article).delete()
    Reading.objects.filter(article=article).delete()


def changed_by(article: Article) -> frozenset[int]:
    """Return the logins, as primary keys, that changed the working copy since its newest edition was made."""
    newest = article.editions.order_by("-number").values("created_at")[:1]
    changes = Contribution.objects.filter(article=article, person__isnull=False)
    since = Q(changed_at__gt=Subquery(newest)) | ~Exists(article.editions.all())
    return frozenset(changes.filter(since).values_list("person", flat=True))


# Each pair is what a person found and what they left; None where the history no longer holds it.
Pairs = list[tuple[Contents | None, Contents | None]]


def pairs_of(article: Article, person: Person, way: Way) -> Pairs:
    """Return the texts before and after each stretch of a person's changes that nobody else read.

    Takes one query, and none where the person changed nothing.
    """
    runs = _runs(person, way) if person else []
    if not runs:
        return []
    texts = texts_of(article, {digest for run in runs for digest in run})
    return [(texts.get(before), texts.get(after)) for before, after in runs]


def _runs(person: Person, way: Way) -> list[tuple[str, str]]:
    """The digests before and after each stretch, with no step of somebody else between."""
    stretches = groupby(way, key=lambda one: one.is_unread_of(person))
    steps = [list(changes) for is_own, changes in stretches if is_own]
    return [(changes[-1].before, changes[0].after) for changes in steps]


def texts_of(article: Article, digests: Iterable[str]) -> dict[str, Contents]:
    """Return the texts with these digests, as the history and the working copy hold them."""
    wanted = {digest for digest in digests if digest}
    found = {}
    rows: Any = article.history.filter(digest__in=wanted).order_by("history_id")
    for row in [*rows, article]:
        contents = contents_of_version(row)
        # A row says in its digest what it should hold; one of an older release may hold less.
        if row.parts and (digest := digest_of(contents)) in wanted:
            found[digest] = contents
    return found
