"""The picture library."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.safestring import SafeString

from articles.admin.thumbnails import thumbnail_html
from articles.models import Picture
from articles.picture_forms import PictureForm
from kbsite.uploads import oversized_uploads

THUMBNAIL_WIDTH = 120


@admin.register(Picture)
class PictureAdmin(admin.ModelAdmin):
    form = PictureForm
    list_display = ("thumbnail", "key", "alt", "tone", "use_count")
    list_display_links = ("thumbnail", "key")
    list_filter = ("tone", "is_decorative")
    search_fields = ("key", "alt", "caption")
    readonly_fields = ("thumbnail",)
    fields = ("thumbnail", "image", "key", "alt", "is_decorative", "caption", "credit", "licence", "tone")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Picture]:
        pictures: QuerySet[Picture] = super().get_queryset(request).annotate(uses_count=Count("uses"))
        return pictures

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:
        form: type[Any] = super().get_form(request, obj, change, **kwargs)
        oversized = "image" in oversized_uploads(request)

        class FormOfRequest(form):
            def __init__(self, *args: Any, **form_kwargs: Any) -> None:
                super().__init__(*args, oversized=oversized, **form_kwargs)

        return FormOfRequest

    @admin.display(description="picture")
    def thumbnail(self, picture: Picture) -> SafeString | str:
        if not picture.digest:
            return "None yet"
        return thumbnail_html(picture.image, width=THUMBNAIL_WIDTH, alt=picture.alt)

    @admin.display(description="used in", ordering="uses_count")
    def use_count(self, picture: Any) -> str:
        return f"{picture.uses_count} galler{'y' if picture.uses_count == 1 else 'ies'}"
