"""The page where a vet reads the exact page and signs it."""

from datetime import date, timedelta

from csp.decorators import csp_update
from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.decorators import method_decorator

from articles import publishing
from articles.admin.pages.base import WITH_FRAMES, DecisionPage
from articles.admin.pages.comparing import since_signature
from articles.admin.pages.review import CHANGED, RemarksForm
from articles.admin.requests import AuthenticatedHttpRequest
from articles.models import Article
from articles.publishing.signing import vet_of
from articles.roles import SIGN, NotAllowed, Person, may

# A year is what most owner-facing health sites promise; the vet may choose otherwise.
NEXT_REVIEW = timedelta(days=365)
DUE_ALREADY = "Give a day after today."


def may_sign(by: Person, article: Article) -> bool:
    return may(by, SIGN)


# A function, because Django asks it for each form. A date would stay that of the server's start.
def _in_a_year() -> date:
    return timezone.localdate() + NEXT_REVIEW


class SignForm(RemarksForm):
    review_due_on = forms.DateField(
        label="Next review due",
        initial=_in_a_year,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Readers see this date, and that the review is overdue once it has passed.",
    )
    field_order = ("review_due_on", "remarks")


@method_decorator(csp_update(WITH_FRAMES), name="dispatch")
class SignPage(DecisionPage):
    template = "sign.html"
    title = "Sign"
    allowed = staticmethod(may_sign)

    def get(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        return self._show(SignForm())

    def post(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        form = SignForm(request.POST)
        if not (form.is_valid() and self._sign(form)):
            return self._show(form)
        messages.success(request, f"You signed “{self.article}”.")
        return self.back()

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

    def _show(self, form: SignForm) -> HttpResponse:
        try:
            signer, refusal = vet_of(self.request.user), ""
        except NotAllowed as error:
            signer, refusal = None, str(error)
        standing = self.standing()
        last = self.article.sign_offs.select_related("version").first()
        return self.render(
            form=form,
            signer=signer,
            refusal=refusal,
            **standing,
            last=last,
            comparison=since_signature(self.contents, last),
        )
