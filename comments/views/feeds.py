"""Feeds of what readers say, for programs that follow a page or the whole site."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from articles.models import Edition
from articles.models.article import Kind, page_address
from articles.publishing.addresses import moved_page
from articles.views.caching import public_page
from comments.feed import build_feed


@public_page
def site_feed(request: HttpRequest) -> HttpResponse:
    return _feed(request)


@public_page
def article_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """Leads on from the address that the article had before."""
    editions = Edition.objects.live().of_kind(Kind.ARTICLE).select_related("article")
    edition = editions.defer("body", "article__body", "article__parts").filter(article__slug=slug).first()
    if edition:
        return _feed(request, edition)
    moved = moved_page(page_address(Kind.ARTICLE, slug))
    if moved is None or not moved.takes_comments:
        raise Http404
    address = reverse("article_comment_feed", args=[moved.article.slug])
    return HttpResponse(status=301, headers={"Location": address})


def _feed(request: HttpRequest, edition: Edition | None = None) -> HttpResponse:
    feed = build_feed(request, edition)
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
