"""The form of an article's working copy."""

from typing import Any

from django import forms

from articles.models import Article
from articles.publishing.addresses import AddressTaken, check_free


class ArticleForm(forms.ModelForm):
    """Without a Meta: the admin names the model, and its fieldsets name the fields."""

    why = forms.CharField(
        label="Why this change",
        required=False,
        max_length=300,
        help_text="Optional, one line for the history of this article.",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        slug, kind = data.get("slug", self.instance.slug), data.get("kind", self.instance.kind)
        # The model refuses a slug that another article has, but does not know redirects.
        if slug and "slug" in self.fields and not Article.objects.filter(slug=slug).exists():
            try:
                check_free(slug, kind, self.instance)
            except AddressTaken as error:
                self.add_error("slug", str(error))
        return data
