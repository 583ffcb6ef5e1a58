"""The page where a vet reads the exact page and signs it, or sends it back."""

from datetime import date
from typing import Any

from csp.decorators import csp_update
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils import timezone
from django.utils.decorators import method_decorator

from articles import publishing
from articles.admin.pages.base import WITH_FRAMES
from articles.admin.pages.comparing import since_signature
from articles.admin.pages.next_steps import next_waiting
from articles.admin.pages.remarks import RemarkingPage
from articles.admin.pages.review import CHANGED
from articles.admin.remark_forms import RemarkField, RemarkForm, RemarksForm
from articles.admin.requests import AuthenticatedHttpRequest
from articles.models import Article, Contributor, SignOff
from articles.models.article import Stage
from articles.publishing.signing import vet_of
from articles.roles import SIGN, NotAllowed, Person, may

# A year is what most owner-facing health sites promise; the vet may choose otherwise.
MONTHS = {"year": 12, "half": 6, "two": 24}
OTHER = "other"
AGAIN = (
    ("year", "In a year"),
    ("half", "In six months"),
    ("two", "In two years"),
    (OTHER, "On another day"),
)
DUE_ALREADY = "Give a day after today."
SAY_WHICH = "Give the day on which you will look at it again."
SAY_WHAT = "Say what is wrong, so that its writer can mend it."


def may_sign(by: Person, article: Article) -> bool:
    return may(by, SIGN)


def months_on(months: int) -> date:
    """The same day so many months from today; the 28th where a month may be too short."""
    today = timezone.localdate()
    years, month = divmod(today.month - 1 + months, 12)
    return date(today.year + years, month + 1, min(today.day, 28))


class SignForm(RemarksForm):
    again = forms.ChoiceField(choices=AGAIN, required=False, initial="year")
    review_due_on = forms.DateField(
        label="That day",
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "field-box"}, format="%Y-%m-%d"),
        help_text="Readers see this date, and that the review is overdue once it has passed.",
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        months = MONTHS.get(data.get("again", ""))
        if months:
            data["review_due_on"] = months_on(months)
        elif not data.get("review_due_on") and "review_due_on" not in self.errors:
            raise ValidationError({"review_due_on": SAY_WHICH})
        return data

    def chips(self) -> list[dict[str, Any]]:
        """The choices of a day, each with the day that it means."""
        chosen = self["again"].value() or OTHER
        return [
            {
                "value": value,
                "label": label,
                "day": months_on(MONTHS[value]) if value in MONTHS else None,
                "is_chosen": value == chosen,
            }
            for value, label in AGAIN
        ]


class WrongForm(forms.Form):
    wrong = RemarkField(
        label="What is wrong?",
        help_text="Goes back to its writer with your name. You need not mend it yourself.",
        error_messages={"required": SAY_WHAT},
    )


@method_decorator(csp_update(WITH_FRAMES), name="dispatch")
class SignPage(RemarkingPage):
    name = "sign"
    template = "sign.html"
    title = "Read and sign"
    allowed = staticmethod(may_sign)

    def get(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        return self.show()

    def decide(self) -> HttpResponse:
        if "_send_back" in self.request.POST:
            return self._send_back(WrongForm(self.request.POST))
        form = SignForm(self.request.POST)
        if not (form.is_valid() and self._sign(form)):
            return self.show(form)
        messages.success(self.request, f"You signed “{self.article}”.")
        # The same page says so, and offers the next text.
        return self.go_to("sign")

    def _sign(self, form: SignForm) -> bool:
        """False where nothing was signed; then the form says why."""
        try:
            publishing.sign(
                self.article,
                by=self.request.user,
                review_due_on=form.cleaned_data["review_due_on"],
                digest=self.digest_read,
                remarks=form.cleaned_data["remarks"],
            )
        except NotAllowed as error:
            form.add_error(None, str(error))
        except publishing.TextChanged:
            form.add_error(None, CHANGED)
        except publishing.InThePast:
            form.add_error("review_due_on", DUE_ALREADY)
        else:
            return True
        return False

    def _send_back(self, form: WrongForm) -> HttpResponse:
        if form.is_valid():
            try:
                publishing.send_back(self.article, by=self.request.user, remarks=form.cleaned_data["wrong"])
            except (NotAllowed, publishing.WrongStage) as error:
                form.add_error(None, str(error))
            else:
                messages.success(self.request, f"“{self.article}” is sent back to its writer.")
                return self.go_to("sign")
        return self.show(wrong_form=form)

    def _signer(self) -> tuple[Contributor | None, str]:
        """The vet whose login this is, or why it is none."""
        try:
            return vet_of(self.request.user), ""
        except NotAllowed as error:
            return None, str(error)

    def _last(self, signer: Contributor | None) -> SignOff | None:
        """The vet's own last signature; if there is none, the last one of any vet."""
        sign_offs = self.article.sign_offs.select_related("version")
        own = sign_offs.filter(vet=signer).first() if signer else None
        return own or sign_offs.first()

    def show(
        self,
        form: SignForm | None = None,
        *,
        wrong_form: WrongForm | None = None,
        remark_form: RemarkForm | None = None,
    ) -> HttpResponse:
        article = self.article
        signer, refusal = self._signer()
        standing = self.standing()
        last = self._last(signer)
        is_own = bool(last and signer and last.vet_id == signer.pk)
        return self.render(
            form=form or SignForm(),
            wrong_form=wrong_form or WrongForm(),
            **self.remarks(remark_form),
            signer=signer,
            refusal=refusal,
            decide_verb="Sign…" if signer else "Decide…",
            **standing,
            last=last,
            is_own=is_own,
            is_signed=bool(is_own and last and last.digest == article.digest),
            changed=since_signature(self.contents, last),
            can_send_back=article.stage in {Stage.IN_REVIEW, Stage.APPROVED},
            next_waiting=next_waiting(article, self.request.user),
            today=timezone.localdate(),
        )
