"""The page that withdraws an article, and leads its readers on to another if the editor names one."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse

from articles import publishing
from articles.admin.pages.base import ArticlePage
from articles.admin.pages.publish import may_publish
from articles.admin.requests import AuthenticatedHttpRequest
from articles.composing.backlinks import pointing_to
from articles.models import Article, Redirect
from articles.publishing.addresses import CannotLead, lead_readers_on


class WithdrawForm(forms.Form):
    """`target` is the article to which readers are led on, or None."""

    lead_on = forms.CharField(
        label="Lead readers on to another article",
        required=False,
        max_length=300,
        help_text="Paste its page's address, or the end of it. Empty: readers are told “not found”.",
        widget=forms.TextInput(attrs={"class": "field-box", "autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, article: Article, data: Any = None) -> None:
        led_on = Redirect.objects.filter(old_path=article.get_absolute_url()).first()
        super().__init__(data, initial={"lead_on": led_on.article.slug if led_on else ""})
        self._article = article
        self.target: Article | None = None

    def clean_lead_on(self) -> str:
        written: str = self.cleaned_data["lead_on"]
        if written:
            self.target = self._find(written)
        return written

    def _find(self, written: str) -> Article:
        # Editors paste what they have: an address with its host, a path, or the end of it alone.
        slug = _path(written).strip("/").rpartition("/")[2]
        article = Article.objects.filter(slug=slug).first()
        if article is None:
            raise ValidationError(f"There is no article with the address “{slug or written}”.")
        if article == self._article:
            raise ValidationError("This is the article that you are withdrawing.")
        if not article.editions.live().exists():
            raise ValidationError(f"Readers do not see “{article}”, so nothing can lead to it.")
        return article


def _path(written: str) -> str:
    try:
        return urlsplit(written).path
    except ValueError:
        # Some text is not even an address, such as http://[
        return ""


class WithdrawPage(ArticlePage):
    template = "withdraw.html"
    title = "Withdraw"
    allowed = staticmethod(may_publish)

    def get(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        return self._show(WithdrawForm(self.article))

    def post(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        form = WithdrawForm(self.article, request.POST)
        return self.back() if form.is_valid() and self._withdraw(form) else self._show(form)

    def _withdraw(self, form: WithdrawForm) -> bool:
        """False where another choice would help; then nothing was done and the form says why."""
        request, article = self.request, self.article
        try:
            with transaction.atomic():
                # Withdrawn first: an address that still shows a live page cannot lead on.
                publishing.withdraw(article, by=request.user)
                lead_readers_on(article, form.target, by=request.user)
        except publishing.NothingToWithdraw:
            messages.warning(request, "Readers did not see this article; nothing changed.")
        except CannotLead as error:
            # Somebody may have withdrawn the other article after the form had found it.
            form.add_error("lead_on", str(error))
            return False
        else:
            led = f" Its address leads on to “{form.target}”." if form.target else ""
            messages.success(request, f"Readers no longer see “{article}”.{led}")
        return True

    def _show(self, form: WithdrawForm) -> HttpResponse:
        return self.render(form=form, backlinks=pointing_to(self.article))
