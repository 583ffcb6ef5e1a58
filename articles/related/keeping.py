"""Keeping each page's list of related pages in step with what is published, in the same transaction."""

from collections.abc import Iterable

from django.db import connection, transaction

from articles.models import Article, RelatedPage
from articles.related.candidates import candidates_for
from articles.related.likeness import best_first
from articles.related.profiles import Profile, kept_editions, profiles_of

# A page shows six. The others take the places of what was withdrawn, is not seen yet, or stands
# in the text already.
LISTED = 12
# Of an article that a whole site is like, only the nearest take note at once.
MOST_NEIGHBOURS = 24
AT_ONCE = 100


def keep_related(article: Article) -> None:
    """Called when an edition of the article was stored, with its words for the search, or was ended.

    Works out its list, and puts it in its place in the lists of its neighbours.
    """
    _one_at_a_time()
    neighbours = _listing(article)
    page = profiles_of([article.pk]).get(article.pk)
    if page is None:
        RelatedPage.objects.filter(article=article).delete()
        RelatedPage.objects.filter(other=article).delete()
    else:
        nearest = _work_out([page])[page.article]
        neighbours = [*nearest[:LISTED], *neighbours, *nearest[LISTED:]]
    _place_among(list(dict.fromkeys(neighbours))[:MOST_NEIGHBOURS], article)


def refresh_all() -> int:
    """Work out the lists of all pages that readers see or will see; returns how many those are."""
    kept = kept_editions().order_by("article_id").values_list("article_id", flat=True).distinct()
    articles = list(kept)
    for start in range(0, len(articles), AT_ONCE):
        with transaction.atomic():
            _one_at_a_time()
            _work_out(profiles_of(articles[start : start + AT_ONCE]).values())
    RelatedPage.objects.exclude(article__in=kept_editions().values("article")).delete()
    return len(articles)


def is_missing() -> bool:
    """Whether no list was ever worked out, as before pages had them."""
    return not RelatedPage.objects.exists() and kept_editions().exists()


def _one_at_a_time() -> None:
    """Two who publish neighbours write in the same lists: the second waits, and sees what the first wrote."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('related pages', 0))")


def _listing(article: Article) -> list[int]:
    """The pages that list it high up."""
    rows = RelatedPage.objects.filter(other=article).order_by("position", "-article_id")
    return list(rows.values_list("article", flat=True)[:MOST_NEIGHBOURS])


def _work_out(pages: Iterable[Profile]) -> dict[int, list[int]]:
    """Compare with all that may be like them, and store; the nearest by the article's number."""
    pages = list(pages)
    return _store(pages, {page.article: candidates_for(page) for page in pages})


def _place_among(neighbours: list[int], article: Article) -> None:
    """A full list changes by this article alone; one that is not full looks further."""
    pools: dict[int, set[int]] = {number: set() for number in neighbours}
    rows = RelatedPage.objects.filter(article__in=neighbours).values_list("article", "other")
    for number, other in rows:
        pools[number].add(other)
    pages = list(profiles_of(neighbours).values())
    for page in pages:
        pool = pools[page.article]
        if len(pool) < LISTED:
            pool |= candidates_for(page)
        pool.add(article.pk)
    _store(pages, pools)


def _store(pages: list[Profile], pools: dict[int, set[int]]) -> dict[int, list[int]]:
    """The nearest to each page of its pool, of which it lists the first."""
    known = {page.article: page for page in pages}
    known |= profiles_of(set().union(*pools.values()) - known.keys())
    nearest: dict[int, list[int]] = {}
    for page in pages:
        others = (known[number] for number in pools[page.article] if number in known)
        best = best_first(page, others, most=MOST_NEIGHBOURS)
        nearest[page.article] = [likeness.other.article for likeness in best]
    _write({number: others[:LISTED] for number, others in nearest.items()})
    return nearest


def _write(lists: dict[int, list[int]]) -> None:
    """Only those that come out otherwise than they are."""
    before: dict[int, list[int]] = {}
    rows = RelatedPage.objects.filter(article__in=lists).order_by("article_id", "position")
    for number, other in rows.values_list("article", "other"):
        before.setdefault(number, []).append(other)
    changed = {number: others for number, others in lists.items() if others != before.get(number, [])}
    RelatedPage.objects.filter(article__in=changed).delete()
    RelatedPage.objects.bulk_create(
        RelatedPage(article_id=number, other_id=other, position=position)
        for number, others in changed.items()
        for position, other in enumerate(others, start=1)
    )
