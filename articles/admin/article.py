"""The article's admin: the working copy, its gallery, references and fact sheet."""

from collections.abc import Sequence
from typing import Any

from csp.decorators import csp_update
from django.contrib import admin
from django.contrib.admin.widgets import AdminURLFieldWidget
from django.db import models
from django.db.models import ForeignKey, QuerySet
from django.forms import ModelChoiceField, ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator

from articles.admin.states import state_of, with_states
from articles.admin.visibility import PERMISSION, VisibilityPages
from articles.admin.widgets import MarkdownEditor
from articles.models import Article, ArticlePicture, BreedFact, Reference

# The preview beside the text is a page of our own in a frame.
FRAMES = {"frame-src": ["'self'"]}


PARTS_OF_ADDRESS = ("kind", "slug")


# Inlines are stacked: the cells of a tabular one have no labels that a screen reader could read.
class GalleryInline(admin.StackedInline):
    model = ArticlePicture
    extra = 0
    fields = (("picture", "caption", "position"),)
    autocomplete_fields = ("picture",)
    verbose_name = "picture"
    verbose_name_plural = "gallery: the first picture leads the page"


class ReferenceInline(admin.StackedInline):
    model = Reference
    extra = 0
    formfield_overrides = {models.URLField: {"widget": AdminURLFieldWidget, "assume_scheme": "https"}}
    fields = (
        ("key", "evidence"),
        ("authors", "year"),
        "title",
        ("source", "locator"),
        ("doi", "url"),
        ("studied", "sample_size"),
    )


class BreedFactInline(admin.StackedInline):
    model = BreedFact
    extra = 0
    fields = (("label", "value", "reference", "position"),)
    verbose_name = "fact"
    verbose_name_plural = "fact sheet (breed files)"

    def get_formset(self, request: HttpRequest, obj: Article | None = None, **kwargs: Any) -> Any:
        self._article = obj
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        """A fact rests on a reference of its own article."""
        if db_field.name == "reference":
            kwargs["queryset"] = Reference.objects.filter(article=self._article)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Article)
class ArticleAdmin(VisibilityPages, admin.ModelAdmin):
    list_display = ("title", "kind", "shelf", "state", "urgency", "changed_at")
    list_filter = ("kind", "category", "species", "urgency")
    list_select_related = ("category",)
    search_fields = ("title", "slug", "answer")
    autocomplete_fields = ("category", "species", "author")
    inlines = (GalleryInline, ReferenceInline, BreedFactInline)
    save_on_top = True
    fieldsets = (
        (
            None,
            {"fields": ("title", "slug", "kind", "category", "species", "author", "urgency", "is_featured")},
        ),
        ("Top of the page", {"fields": ("standfirst", "answer", "key_points", "description")}),
        ("Text", {"fields": ("body",)}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return with_states(super().get_queryset(request))

    @admin.display(description="category", ordering="category__short_name")
    def shelf(self, article: Article) -> str:
        return article.category.short_name

    @admin.display(description="readers")
    def state(self, article: Article) -> str:
        return state_of(article)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "body":
            kwargs["widget"] = MarkdownEditor
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:
        form: Any = super().get_form(request, obj, change, **kwargs)
        if obj and "body" in form.base_fields:
            form.base_fields["body"].widget.article = obj.pk
        result: type[ModelForm] = form
        return result

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None) -> tuple[str, ...]:
        """Readers and other sites hold the address of what was published, and no redirect leads on."""
        return PARTS_OF_ADDRESS if obj and obj.editions.exists() else ()

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Article | None = None
    ) -> dict[str, Sequence[str]]:
        """The script that fills the slug needs its field."""
        return {} if self.get_readonly_fields(request, obj) else {"slug": ("title",)}

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """What readers have seen is withdrawn, not deleted: its editions and comments stay."""
        if obj is not None and obj.editions.exists():
            return False
        return super().has_delete_permission(request, obj)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Without bulk deletion, which asks no article whether it was published."""
        return {
            name: action for name, action in super().get_actions(request).items() if name != "delete_selected"
        }

    def get_view_on_site_url(self, obj: Article | None = None) -> str | None:
        edition = obj.editions.live().first() if obj else None
        return edition.get_absolute_url() if edition else None

    @method_decorator(csp_update(FRAMES))
    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        context = extra_context or {}
        article = self.get_object(request, object_id) if object_id else None
        if article is not None:
            context |= {
                "state": state_of(article),
                "editions": article.editions.select_related("published_by").order_by("-number"),
                "can_publish": request.user.has_perm(PERMISSION),
            }
        return super().changeform_view(request, object_id, form_url, context)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        return self._to_publishing(request, obj) or super().response_change(request, obj)

    def response_add(
        self, request: HttpRequest, obj: Article, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self._to_publishing(request, obj) or super().response_add(request, obj, post_url_continue)

    def _to_publishing(self, request: HttpRequest, article: Article) -> HttpResponse | None:
        if "_publish" not in request.POST:
            return None
        return redirect(reverse("admin:articles_article_publish", args=[article.pk]))
