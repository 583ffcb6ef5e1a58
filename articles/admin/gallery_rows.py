"""The gallery of an article's form: its pictures with their thumbnails, in their order."""

from typing import Any

from django import forms
from django.utils.functional import cached_property

from articles.admin.row_formsets import RowFormSet
from articles.images import accepted
from articles.models import Picture
from articles.pictures.usage import name_with_words

# Whoever writes without scripts chooses among these; with scripts the whole library is searched.
NEWEST = 100
THUMBNAIL_WIDTH = 320


class PictureChoice(forms.ModelChoiceField):
    """Says what each picture shows, for whoever reads the two versions of a gallery."""

    def label_from_instance(self, obj: Any) -> str:
        return name_with_words(obj)


class GalleryRowForm(forms.ModelForm):
    """Without a Meta: the admin names the model and the fields.

    Its script chooses the picture and counts the position, so nobody types a number or a key.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "picture" in self.fields:
            self.fields["picture"].widget = forms.HiddenInput()
            self.fields["caption"].widget.attrs["class"] = "field-box"
            self.fields["position"].widget.attrs["class"] = "field-box"

    def has_changed(self) -> bool:
        """A new row is empty while no picture is chosen, whatever its position says."""
        if self.instance.pk is None and not self["picture"].data and not self["caption"].data:
            return False
        return super().has_changed()

    @property
    def shown(self) -> Picture | None:
        return self.instance.picture if self.instance.picture_id else None

    @property
    def thumbnail(self) -> str:
        return self.shown.image.url(THUMBNAIL_WIDTH) if self.shown else ""


class GalleryFormSet(RowFormSet):
    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("picture")

    # Django makes them of GalleryRowForm.
    forms: list[Any]

    @property
    def placed_rows(self) -> list[Any]:
        """The rows that have a picture: the saved and the sent ones."""
        return [form for form in self.forms if form.shown is not None]

    @property
    def new_rows(self) -> list[Any]:
        """The empty row in which a person without scripts chooses another picture."""
        return [form for form in self.forms if form.shown is None]

    @property
    def uploads(self) -> dict[str, Any]:
        """What may be brought in, for the dialog of uploads."""
        return accepted.for_dialogs()

    @cached_property
    def choices(self) -> list[tuple[int, str]]:
        shown = {form.instance.picture_id for form in self.placed_rows}
        newest = Picture.objects.order_by("-pk")[: NEWEST + len(shown)]
        return [(one.pk, name_with_words(one)) for one in newest if one.pk not in shown][:NEWEST]
