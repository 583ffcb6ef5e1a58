"""Where readers' forms arrive."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from articles.addresses import moved_page
from articles.images import TooBusy, UnusableImage
from articles.models import Edition
from articles.models.article import Kind, page_address
from comments.addresses import sender_of
from comments.answers import SeeOther
from comments.forms import CommentForm
from comments.guard import FOREIGN, comes_from_our_page
from comments.limits import LimitReached
from comments.posting import post_comment
from kbsite.uploads import oversized_uploads

TRAPPED = "Please leave the field “Leave this empty” empty, and send again."


@csrf_exempt  # public pages have no cookie; comments/guard.py refuses what comes from elsewhere
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: HttpRequest, slug: str) -> HttpResponse:
    edition = _find_page(slug)
    if request.method != "POST":
        return redirect(edition.get_absolute_url() + "#comments")
    form = CommentForm(request.POST, request.FILES, oversized="photo" in oversized_uploads(request))
    if not comes_from_our_page(request):
        form.add_error(None, FOREIGN)
        return _show_errors(request, edition, form, status=403)
    return _receive(request, edition, form)


def _find_page(slug: str) -> Edition:
    """A reader may have begun to write before an editor changed the page's address."""
    editions = Edition.objects.live().of_kind(Kind.ARTICLE).select_related("article", "category")
    edition = editions.filter(article__slug=slug).first() or moved_page(page_address(Kind.ARTICLE, slug))
    if edition is None or not edition.takes_comments:
        raise Http404
    return edition


def _receive(request: HttpRequest, edition: Edition, form: CommentForm) -> HttpResponse:
    if not form.is_valid():
        return _show_errors(request, edition, form)
    if form.is_trap_sprung:
        form.add_error(None, TRAPPED)
        return _show_errors(request, edition, form)
    try:
        posted = post_comment(edition, form.cleaned_data, sender=sender_of(request))
    except LimitReached as error:
        form.add_error(None, str(error))
        refused = _show_errors(request, edition, form, status=429)
        refused.headers["Retry-After"] = str(error.retry_after)
        return refused
    except TooBusy as error:
        form.add_error("photo", str(error))
        return _show_errors(request, edition, form, status=503)
    except UnusableImage as error:
        form.add_error("photo", str(error))
        return _show_errors(request, edition, form)
    return SeeOther(posted.comment.get_private_url(posted.token))


def _show_errors(
    request: HttpRequest, edition: Edition, form: CommentForm, status: int = 422
) -> HttpResponse:
    context = {
        "edition": edition,
        "article": edition.article,
        "form": form,
        "action": reverse("comments", args=[edition.article.slug]),
        # Browsers never send a file back into a form, so the page says to choose it again.
        "lost_photo": bool(request.FILES or oversized_uploads(request)),
    }
    return render(request, "comments/errors.html", context, status=status)
