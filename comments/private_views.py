"""The pages behind a writer's private link: only who sent a comment has the address."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from articles.models.article import Kind, page_address
from comments.answers import SeeOther
from comments.guard import FOREIGN, comes_from_our_page
from comments.models import Comment
from comments.own_words import copy_of, take_back
from comments.posting import find_by_token

View = Callable[..., HttpResponse]


def _private(view: View) -> View:
    """Neither kept by caches nor found by search engines, and its address is told to no other site."""

    @never_cache
    @wraps(view)
    def wrapped(request: HttpRequest, slug: str, token: str) -> HttpResponse:
        response = view(request, slug, token)
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers.setdefault("Referrer-Policy", "no-referrer")
        return response

    return wrapped


@_private
@require_safe
def thanks(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    comment = _find(slug, token)
    if comment.article.slug != slug:
        return redirect(comment.get_private_url(token))
    context = {"comment": comment, "article": comment.article, "token": token}
    return render(request, "comments/thanks.html", context)


@_private
@require_safe
def download(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    comment = _find(slug, token)
    address = request.build_absolute_uri(comment.article.get_absolute_url())
    response = HttpResponse(copy_of(comment, address), content_type="application/zip")
    response.headers["Content-Disposition"] = 'attachment; filename="comment.zip"'
    return response


@_private
@csrf_exempt  # no cookie here either; comments/guard.py refuses what comes from elsewhere
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Asks first, so that a link that was merely followed deletes nothing."""
    is_sure = request.method == "POST" and comes_from_our_page(request)
    try:
        comment = _find(slug, token)
    except Http404:
        if is_sure:
            # The button was pressed twice.
            return SeeOther(reverse("comment_deleted", args=[slug]))
        raise
    if is_sure:
        take_back(comment)
        return SeeOther(reverse("comment_deleted", args=[slug]))
    context = {
        "comment": comment,
        "article": comment.article,
        "token": token,
        "problem": FOREIGN if request.method == "POST" else "",
    }
    response = render(request, "comments/delete.html", context, status=403 if context["problem"] else 200)
    # With "no-referrer" older browsers would send this page's form without an origin.
    response.headers["Referrer-Policy"] = "same-origin"
    return response


@never_cache
@require_safe
def deleted(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "comments/deleted.html", {"address": page_address(Kind.ARTICLE, slug)})


def _find(slug: str, token: str) -> Comment:
    """Raises Http404. The article may have moved since; the writer kept the old address."""
    comment = find_by_token(token)
    if comment is None:
        raise Http404
    old = page_address(Kind.ARTICLE, slug)
    if comment.article.slug != slug and not comment.article.redirects.filter(old_path=old).exists():
        raise Http404
    return comment
