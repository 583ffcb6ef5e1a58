"""What readers may do with other people's comments: link to them, find them helpful, report them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from articles.models import Edition
from articles.models.article import Kind
from comments.listing import find_shown
from comments.models import Comment, Status
from comments.reports.form import ReportForm
from comments.reports.report import report as send_report
from comments.senders import sender_of
from comments.views.guard import FOREIGN, comes_from_our_page
from comments.views.receiving import receive
from comments.views.redirects import SeeOther
from comments.votes import COUNTED, vote


@never_cache  # a decision may move the comment to another page
@require_safe
def permalink(request: HttpRequest, pk: int) -> HttpResponse:
    """Leads to the article's page that begins with the comment, or with the one that it answers."""
    comment, edition = _find(pk)
    return redirect(_place(comment, edition))


@csrf_exempt  # public pages have no cookie; comments/views/guard.py refuses what comes from elsewhere
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def helpful(request: HttpRequest, pk: int) -> HttpResponse:
    """Says whether the vote was counted: a second person behind one connection should not wonder why not."""
    comment, edition = _find(pk)
    if request.method != "POST":
        return redirect(_place(comment, edition))
    if not comes_from_our_page(request):
        context = {"edition": edition, "comment": comment, "problem": FOREIGN}
        return render(request, "comments/helpful.html", context, status=403)
    said = vote(comment, sender=sender_of(request))
    if request.headers.get("Accept") == "application/json":
        # static/js/helpful.js stays on the page and shows the new number there.
        comment.refresh_from_db(fields=["helpful_count"])
        return JsonResponse({"helpful_count": comment.helpful_count, "said": said})
    if said == COUNTED:
        return SeeOther(_place(comment, edition))
    context = {"edition": edition, "comment": comment, "said": said, "place": _place(comment, edition)}
    return render(request, "comments/helpful.html", context)


@csrf_exempt  # as above
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    comment, edition = _find(pk)
    if comment.status != Status.APPROVED:
        raise Http404

    def store(form: ReportForm) -> str:
        send_report(comment, **form.cleaned_data, sender=sender_of(request))
        return reverse("comment_reported", args=[edition.article.slug])

    def show(form: ReportForm, status: int) -> HttpResponse:
        context = {"comment": comment, "edition": edition, "form": form}
        return render(request, "comments/report.html", context, status=status)

    if request.method != "POST":
        return show(ReportForm(), 200)
    return receive(request, ReportForm(request.POST), store=store, show=show)


@never_cache
@require_safe
def reported(request: HttpRequest, slug: str) -> HttpResponse:
    """Names no comment: the one that was reported may be hidden by now."""
    return render(request, "comments/reported.html", {"edition": _find_edition(article__slug=slug)})


def _find(pk: int) -> tuple[Comment, Edition]:
    """Raises Http404 unless readers see the comment, on a page that they see."""
    comment = find_shown(pk)
    if comment is None:
        raise Http404
    return comment, _find_edition(article=comment.article_id)


def _find_edition(**article: Any) -> Edition:
    editions = Edition.objects.live().of_kind(Kind.ARTICLE).select_related("article", "category")
    edition = editions.defer("body", "article__body", "article__parts").filter(**article).first()
    if edition is None:
        raise Http404
    return edition


def _place(comment: Comment, edition: Edition) -> str:
    return f"{edition.get_absolute_url()}?comment={comment.pk}#comment-{comment.pk}"
