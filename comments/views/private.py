"""The pages behind a writer's private link, whose address only the writer has."""

from dataclasses import asdict

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from articles.machines.site_address import absolute
from articles.models import Edition, Redirect
from articles.models.article import Kind, page_address
from comments.models import Comment
from comments.photos import own_photo_of
from comments.senders import sender_of
from comments.views.guard import FOREIGN, comes_from_our_page
from comments.views.private_pages import OWN_FORMS, private
from comments.views.receiving import receive
from comments.views.redirects import SeeOther
from comments.writing.editing import EDITABLE_FOR, as_submitted, edit_comment, may_edit
from comments.writing.forms import WritingForm, edit_form_for
from comments.writing.posting import find_by_token
from comments.writing.withdrawing import copy_of, take_back
from kbsite.uploads import dropped


@private()
@require_safe
def thanks(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    comment = find_own(slug, token)
    if comment.article.slug != slug:
        return redirect(comment.get_private_url(token))
    context = {
        "comment": comment,
        "photo": own_photo_of(comment, token),
        "article": comment.article,
        "token": token,
        "may_edit": may_edit(comment),
        "editable_until": comment.created_at + EDITABLE_FOR,
    }
    return render(request, "comments/thanks.html", context)


@private(referrer=OWN_FORMS)
@csrf_exempt  # no cookie here either; receiving.py refuses what comes from elsewhere
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Possible for a day; after that it leads back to the private page."""
    comment = find_own(slug, token)
    form_class = edit_form_for(comment)

    def store(form: WritingForm) -> str:
        changed = edit_comment(comment, form.submission(), sender=sender_of(request), token=token)
        return changed.get_private_url(token)

    def show(form: WritingForm, status: int) -> HttpResponse:
        context = {
            "comment": comment,
            "photo": own_photo_of(comment, token),
            "article": comment.article,
            "form": form,
            "action": reverse("comment_edit", args=[comment.article.slug, token]),
            "private_url": comment.get_private_url(token),
        }
        return render(request, "comments/edit.html", context, status=status)

    if request.method != "POST":
        if not may_edit(comment):
            return redirect(comment.get_private_url(token))
        return show(form_class(initial=asdict(as_submitted(comment))), 200)
    form = form_class(request.POST, request.FILES, **dropped(request, "photo"))
    return receive(request, form, store=store, show=show)


@private()
@require_safe
def download(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    comment = find_own(slug, token)
    address = absolute(request, comment.article.get_absolute_url())
    response = HttpResponse(copy_of(comment, address), content_type="application/zip")
    response.headers["Content-Disposition"] = 'attachment; filename="comment.zip"'
    return response


@private(referrer=OWN_FORMS)
@csrf_exempt  # no cookie here either; comments/views/guard.py refuses what comes from elsewhere
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Asks first: following a link must not delete anything."""
    is_sure = request.method == "POST" and comes_from_our_page(request)
    try:
        comment = find_own(slug, token)
    except Http404:
        if is_sure:
            # The button was pressed twice, and the comment is deleted already.
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
    return render(request, "comments/delete.html", context, status=403 if context["problem"] else 200)


@never_cache
@require_safe
def deleted(request: HttpRequest, slug: str) -> HttpResponse:
    """Reveals neither a comment nor a draft: it answers for pages that readers have seen."""
    address = page_address(Kind.ARTICLE, slug)
    seen = Edition.objects.filter(article__slug=slug, live_from__lte=timezone.now())
    if not (seen.exists() or Redirect.objects.filter(old_path=address).exists()):
        raise Http404
    return render(request, "comments/deleted.html", {"address": address})


def find_own(slug: str, token: str) -> Comment:
    """Raises Http404. An old address of the article works too, for a writer who kept it."""
    comment = find_by_token(token)
    if comment is None:
        raise Http404
    old = page_address(Kind.ARTICLE, slug)
    if comment.article.slug != slug and not comment.article.redirects.filter(old_path=old).exists():
        raise Http404
    return comment
