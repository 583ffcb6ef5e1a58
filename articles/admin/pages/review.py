"""The page where a text is handed in, sent back or approved."""

from typing import Any

from csp.decorators import csp_update
from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils.decorators import method_decorator

from articles import publishing
from articles.admin.pages.base import WITH_FRAMES, DecisionPage
from articles.admin.pages.comparing import since_readers
from articles.admin.requests import AuthenticatedHttpRequest
from articles.models.article import Stage
from articles.roles import APPROVE, SIGN, may, may_edit

CHANGED = "The text changed while you were reading it. This is how it stands now; nothing was decided."
SAY_WHY = "Say what is to be mended."
MAX_REMARKS = 2000


class RemarksForm(forms.Form):
    remarks = forms.CharField(
        label="Remarks",
        required=False,
        max_length=MAX_REMARKS,
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
        help_text="Kept in the history, for everybody who may read this article.",
    )


@method_decorator(csp_update(WITH_FRAMES), name="dispatch")
class ReviewPage(DecisionPage):
    template = "review.html"
    title = "Review"

    def get(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        return self._show(RemarksForm())

    def post(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        form = RemarksForm(request.POST)
        done = self._decide(form) if form.is_valid() else ""
        if not done:
            return self._show(form)
        messages.success(request, done)
        return self.back()

    def _decide(self, form: RemarksForm) -> str:
        """What was done, in words; empty where nothing was done, and then the form says why."""
        request, article, remarks = self.request, self.article, form.cleaned_data["remarks"]
        try:
            if "_submit" in request.POST:
                publishing.submit(article, by=request.user, remarks=remarks, digest=self.digest_read or None)
                return f"“{article}” is handed in for review."
            if "_approve" in request.POST:
                publishing.approve(article, by=request.user, digest=self.digest_read, remarks=remarks)
                return f"“{article}” is approved."
            if "_send_back" in request.POST and not remarks.strip():
                form.add_error("remarks", SAY_WHY)
            elif "_send_back" in request.POST:
                publishing.send_back(article, by=request.user, remarks=remarks)
                return f"“{article}” is sent back to its writer."
        except (publishing.NotAllowed, publishing.WrongStage) as error:
            form.add_error(None, str(error))
        except publishing.TextChanged:
            form.add_error(None, CHANGED)
        return ""

    def _show(self, form: RemarksForm) -> HttpResponse:
        standing = self.standing()
        changes = since_readers(self.article, self.contents)
        return self.render(form=form, **standing, **changes, **self._choices())

    def _choices(self) -> dict[str, Any]:
        """Which buttons the page offers, and why one is missing."""
        user, article = self.request.user, self.article
        in_review = article.stage == Stage.IN_REVIEW
        refusal = publishing.why_not_approve(article, user)
        return {
            "can_submit": may_edit(user, article) and article.stage in {Stage.WRITING, Stage.SENT_BACK},
            "can_approve": in_review and not refusal,
            # In words, and who may: only for those who may approve other texts.
            "own_text": refusal if in_review and may(user, APPROVE) else "",
            "writers": publishing.writers_of(article),
            "missing": publishing.who_is_missing(article),
            "can_send_back": may(user, APPROVE, SIGN) and article.stage in {Stage.IN_REVIEW, Stage.APPROVED},
        }
