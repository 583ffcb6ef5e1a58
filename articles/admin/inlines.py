"""The rows of an article's form: its gallery, references and fact sheet."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AdminURLFieldWidget
from django.db import models
from django.db.models import ForeignKey
from django.forms import ModelChoiceField
from django.forms.widgets import Script
from django.http import HttpRequest

from articles.admin.gallery_rows import GalleryFormSet, GalleryRowForm, PictureChoice
from articles.admin.reference_rows import FIELDS, ReferenceFormSet, ReferenceRowForm
from articles.admin.row_formsets import RowFormSet
from articles.admin.seen_text import SeenText
from articles.models import Article, ArticlePicture, BreedFact, Reference


# Inlines are stacked, because the cells of a tabular one have no labels for a screen reader.
class GalleryInline(admin.StackedInline):
    model = ArticlePicture
    form = GalleryRowForm
    formset = GalleryFormSet
    fields = ("picture", "caption", "position")
    template = "admin/articles/article/_pictures_panel.html"
    # The one empty row is for whoever writes without scripts; its script takes it away.
    extra = 1
    verbose_name = "picture"
    verbose_name_plural = "gallery: the first picture leads the page"

    class Media:
        css = {"all": ["css/desk-panels.css"]}
        js = [Script("js/desk/pictures-panel.js", type="module")]

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        if db_field.name == "picture":
            kwargs["form_class"] = PictureChoice
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class ReferenceInline(SeenText, admin.StackedInline):
    model = Reference
    form = ReferenceRowForm
    formset = ReferenceFormSet
    fields = FIELDS
    template = "admin/articles/article/_references_panel.html"
    extra = 1
    # Django 5 would still complete an address without a scheme by http, and warn of it.
    formfield_overrides = {models.URLField: {"widget": AdminURLFieldWidget, "assume_scheme": "https"}}

    class Media:
        css = {"all": ["css/desk-panels.css"]}
        js = [Script("js/desk/references-panel.js", type="module")]


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
