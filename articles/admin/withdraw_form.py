"""Where readers of a withdrawn article are led, if anywhere."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError

from articles.models import Article, Redirect


class WithdrawForm(forms.Form):
    """`target` is the article that readers are led on to, or None."""

    lead_on = forms.CharField(
        label="Lead readers on to another article",
        required=False,
        max_length=300,
        help_text="Paste its page's address, or the end of it. Empty: readers are told “not found”.",
        widget=forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off", "spellcheck": "false"}),
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
        # Such as http://[: no address, and no article's either.
        return ""
