"""Updates of each page's list of related pages, in the transaction that publishes or ends an edition."""

from collections.abc import Iterable

from django.db import connection, transaction

from articles.models import Article, Edition, RelatedPage
from articles.related.candidates import candidates_for
from articles.related.likeness import best_first
from articles.related.profiles import Profile, profiles_of

# A page shows six. The others replace pages that were withdrawn, that are not live yet, or that the
# text shows already.
LISTED = 12
# If very many pages are like an article, publishing it updates the lists of only the nearest ones.
MOST_NEIGHBOURS = 24
AT_ONCE = 100


def keep_related(article: Article) -> None:
    """Work out the article's list, and put the article into the lists of its neighbours.

    Call this after an edition was stored, together with its words for the search, or has ended.
    """
    _one_at_a_time()
    neighbours = _listed_by(article)
    page = profiles_of([article.pk]).get(article.pk)
    if page is None:
        RelatedPage.objects.filter(article=article).delete()
        RelatedPage.objects.filter(other=article).delete()
    else:
        nearest = _work_out([page])[page.article]
        neighbours = [*nearest[:LISTED], *neighbours, *nearest[LISTED:]]
    _place_among(list(dict.fromkeys(neighbours))[:MOST_NEIGHBOURS], article)


def refresh_all() -> int:
    """Work out the lists of all live and scheduled pages, and return how many those are."""
    articles = list(
        Edition.objects.current().order_by("article_id").values_list("article_id", flat=True).distinct()
    )
    for start in range(0, len(articles), AT_ONCE):
        with transaction.atomic():
            _one_at_a_time()
            _work_out(profiles_of(articles[start : start + AT_ONCE]).values())
    RelatedPage.objects.exclude(article__in=Edition.objects.current().values("article")).delete()
    return len(articles)


def is_missing() -> bool:
    """Return whether there are pages but no list at all, as after an upgrade or a restore."""
    return not RelatedPage.objects.exists() and Edition.objects.current().exists()


def _one_at_a_time() -> None:
    """Wait until no other transaction changes lists.

    Two editors who publish neighbours change the same lists. The second one has to see what the
    first one wrote.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('related pages', 0))")


def _listed_by(article: Article) -> list[int]:
    """Return the pks of the articles whose lists contain this one, the highest place first."""
    rows = RelatedPage.objects.filter(other=article).order_by("position", "-article_id")
    return list(rows.values_list("article", flat=True)[:MOST_NEIGHBOURS])


def _work_out(pages: Iterable[Profile]) -> dict[int, list[int]]:
    """Compare each page with its candidates, store its list, and return the nearest by article pk."""
    pages = list(pages)
    return _store(pages, {page.article: candidates_for(page) for page in pages})


def _place_among(neighbours: list[int], article: Article) -> None:
    """Work out the neighbours' lists again, now that the article has changed.

    A full list is compared with this article alone. A list that is not full looks for all its
    candidates again, because a page that it lost may leave room for others.
    """
    pools: dict[int, set[int]] = {pk: set() for pk in neighbours}
    rows = RelatedPage.objects.filter(article__in=neighbours).values_list("article", "other")
    for pk, other in rows:
        pools[pk].add(other)
    pages = list(profiles_of(neighbours).values())
    for page in pages:
        pool = pools[page.article]
        if len(pool) < LISTED:
            pool |= candidates_for(page)
        pool.add(article.pk)
    _store(pages, pools)


def _store(pages: list[Profile], pools: dict[int, set[int]]) -> dict[int, list[int]]:
    """Store the first of the nearest pages in each page's pool as its list, and return the nearest."""
    known = {page.article: page for page in pages}
    known |= profiles_of(set().union(*pools.values()) - known.keys())
    nearest: dict[int, list[int]] = {}
    for page in pages:
        others = (known[pk] for pk in pools[page.article] if pk in known)
        best = best_first(page, others, most=MOST_NEIGHBOURS)
        nearest[page.article] = [likeness.other.article for likeness in best]
    _write({pk: others[:LISTED] for pk, others in nearest.items()})
    return nearest


def _write(lists: dict[int, list[int]]) -> None:
    """Write the lists that differ from the stored ones. Most publications change only a few."""
    before: dict[int, list[int]] = {}
    rows = RelatedPage.objects.filter(article__in=lists).order_by("article_id", "position")
    for pk, other in rows.values_list("article", "other"):
        before.setdefault(pk, []).append(other)
    changed = {pk: others for pk, others in lists.items() if others != before.get(pk, [])}
    RelatedPage.objects.filter(article__in=changed).delete()
    RelatedPage.objects.bulk_create(
        RelatedPage(article_id=pk, other_id=other, position=position)
        for pk, others in changed.items()
        for position, other in enumerate(others, start=1)
    )
