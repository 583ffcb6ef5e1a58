"""The page that publishes a small correction at once, and the pages where somebody else looks at it."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from articles import publishing
from articles.admin.pages.base import ArticlePage, DecisionPage
from articles.admin.pages.comparing import since_readers
from articles.admin.pages.publish import may_publish
from articles.admin.pages.review import CHANGED
from articles.admin.requests import AuthenticatedHttpRequest
from articles.comparison import Comparison, compare
from articles.drafts.contributions import texts_of
from articles.models import Article, SecondLook
from articles.publishing import second_looks
from articles.roles import CHANGE, VIEW, may

# What readers see in the list of changes under the page.
NOTE = "Small correction of the wording"
NOT_READY = "Nothing was published: there is something to mend first."
# As many as a person looks through at once; the page says if there are more.
MOST_SHOWN = 50
LIST = "admin:articles_article_second_looks"


class SmallCorrectionForm(forms.Form):
    """Only a press: a note of one's own would be words for readers that nobody else has read."""


class SmallCorrectionPage(DecisionPage):
    """What changed since the live edition, and why it may be published at once, or why not."""

    template = "small_correction.html"
    title = "Small correction"
    allowed = staticmethod(may_publish)

    def get(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        return self._show(SmallCorrectionForm())

    def post(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        form = SmallCorrectionForm(request.POST)
        if not (form.is_valid() and self._publish(form)):
            return self._show(form)
        messages.success(
            request,
            f"Readers see “{self.article}” as it is now. It is listed for a second look by somebody else.",
        )
        return self.back()

    def _publish(self, form: SmallCorrectionForm) -> bool:
        """False where nothing was published; then the form says why."""
        release = publishing.small_correction(self.digest_read, NOTE)
        try:
            publishing.publish(self.article, by=self.request.user, release=release)
        except publishing.TextChanged:
            form.add_error(None, CHANGED)
        except publishing.NotReady:
            form.add_error(None, NOT_READY)
        except (publishing.NotSmall, publishing.NotAllowed) as error:
            form.add_error(None, str(error))
        else:
            return True
        return False

    def _show(self, form: SmallCorrectionForm) -> HttpResponse:
        standing = self.standing()
        return self.render(
            form=form,
            reasons=publishing.why_not_small(self.article, self.request.user),
            **standing,
            changed=since_readers(self.article, self.contents),
        )


class SecondLookPage(ArticlePage):
    """What one person published alone, and the button of whoever has looked at it."""

    template = "second_look.html"
    title = "Second look"

    def get(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        return self._show()

    def post(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        second_look = self._second_look()
        # A second press, or a newer edition since the page was opened.
        if second_look is None or str(second_look.pk) != request.POST.get("second_look"):
            messages.warning(request, "This has changed meanwhile. Nothing was noted.")
            return self._show()
        try:
            second_looks.look(second_look, by=request.user)
        except publishing.NotAllowed as error:
            messages.error(request, str(error))
            return self._show()
        messages.success(request, f"You looked at the correction of “{self.article}”.")
        return redirect(reverse(LIST))

    def _second_look(self) -> SecondLook | None:
        looks = SecondLook.objects.filter(edition__article=self.article, looked_at=None)
        return looks.select_related("edition__article", "person").last()

    def _show(self) -> HttpResponse:
        second_look = self._second_look()
        if second_look is None:
            return self.render(second_look=None)
        return self.render(
            second_look=second_look,
            refusal=second_looks.why_not_look(second_look, self.request.user),
            comparison=_comparison(second_look),
        )


def _comparison(second_look: SecondLook) -> Comparison | None:
    """None where the history no longer holds both texts."""
    digests = (second_look.since, second_look.edition.digest)
    texts = texts_of(second_look.edition.article, digests)
    before, after = (texts.get(digest) for digest in digests)
    return compare(before, after) if before is not None and after is not None else None


def second_looks_page(request: HttpRequest) -> HttpResponse:
    """The corrections that the person may look at, the oldest first."""
    if not may(request.user, VIEW, CHANGE):
        raise PermissionDenied
    found = list(second_looks.waiting(request.user)[: MOST_SHOWN + 1])
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "opts": Article._meta,
        "title": "Small corrections to look at",
        "second_looks": found[:MOST_SHOWN],
        "has_more": len(found) > MOST_SHOWN,
    }
    return TemplateResponse(request, "admin/articles/article/second_looks.html", context)
