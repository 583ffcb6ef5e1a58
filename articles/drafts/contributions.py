"""Whose words a working copy holds: a Contribution for each text that a person left.

The functions that write hold the article's lock.
"""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.db.models import Exists, Q, Subquery
from django.utils import timezone

from articles.drafts.fields import contents_of_version
from articles.drafts.fingerprint import digest_of
from articles.drafts.parts import Contents
from articles.models import Article, Contribution
from articles.roles import Person

# The changes that lead to a text, the newest first.
Way = list[Contribution]


def note_contribution(article: Article, digest: str, *, by: Person) -> None:
    """Note that `by` leaves the text with that digest; `article` still has the digest of the one before.

    A text that was there before has its writers already: whoever brings it back becomes none of them.
    """
    known = Contribution.objects.filter(Q(after=digest) | Q(before=digest), article=article)
    if known.exists():
        return
    person = by.pk if by else None
    if person and article.autosaved_by_id == person and _replace(article, digest, person):
        return
    now = timezone.now()
    Contribution.objects.create(
        article=article,
        person_id=person,
        before=article.digest,
        after=digest,
        changed_at=now,
        # Nobody has to read after the operator.
        read_at=now if by is None else None,
    )


def _replace(article: Article, digest: str, person: Any) -> bool:
    """Let a person's change go on where the text before was only autosaved, and no history holds it."""
    changes = Contribution.objects.filter(article=article)
    if changes.filter(before=article.digest).exists():
        # Another text was made from it, whose way must stay whole.
        return False
    last = changes.filter(after=article.digest, person=person, read_at=None)
    return bool(last.update(after=digest, changed_at=timezone.now()))


def ways_to(digests: dict[int, str]) -> dict[int, Way]:
    """Return the changes that led to each text, by the pk of its article; with two queries.

    `digests` maps articles to the digests of the texts. An article of which all was read has none.
    """
    unread = Contribution.objects.filter(article__in=digests, read_at=None)
    waiting = set(unread.values_list("article", flat=True))
    made: dict[int, dict[str, Contribution]] = {}
    for one in Contribution.objects.filter(article__in=waiting).select_related("person") if waiting else ():
        made.setdefault(one.article_id, {})[one.after] = one
    return {pk: _way(made.get(pk, {}), digest) for pk, digest in digests.items()}


def way_to(article: Article, digest: str | None = None) -> Way:
    """Return the changes that led to the present text, or to that with the digest.

    A list may prefetch `contributions__person`.
    """
    if digest is None and "contributions" in getattr(article, "_prefetched_objects_cache", {}):
        return _way({one.after: one for one in article.contributions.all()}, article.digest)
    return ways_to({article.pk: article.digest if digest is None else digest})[article.pk]


def _way(made: dict[str, Contribution], digest: str) -> Way:
    way = []
    # Taken out, so that no circle in the rows could keep this going.
    while change := made.pop(digest, None):
        way.append(change)
        digest = change.before
    return way


def mark_read(article: Article, *, by: Person, digest: str | None = None, with_own: bool = False) -> None:
    """Note that `by` stands for the present text, or for that with the digest.

    Nobody reads after themselves, unless the site's settings say so: `with_own`.
    """
    person = by.pk if by else None
    unread = [one for one in way_to(article, digest) if one.read_at is None]
    read = [one.pk for one in unread if with_own or one.person_id != person]
    if read:
        Contribution.objects.filter(pk__in=read).update(read_at=timezone.now(), read_by=person)


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
    runs = _runs(person.pk, way) if person else []
    if not runs:
        return []
    texts = texts_of(article, {digest for run in runs for digest in run})
    return [(texts.get(before), texts.get(after)) for before, after in runs]


def _runs(person: Any, way: Way) -> list[tuple[str, str]]:
    """The digests before and after each stretch, with no step of somebody else between."""
    stretches = groupby(way, key=lambda one: one.person_id == person and one.read_at is None)
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
