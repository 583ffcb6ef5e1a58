"""The page where a text is handed in, sent back or approved, and where remarks are put beside it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from csp.decorators import csp_update
from django.contrib import messages
from django.http import HttpResponse
from django.utils.decorators import method_decorator

from articles import publishing
from articles.admin.pages.base import WITH_FRAMES
from articles.admin.pages.comparing import Changed, since_readers, since_reading
from articles.admin.pages.next_steps import next_waiting
from articles.admin.pages.remarks import RemarkingPage
from articles.admin.remark_forms import RemarkForm, RemarksForm
from articles.admin.requests import AuthenticatedHttpRequest
from articles.models import Article
from articles.models.article import Stage
from articles.names import name_of_actor
from articles.publishing.remarks import unresolved
from articles.publishing.signing import can_sign
from articles.publishing.steps import ReviewStep, read_reason, took
from articles.roles import APPROVE, PUBLISH, SIGN, may, may_edit

CHANGED = "The text changed while you were reading it. This is how it stands now; nothing was decided."
SAY_WHY = "Say what is to be mended. A remark beside the text will do."


@dataclass(frozen=True)
class HandIn:
    who: str
    at: datetime
    words: str


def last_hand_in(article: Article) -> HandIn | None:
    """Who handed the text in last, and with which words; None before anybody did."""
    rows = article.history.filter(took(ReviewStep.HANDED_IN)).select_related("history_user")
    row = rows.defer("body", "parts").first()
    step = row and read_reason(row.history_change_reason)
    return HandIn(name_of_actor(row.history_user), row.history_date, step[1]) if step else None


@method_decorator(csp_update(WITH_FRAMES), name="dispatch")
class ReviewPage(RemarkingPage):
    name = "review"
    template = "review.html"
    title = "Review"

    def get(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        return self.show()

    def decide(self) -> HttpResponse:
        form = RemarksForm(self.request.POST)
        done = self._decide(form) if form.is_valid() else ""
        if not done:
            return self.show(form)
        messages.success(self.request, done)
        # The same page offers the next step.
        return self.go_to("review")

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
            if "_send_back" in request.POST:
                return self._send_back(form, remarks)
        except (publishing.NotAllowed, publishing.WrongStage) as error:
            form.add_error(None, str(error))
        except publishing.TextChanged:
            form.add_error(None, CHANGED)
        return ""

    def _send_back(self, form: RemarksForm, remarks: str) -> str:
        beside = len(unresolved(self.article))
        if not remarks.strip() and not beside:
            form.add_error("remarks", SAY_WHY)
            return ""
        words = remarks.strip() or f"see the remark{'s' if beside > 1 else ''} beside the text"
        publishing.send_back(self.article, by=self.request.user, remarks=words)
        return f"“{self.article}” is sent back to its writer."

    def show(self, form: RemarksForm | None = None, *, remark_form: RemarkForm | None = None) -> HttpResponse:
        article, user = self.article, self.request.user
        standing = self.standing()
        return self.render(
            form=form or RemarksForm(),
            **self.remarks(remark_form),
            **standing,
            changed=since_readers(article, self.contents),
            meanwhile=self._meanwhile(),
            hand_in=last_hand_in(article),
            next_waiting=next_waiting(article, user),
            **self._choices(is_blocked=standing["is_blocked"]),
        )

    def _meanwhile(self) -> Changed | None:
        """What changed since the page was opened on which somebody decided; None if nothing did."""
        read = self.digest_read
        if not read or read == self.article.digest:
            return None
        return since_reading(self.article, self.contents, read)

    def _choices(self, *, is_blocked: bool) -> dict[str, Any]:
        """Which buttons the page offers, and why one is missing."""
        user, article = self.request.user, self.article
        in_review = article.stage == Stage.IN_REVIEW
        refusal = publishing.why_not_approve(article, user)
        can_approve = in_review and not refusal
        return {
            "can_submit": may_edit(user, article) and article.stage in {Stage.WRITING, Stage.SENT_BACK},
            "can_approve": can_approve,
            "can_publish": may(user, PUBLISH)
            and not is_blocked
            and (can_approve or article.stage == Stage.APPROVED),
            # In words, and who may: only for those who may approve other texts.
            "own_text": refusal if in_review and may(user, APPROVE) else "",
            "writers": publishing.writers_of(article),
            "missing": publishing.who_is_missing(article),
            "can_send_back": may(user, APPROVE, SIGN) and article.stage in {Stage.IN_REVIEW, Stage.APPROVED},
            "can_sign": can_sign(user),
        }
