"""The page that gives an article another address and leads readers on from the old one."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.http import HttpResponse

from articles.admin.pages.base import ArticlePage
from articles.admin.requests import AuthenticatedHttpRequest
from articles.composing.backlinks import pointing_to
from articles.models import Article
from articles.models.article import Kind
from articles.models.picture import KEY_PATTERN
from articles.publishing.addresses import AddressTaken, change_address, check_free, may_change_address
from articles.roles import NotAllowed


class AddressForm(forms.Form):
    """The end of the address, with the checks of the article's own field, and the kind."""

    slug = forms.CharField(
        label="New end of the address",
        max_length=Article._meta.get_field("slug").max_length,
        validators=[RegexValidator(f"^{KEY_PATTERN}$", "Use small letters, digits and single hyphens.")],
        help_text="Small letters, digits and single hyphens: why-do-dogs-wag",
        widget=forms.TextInput(attrs={"class": "field-box", "autocomplete": "off", "spellcheck": "false"}),
    )
    kind = forms.ChoiceField(
        choices=Kind.choices,
        widget=forms.Select(attrs={"class": "field-box"}),
        help_text="Breed files stand at /breeds/. Readers see another kind once it is published.",
    )

    def __init__(self, article: Article, data: Any = None) -> None:
        super().__init__(data, initial={"slug": article.slug, "kind": article.kind})
        self._article = article

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                check_free(data["slug"], data["kind"], self._article)
            except AddressTaken as error:
                raise ValidationError({"slug": str(error)}) from error
        return data


class AddressPage(ArticlePage):
    template = "address.html"
    title = "Change the address"
    allowed = staticmethod(may_change_address)

    def get(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        return self._show(AddressForm(self.article))

    def post(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        form = AddressForm(self.article, request.POST)
        moved = self._change(form) if form.is_valid() else None
        if moved is None:
            return self._show(form)
        messages.success(request, _announcement(self.article, moved))
        return self.back()

    def _change(self, form: AddressForm) -> Article | None:
        """None where nothing was changed; then the form says why."""
        fields = form.cleaned_data
        try:
            return change_address(
                self.article, slug=fields["slug"], kind=fields["kind"], by=self.request.user
            )
        except AddressTaken as error:
            # Somebody took the address after the form had found it free.
            form.add_error("slug", str(error))
        except NotAllowed as error:
            form.add_error(None, str(error))
        return None

    def _show(self, form: AddressForm) -> HttpResponse:
        article = self.article
        live = article.editions.live().first()
        return self.render(
            form=form,
            address=(live or article).get_absolute_url(),
            was_published=article.editions.exists(),
            old_addresses=list(article.redirects.all()),
            backlinks=pointing_to(article),
        )


def _announcement(before: Article, after: Article) -> str:
    if before.get_absolute_url() == after.get_absolute_url():
        return "The address is what it was; nothing changed."
    if before.kind != after.kind and after.editions.exists():
        return f"The address becomes {after.get_absolute_url()} when the working copy is published."
    return f"The address is {after.get_absolute_url()} now."
