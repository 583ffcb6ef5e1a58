"""What points to an article: the pages and drafts whose texts link to it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F

from articles.models import Article, Edition, InternalLink

# More than an editor reads through; the counts tell how many there are.
SHOWN = 20


@dataclass(frozen=True)
class Backlinks:
    """The first few by title, and how many there are. A link from both counts under `pages`.

    `pages` are seen by readers or scheduled, `drafts` only in a working copy.
    """

    pages: list[Article]
    page_count: int
    drafts: list[Article]
    draft_count: int

    @property
    def more_pages(self) -> int:
        return self.page_count - len(self.pages)

    @property
    def more_drafts(self) -> int:
        return self.draft_count - len(self.drafts)


def pointing_to(article: Article) -> Backlinks:
    links = InternalLink.objects.filter(target=article).exclude(article=article).order_by()
    pages = set(links.filter(edition__in=Edition.objects.current()).values_list("article_id", flat=True))
    # A link from page and draft counts once, as a page: readers follow that one.
    drafts = set(links.filter(edition=None).values_list("article_id", flat=True)) - pages
    return Backlinks(_first(pages), len(pages), _first(drafts), len(drafts))


def count_pages_pointing_to(articles: Iterable[Article]) -> dict[int, int]:
    """How many pages link to each article, by its pk. Articles without any are left out."""
    links = InternalLink.objects.filter(target__in=list(articles), edition__in=Edition.objects.current())
    counted = links.exclude(article=F("target")).order_by().values("target")
    return dict(counted.annotate(pages=Count("article", distinct=True)).values_list("target", "pages"))


def _first(pks: set[int]) -> list[Article]:
    """The oldest of them, sorted by title: nobody reads the titles of thousands."""
    articles = Article.objects.filter(pk__in=sorted(pks)[:SHOWN]).only("title")
    return list(articles.order_by("title", "pk"))
