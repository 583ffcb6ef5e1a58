"""The form of an article's working copy."""

import re
from typing import Any

from django import forms

from articles.admin.new_article import free_address
from articles.admin.widgets import MarkdownEditor
from articles.drafts.fields import typed_lines
from articles.models import Article
from articles.publishing.addresses import AddressTaken, check_free


def _quiet(kind: str, **attrs: Any) -> forms.Textarea:
    """A field that looks as its words do on the page, and grows with them."""
    return forms.Textarea({"rows": 1, "class": f"quiet-input {kind}".strip(), "data-growing": True, **attrs})


def _box(**attrs: Any) -> dict[str, Any]:
    return {"class": "field-box", **attrs}


class WritingField(MarkdownEditor):
    """The text on the writing page, whose panel shows the preview and what the checks found."""

    has_preview = False
    has_findings = False


BEGIN_HERE = (
    "Write here, or paste. A / at the start of a line opens the menu of headings, cards and pictures."
)

# By the name of the field; the rest have those that Django's admin gives.
WIDGETS: dict[str, forms.Widget | type[forms.Widget]] = {
    "title": _quiet(
        "write-title", **{"data-one-line": True, "placeholder": "For example: Why do cats knead?"}
    ),
    "standfirst": _quiet("write-standfirst", **{"data-one-line": True}),
    "answer": _quiet("", **{"data-one-line": True}),
    "key_points": _quiet(""),
    "body": WritingField({"placeholder": BEGIN_HERE}),
    "slug": forms.TextInput({"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}),
    "kind": forms.Select(_box()),
    "category": forms.Select(_box()),
    "author": forms.Select(_box()),
    "owner": forms.Select(_box()),
    "species": forms.CheckboxSelectMultiple,
    "description": forms.Textarea(_box(rows=3)),
    "index_term": forms.TextInput(_box()),
}


class ArticleForm(forms.ModelForm):
    """Without a Meta: the admin names the model, and its fieldsets name the fields."""

    why = forms.CharField(
        label="Why this change",
        required=False,
        max_length=300,
        help_text="Optional, one line for the history of this article.",
        widget=forms.TextInput(attrs=_box()),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            # Made from the title, and without one it stays as it was.
            self.fields["slug"].required = False
        if self.instance.pk is None:
            # Whoever begins an article begins with its title.
            self.fields["title"].widget.attrs["autofocus"] = True

    def clean_title(self) -> str:
        """On one line: its field grows, so a browser may put a break into it."""
        title: str = self.cleaned_data["title"]
        return re.sub(r"\s*[\r\n]+\s*", " ", title)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        data.update({name: typed_lines(said) for name, said in data.items() if isinstance(said, str)})
        slug, kind = data.get("slug", self.instance.slug), data.get("kind", self.instance.kind)
        if not slug and "slug" in self.fields and data.get("title"):
            data["slug"] = self.instance.slug or free_address(data["title"], kind)
            return data
        # The model refuses a slug that another article has, but does not know redirects.
        if slug and "slug" in self.fields and not Article.objects.filter(slug=slug).exists():
            try:
                check_free(slug, kind, self.instance)
            except AddressTaken as error:
                self.add_error("slug", str(error))
        return data
