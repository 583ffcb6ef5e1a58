"""The page where a check is handed in, sent back, approved, published and withdrawn."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse

from articles.admin.check_pages.base import CheckPage, whole_text
from articles.admin.check_states import check_standing
from articles.admin.requests import AuthenticatedHttpRequest
from articles.comparison import Comparison
from articles.comparison.checks import compare_checks
from articles.models import SymptomCheck
from articles.models.article import BOUND_STAGES, Stage
from articles.names import name_of
from articles.publishing import NotAllowed, NotApproved, NothingToWithdraw, NotReady, TextChanged, WrongStage
from articles.publishing import checks as verbs
from articles.publishing.signing import can_sign
from articles.roles import APPROVE, PUBLISH, SIGN, may
from articles.triage.problems import CheckProblem, problems_of

CHANGED = "The text changed while you were reading it. This is how it stands now; nothing was decided."
NOT_APPROVED = "Nothing was published: nobody has approved this exact text. Hand it in for review first."
NOT_READY = "Nothing was published: there is something to mend first. It is listed at the top of this page."
NOT_LIVE = "Readers do not see this check; nothing changed."
SAY_WHY = "Say what is to be mended."
# A version keeps 300 characters, and the verb stands in front.
MOST_WORDS = 280


class CheckRemarksForm(forms.Form):
    remarks = forms.CharField(
        label="Remarks",
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=f"Needed to send it back: what is to be mended, in at most {MOST_WORDS} characters.",
    )


class CheckNoteForm(forms.Form):
    note = forms.CharField(
        label="What changed",
        required=False,
        max_length=MOST_WORDS,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="One line for the history of this check. Readers do not see it.",
    )


class CheckReviewPage(CheckPage):
    template = "review.html"
    title = "Review"

    def get(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        return self._show(CheckRemarksForm(), CheckNoteForm())

    def post(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        is_publishing = "_publish" in request.POST
        remarks = CheckRemarksForm(None if is_publishing else request.POST)
        note = CheckNoteForm(request.POST if is_publishing else None)
        form = note if is_publishing else remarks
        done = self._done(form) if form.is_valid() else ""
        if not done:
            return self._show(remarks, note)
        messages.success(request, done)
        return self.go_to("review")

    def _done(self, form: forms.Form) -> str:
        """What was done, in words; empty where nothing was done, and then the form says why."""
        for button, act in self._acts().items():
            if button in self.request.POST:
                return _said(act, form)
        return ""

    def _acts(self) -> dict[str, Callable[[forms.Form], str]]:
        return {
            "_submit": self._submit,
            "_approve": self._approve,
            "_send_back": self._send_back,
            "_publish": self._publish,
            "_withdraw": self._withdraw,
        }

    def _submit(self, form: forms.Form) -> str:
        digest = self.request.POST.get("digest") or None
        verbs.submit_check(self.check, by=self.request.user, digest=digest)
        return f"“{self.check}” is handed in for review."

    def _approve(self, form: forms.Form) -> str:
        verbs.approve_check(self.check, by=self.request.user, digest=self.request.POST.get("digest", ""))
        return f"“{self.check}” is approved."

    def _send_back(self, form: forms.Form) -> str:
        remarks = form.cleaned_data["remarks"]
        if not remarks.strip():
            form.add_error("remarks", SAY_WHY)
            return ""
        verbs.send_check_back(self.check, by=self.request.user, remarks=remarks)
        return f"“{self.check}” is sent back to its writers."

    def _publish(self, form: forms.Form) -> str:
        verbs.publish_check(self.check, by=self.request.user, note=form.cleaned_data["note"])
        return f"Readers see “{self.check}” as it is now."

    def _withdraw(self, form: forms.Form) -> str:
        verbs.withdraw_check(self.check, by=self.request.user)
        return f"Readers no longer see “{self.check}”."

    def _show(self, remarks: CheckRemarksForm, note: CheckNoteForm) -> HttpResponse:
        check = self.check
        # A verb that was refused has undone what it wrote, and somebody else may have saved meanwhile.
        check.refresh_from_db()
        content = check.content()
        standing = check_standing(check)
        problems = problems_of(content)
        return self.render(
            remarks=remarks,
            note=note,
            **standing,
            problems=[(problem, anchor_of(problem, content)) for problem in problems],
            whole=whole_text(check),
            pages=check.pages.all(),
            comparison=since_published(check, content),
            writers=[name_of(user) for user in check.writers.order_by("username")],
            **self._choices(standing["stage"], standing["digest"], problems),
        )

    def _choices(self, stage: Stage, digest: str, problems: list[CheckProblem]) -> dict[str, Any]:
        """Which buttons the page offers, and why one is missing."""
        check, user = self.check, self.request.user
        in_review = stage == Stage.IN_REVIEW
        own = verbs.is_writer(check, user) and not settings.SELF_APPROVAL
        is_approved = stage in BOUND_STAGES and check.approved_digest == digest
        is_as_live = check.published is not None and check.published.digest == digest
        return {
            "can_change": self.may_change,
            "can_sign": can_sign(user),
            "can_submit": self.may_change and stage in {Stage.WRITING, Stage.SENT_BACK},
            "can_approve": may(user, APPROVE) and in_review and not own,
            "own_check": verbs.OWN_CHECK,
            "own_text": may(user, APPROVE) and in_review and own,
            "can_send_back": may(user, APPROVE, SIGN) and stage in {Stage.IN_REVIEW, Stage.APPROVED},
            "can_publish": may(user, PUBLISH) and is_approved and not is_as_live and not problems,
            "blocked": may(user, PUBLISH) and is_approved and not is_as_live and bool(problems),
            "can_withdraw": may(user, PUBLISH) and check.published is not None,
        }


def _said(act: Callable[[forms.Form], str], form: forms.Form) -> str:
    """What the act did, in words; a refusal becomes an error of the form, which keeps what was typed."""
    try:
        return act(form)
    except (NotAllowed, WrongStage) as error:
        form.add_error(None, str(error))
    except TextChanged:
        form.add_error(None, CHANGED)
    except NotReady:
        form.add_error(None, NOT_READY)
    except NotApproved:
        form.add_error(None, NOT_APPROVED)
    except NothingToWithdraw:
        form.add_error(None, NOT_LIVE)
    return ""


def since_published(check: SymptomCheck, content: dict[str, Any]) -> Comparison | None:
    """What changed since readers last got a text; None if they never did."""
    last = check.published or check.versions.filter(published_at__isnull=False).first()
    return compare_checks(last.content, content) if last else None


def anchor_of(problem: CheckProblem, content: dict[str, Any]) -> str:
    """The place in the form at which the problem is mended."""
    keys = [question.get("key", "") for question in content["questions"]]
    return f"questions-{keys.index(problem.where)}" if problem.where in keys else "symptomcheck_form"
