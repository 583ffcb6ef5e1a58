"""The rows of an article's form: its gallery, references and fact sheet."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AdminURLFieldWidget
from django.db import models
from django.db.models import ForeignKey
from django.forms import ModelChoiceField
from django.http import HttpRequest

from articles.admin.picture import PictureChoice
from articles.admin.row_formsets import RowFormSet
from articles.admin.seen_text import SeenText
from articles.models import Article, ArticlePicture, BreedFact, Reference


# Inlines are stacked, because the cells of a tabular one have no labels for a screen reader.
class GalleryInline(admin.StackedInline):
    model = ArticlePicture
    formset = RowFormSet
    extra = 0
    fields = (("picture", "caption", "position"),)
    autocomplete_fields = ("picture",)
    verbose_name = "picture"
    verbose_name_plural = "gallery: the first picture leads the page"

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        if db_field.name == "picture":
            kwargs["form_class"] = PictureChoice
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class ReferenceInline(SeenText, admin.StackedInline):
    model = Reference
    formset = RowFormSet
    extra = 0
    # A dozen references are a long way to scroll past.
    classes = ("collapse",)
    # Django 5 would still complete an address without a scheme by http, and warn of it.
    formfield_overrides = {models.URLField: {"widget": AdminURLFieldWidget, "assume_scheme": "https"}}
    fields = (
        ("key", "evidence"),
        ("authors", "year"),
        "title",
        ("source", "locator"),
        ("doi", "url"),
        ("studied", "sample_size"),
    )


class BreedFactInline(SeenText, admin.StackedInline):
    model = BreedFact
    formset = RowFormSet
    extra = 0
    classes = ("collapse",)
    fields = (("label", "value", "reference"), ("scale", "position"))
    verbose_name = "fact"
    verbose_name_plural = "fact sheet (breed files)"

    def get_formset(self, request: HttpRequest, obj: Article | None = None, **kwargs: Any) -> Any:
        # Django makes a new inline for each request, so no other request sees this article.
        self._article = obj
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        """Offers only references of the same article."""
        if db_field.name == "reference":
            kwargs["queryset"] = Reference.objects.filter(article=self._article)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
