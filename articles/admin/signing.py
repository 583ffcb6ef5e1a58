"""The admin's page where a vet reads the exact page and signs it."""

from datetime import date, timedelta
from typing import ClassVar

from csp.decorators import csp_update
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.decorators import method_decorator

from articles import publishing
from articles.admin.comparing import since_signature
from articles.admin.pages import WITH_FRAMES, ArticlePages
from articles.admin.review import CHANGED, RemarksForm
from articles.models import Article
from articles.publishing.signing import vet_of
from articles.roles import SIGN, NotAllowed, Person, may

# A year is what most owner-facing health sites promise; the vet may choose otherwise.
NEXT_REVIEW = timedelta(days=365)
DUE_ALREADY = "Give a day after today."


def may_sign(user: Person, article: Article) -> bool:
    return may(user, SIGN)


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


class SigningPages(ArticlePages):
    """Mixed into the article's admin."""

    pages: ClassVar[dict[str, str]] = {"sign": "sign_view"}

    @method_decorator(csp_update(WITH_FRAMES))
    def sign_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        article = self.fetch(request, pk, allowed=may_sign)
        form = SignForm(request.POST or None)
        if request.method == "POST" and form.is_valid() and self._sign(request, article, form):
            messages.success(request, f"You signed “{article}”.")
            return self.back(article)
        try:
            signer, refusal = vet_of(request.user), ""
        except NotAllowed as error:
            signer, refusal = None, str(error)
        standing = self.standing(article)
        last = article.sign_offs.select_related("version").first()
        return self.page(
            request,
            article,
            "sign",
            form=form,
            signer=signer,
            refusal=refusal,
            **standing,
            last=last,
            comparison=since_signature(article, last),
        )

    def _sign(self, request: HttpRequest, article: Article, form: SignForm) -> bool:
        try:
            publishing.sign(
                article,
                by=request.user,
                review_due_on=form.cleaned_data["review_due_on"],
                digest=self.digest_read(request),
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
