"""What editors write once for all the articles that they publish together."""

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, QuerySet

from articles.admin.publish_form import PublishForm
from articles.models import Article, Edition
from articles.publishing import EditionSize, Release


class BulkPublishForm(forms.Form):
    """The fields of the publishing page; none where no article of these was published before."""

    note = PublishForm.base_fields["note"]
    size = PublishForm.base_fields["size"]

    def __init__(self, articles: QuerySet[Article], data: Any = None) -> None:
        super().__init__(data)
        # Readers find the note in the list of changes, which a first edition does not have.
        if articles.filter(Exists(Edition.objects.filter(article=OuterRef("pk")))).exists():
            self.fields["note"].required = True
            self.fields["note"].error_messages["required"] = "Say in one line what changed."
        else:
            self.fields.clear()

    @property
    def release(self) -> Release:
        """Return the choices for all articles. First editions have no questions, so they get the defaults."""
        chosen = self.cleaned_data
        return Release(note=chosen.get("note", ""), size=EditionSize(chosen.get("size", EditionSize.CHANGED)))
