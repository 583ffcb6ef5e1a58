"""The admin's page that gives an article another address and leads the old one on."""

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.http import HttpRequest, HttpResponse

from articles.admin.pages import ArticlePages
from articles.composing.backlinks import pointing_to
from articles.models import Article
from articles.models.article import Kind
from articles.models.picture import KEY_PATTERN
from articles.publishing.addresses import AddressTaken, change_address, check_free, may_change_address
from articles.roles import NotAllowed


class AddressForm(forms.Form):
    """The end of the address, checked as the article's own field is, and the kind."""

    slug = forms.CharField(
        label="New end of the address",
        max_length=Article._meta.get_field("slug").max_length,
        validators=[RegexValidator(f"^{KEY_PATTERN}$", "Use small letters, digits and single hyphens.")],
        help_text="Small letters, digits and single hyphens: why-do-dogs-wag",
        widget=forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off", "spellcheck": "false"}),
    )
    kind = forms.ChoiceField(
        choices=Kind.choices,
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


class AddressPages(ArticlePages):
    """Mixed into the article's admin."""

    pages: ClassVar[dict[str, str]] = {"address": "address_view"}

    def address_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        article = self.fetch(request, pk, allowed=may_change_address)
        form = AddressForm(article, request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            moved = self._change(request, article, form)
            if moved is not None:
                messages.success(request, _announcement(article, moved))
                return self.back(article)
        live = article.editions.live().first()
        context = {
            "title": f"Change the address: {article}",
            "form": form,
            "address": (live or article).get_absolute_url(),
            "was_published": article.editions.exists(),
            "old_addresses": list(article.redirects.all()),
            "backlinks": pointing_to(article),
        }
        return self.page(request, article, "address", **context)

    def _change(self, request: HttpRequest, article: Article, form: AddressForm) -> Article | None:
        """None, with the form saying why, where nothing was changed."""
        fields = form.cleaned_data
        try:
            return change_address(article, slug=fields["slug"], kind=fields["kind"], by=request.user)
        except AddressTaken as error:
            # Taken since the form looked.
            form.add_error("slug", str(error))
        except NotAllowed as error:
            form.add_error(None, str(error))
        return None


def _announcement(before: Article, after: Article) -> str:
    if before.get_absolute_url() == after.get_absolute_url():
        return "The address is what it was; nothing changed."
    if before.kind != after.kind and after.editions.exists():
        return f"The address becomes {after.get_absolute_url()} when the working copy is published."
    return f"The address is {after.get_absolute_url()} now."
