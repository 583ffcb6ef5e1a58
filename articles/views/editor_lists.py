"""What the Markdown editor offers while somebody types: references, articles, words of the glossary."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, JsonResponse

from articles.listings.prefix_search import WORD, having_words
from articles.models import Article, Edition, GlossaryTerm
from articles.models.admin_search import ARTICLE_WORDS
from articles.models.article import Kind
from articles.models.primary_key import read_pk
from articles.roles import readable
from articles.views.editor import MAX_SEARCH, EditorsOnly

# Lists of up to so many rows are sent whole, once; of longer ones, what fits the typed words.
MOST_ROWS = 300


class LibraryView(EditorsOnly):
    """GET ?article=12&q=words. `is_whole` says whether the answer without `q` holds everything there is."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest) -> JsonResponse:
        typed = request.GET.get("q", "")[:MAX_SEARCH]
        articles, terms = _articles(request.user, typed), _terms(typed)
        answer = JsonResponse(
            {
                "references": _references(request),
                "articles": articles[:MOST_ROWS],
                "terms": terms[:MOST_ROWS],
                "is_whole": not typed and max(len(articles), len(terms)) <= MOST_ROWS,
            }
        )
        answer.headers["Cache-Control"] = "private, no-store"
        return answer


def _references(request: HttpRequest) -> list[Any]:
    """Those of the article in ?article=, if the person may read that."""
    pk = read_pk(request.GET.get("article", ""))
    article = readable(Article.objects.all(), request.user).filter(pk=pk).first() if pk is not None else None
    return list(article.references.values("key", "authors", "year", "title")) if article else []


def _articles(user: Any, typed: str) -> list[dict[str, Any]]:
    """What is live, under the title that readers see, then the drafts that the person may read."""
    asked = Article.objects.all()
    if typed.strip():
        asked = asked.filter(having_words(ARTICLE_WORDS, typed))
    live = Edition.objects.live().filter(article__in=asked.values("pk"))
    shown = [
        _as_data(slug, title, kind, is_live=True)
        for slug, title, kind in _first(live.order_by("title").values_list("article__slug", "title", "kind"))
    ]
    drafts = readable(asked, user).exclude(pk__in=Edition.objects.live().values("article_id"))
    return shown + [
        _as_data(slug, title, kind, is_live=False)
        for slug, title, kind in _first(drafts.order_by("title").values_list("slug", "title", "kind"))
    ]


def _first(rows: QuerySet[Any, Any]) -> list[Any]:
    return list(rows[: MOST_ROWS + 1])


def _as_data(slug: str, title: str, kind: str, *, is_live: bool) -> dict[str, Any]:
    return {"slug": slug, "title": title, "kind": Kind(kind).label, "is_live": is_live}


def _terms(typed: str) -> list[Any]:
    terms = GlossaryTerm.objects.all()
    for word in WORD.findall(typed):
        terms = terms.filter(Q(name__icontains=word) | Q(slug__icontains=word))
    return list(terms.values("slug", "name", "meaning")[: MOST_ROWS + 1])
