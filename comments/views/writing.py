"""Takes readers' comments on an article and their replies to a comment."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from articles.models import Edition
from articles.models.article import Kind, page_address
from articles.publishing.addresses import moved_page
from comments.listing import find_shown
from comments.models import Comment, Status
from comments.senders import sender_of
from comments.views.receiving import receive
from comments.writing.forms import CommentForm, ReplyForm, WritingForm
from comments.writing.posting import post_comment
from comments.writing.threads import top_of
from kbsite.uploads import dropped


@csrf_exempt  # public pages have no cookie; comments/views/guard.py refuses what comes from elsewhere
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: HttpRequest, slug: str) -> HttpResponse:
    edition = _find_page(slug)
    if request.method != "POST":
        return redirect(edition.get_absolute_url() + "#comments")

    def store(form: WritingForm) -> str:
        posted = post_comment(edition, form.submission(), sender=sender_of(request))
        return posted.comment.get_private_url(posted.token)

    def show(form: WritingForm, status: int) -> HttpResponse:
        context = {
            "edition": edition,
            "article": edition.article,
            "form": form,
            "action": reverse("comments", args=[edition.article.slug]),
        }
        return render(request, "comments/errors.html", context, status=status)

    form = CommentForm(request.POST, request.FILES, **dropped(request, "photo"))
    return receive(request, form, store=store, show=show)


@csrf_exempt  # no cookie here either
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    parent = _find_open(pk)
    edition = _find_page(parent.article.slug)

    def store(form: WritingForm) -> str:
        sender = sender_of(request)
        posted = post_comment(edition, form.submission(), sender=sender, answers=parent)
        return posted.comment.get_private_url(posted.token)

    def show(form: WritingForm, status: int) -> HttpResponse:
        context = {
            "edition": edition,
            "article": edition.article,
            "comment": parent,
            "form": form,
            "action": reverse("comment_reply", args=[parent.pk]),
        }
        response = render(request, "comments/reply.html", context, status=status)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    if request.method != "POST":
        return show(ReplyForm(), 200)
    form = ReplyForm(request.POST, request.FILES, **dropped(request, "photo"))
    return receive(request, form, store=store, show=show)


def _find_page(slug: str) -> Edition:
    """Also finds a page whose address an editor changed while the reader was writing."""
    editions = Edition.objects.live().of_kind(Kind.ARTICLE).select_related("article", "category")
    edition = editions.filter(article__slug=slug).first() or moved_page(page_address(Kind.ARTICLE, slug))
    if edition is None or not edition.takes_comments:
        raise Http404
    return edition


def _find_open(pk: int) -> Comment:
    """Only a comment that readers see can be answered, and not one that its writer removed."""
    comment = find_shown(pk)
    if comment is None or {comment.status, top_of(comment).status} != {Status.APPROVED}:
        raise Http404
    return comment
