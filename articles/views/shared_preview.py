"""A draft shown to whoever holds its secret address, and to nobody else.

The only public view that reads a working copy: nothing it answers may be kept, indexed
or linked from, and its address goes to no other page.
"""

from collections.abc import Callable
from functools import wraps

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.composing.compose import compose
from articles.drafts import sharing
from articles.models import Article
from articles.models.article import Kind
from articles.publishing.signing import carry_signature
from articles.related import related_to

SECRECY = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow",
    # Other sites must not learn the draft's address when somebody follows a link in it.
    "Referrer-Policy": "no-referrer",
}


def secret(view: Callable[[HttpRequest, str], HttpResponse]) -> Callable[[HttpRequest, str], HttpResponse]:
    """Sets the same headers on every answer: otherwise they would show whether a token was once right."""

    @wraps(view)
    def wrapped(request: HttpRequest, token: str) -> HttpResponse:
        response = view(request, token)
        for name, value in SECRECY.items():
            response.headers[name] = value
        return response

    return wrapped


@secret
@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    link = sharing.open_link(token, timezone.now())
    if link is None:
        # Not Http404: its answer is made after `secret` and would lack the headers.
        return render(request, "404.html", status=404)
    return working_copy_page(request, link.article, shared_until=link.expires_at)


def working_copy_page(request: HttpRequest, article: Article, **context: object) -> TemplateResponse:
    """The saved working copy in the templates of readers' pages, without comments."""
    template = "articles/breed.html" if article.kind == Kind.BREED else "articles/article.html"
    edition = compose(article).edition
    carry_signature(edition, article)
    related = related_to(article, edition.body_html)
    prefetch_related_objects(related.keep_reading, "species")
    context |= {"edition": edition, "related": related, "preview": True}
    response = TemplateResponse(request, template, context)
    # The admin's preview comes this way too, without `secret`, and no cache may keep a draft.
    response.headers["Cache-Control"] = "private, no-store"
    return response
