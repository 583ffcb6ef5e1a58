"""The picture library: the list of pictures, where each is used, changing and deleting them."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import ModelForm
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from articles.admin.live_rows import SHOWN, LiveRowAdmin
from articles.admin.picture_chips import ShownFilter, chips
from articles.admin.picture_form import LibraryPictureForm
from articles.admin.picture_places import places_of
from articles.admin.thumbnails import thumbnail_html
from articles.images import accepted
from articles.models import Picture
from articles.pictures import library
from articles.pictures.forms import free_key
from articles.pictures.usage import (
    SEARCHED,
    PictureUsage,
    name_with_words,
    usage_of,
    used,
    used_nowhere,
    with_usage,
)
from kbsite.uploads import dropped

CARD_WIDTH, LARGE_WIDTH = 320, 960
PLACES_TO_NAME = 5
TITLE_WORDS = 12
# The confirmation's form has a field for each.
DELETED_AT_ONCE = 200
WORDS = ("alt", "is_decorative", "caption", "credit", "licence", "tone")
FOCUS = ("focus_x", "focus_y")
CROPS = (
    "Cards and tiles show a part of the picture. Press on the point that they should keep, or type how "
    "far it is from the left and from the top. Pages that show it follow at once, and no signature "
    "or approval ends, for a page shows the whole picture."
)
REPLACE = (
    "The key and the words stay, and every text that shows the picture gets the new image. Categories and "
    "species show it at once; live pages keep the old image until they are published anew."
)


@admin.register(Picture)
class PictureAdmin(LiveRowAdmin):
    form = LibraryPictureForm
    list_display = ("shows",)
    list_filter = (ShownFilter,)
    list_per_page = 40
    show_full_result_count = False
    search_fields = SEARCHED
    readonly_fields = ("large",)
    actions = ("delete_unused",)

    class Media:
        css = {"all": ["css/picture-library.css"]}
        js = [Script("js/desk/picture-focus.js", type="module")]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Picture]:
        return with_usage(super().get_queryset(request))

    @admin.display(description="what it shows", ordering="alt")
    def shows(self, picture: Picture) -> str:
        return name_with_words(picture)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {
            "uploads": accepted.for_dialogs(),
            "chips": chips(request.GET.get(ShownFilter.parameter_name)),
        }
        return super().changelist_view(request, context | (extra_context or {}))

    def autocomplete_text(self, picture: Picture) -> str:
        return name_with_words(picture)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:
        form: type[Any] = super().get_form(request, obj, change, **kwargs)
        why = dropped(request, "image")

        # Django makes the form itself and passes no request, so the class carries what it says.
        class FormOfRequest(form):
            def __init__(self, *args: Any, **form_kwargs: Any) -> None:
                super().__init__(*args, **why, **form_kwargs)

        return FormOfRequest

    def get_fieldsets(self, request: HttpRequest, obj: Picture | None = None) -> Any:
        if obj is None:
            return [(None, {"fields": ("image", *WORDS)})]
        words = (None, {"fields": ("large", *WORDS, "key")})
        crop = ("What a crop keeps", {"fields": (FOCUS,), "description": CROPS})
        if not self.has_change_permission(request, obj):
            return [words]
        shown = (None, {"fields": (SHOWN,), "classes": ("hidden",)})
        replace = ("Replace the image", {"fields": ("image", "still_true"), "description": REPLACE})
        return [words, crop, replace, shown]

    def get_readonly_fields(self, request: HttpRequest, obj: Picture | None = None) -> tuple[str, ...]:
        """The key stays: texts name the picture by it, also texts in the history and in files."""
        return ("large", "key") if obj else ()

    @admin.display(description="picture")
    def large(self, picture: Picture) -> SafeString:
        large = thumbnail_html(picture.image, width=LARGE_WIDTH, alt=picture.alt, look="picture-large")
        small = thumbnail_html(picture.image, width=CARD_WIDTH, alt="", look="picture-crop")
        return render_to_string("admin/articles/picture/_large.html", {"large": large, "small": small})

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        context = extra_context or {}
        picture = self.get_object(request, object_id) if object_id else None
        if picture is not None:
            context |= self._usage_context(request, usage_of(picture))
            context |= {"title": Truncator(name_with_words(picture)).words(TITLE_WORDS), "subtitle": ""}
        return super().changeform_view(request, object_id, form_url, context)

    def _usage_context(self, request: HttpRequest, usage: PictureUsage) -> dict[str, Any]:
        places = places_of(usage, request.user)
        total = len(usage.uses) + len(usage.categories) + len(usage.species)
        return {"usage": usage, "places": places, "hidden_places": total - len(places)}

    def save_model(self, request: HttpRequest, obj: Picture, form: Any, change: bool) -> None:
        if not change:
            obj.key = free_key(obj.alt or obj.caption or "picture")
            super().save_model(request, obj, form, change)
            return
        count = library.change(obj, by=request.user)
        if count:
            copies = "1 working copy shows" if count == 1 else f"{count} working copies show"
            messages.warning(
                request,
                f"{copies} this picture: sign-offs and approvals of the text as it was no longer hold. "
                "Live pages keep what they show until they are published anew.",
            )

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        picture = self.get_object(request, object_id)
        if picture is None:
            return super().delete_view(request, object_id, extra_context)
        try:
            if self.has_delete_permission(request, picture):
                library.refuse_if_used(picture)
            return super().delete_view(request, object_id, extra_context)
        except library.PictureInUse as error:
            return self._say_where(request, picture, error)

    def _say_where(self, request: HttpRequest, picture: Picture, error: library.PictureInUse) -> HttpResponse:
        places = places_of(error.usage, request.user)
        named = [f"{place.what.lower()} “{place.name}”" for place in places[:PLACES_TO_NAME]]
        more = ["more, listed below"] if len(places) > PLACES_TO_NAME else []
        messages.error(request, f"{error} {'; '.join([*named, *more])}.")
        return redirect(f"{_change_url(picture)}#used-in")

    def delete_model(self, request: HttpRequest, obj: Picture) -> None:
        library.delete(obj, by=request.user)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Only itself: uses by editions that readers no longer see are not listed."""
        return [str(picture) for picture in objs], {"pictures": len(objs)}, set(), []

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Without Django's own bulk deletion, which does not ask where a picture is used."""
        return {
            name: action for name, action in super().get_actions(request).items() if name != "delete_selected"
        }

    @admin.action(description="Delete those used nowhere", permissions=["delete"])
    def delete_unused(self, request: HttpRequest, queryset: QuerySet[Picture]) -> HttpResponse | None:
        if "confirmed" in request.POST:
            count = library.delete_unused(queryset, by=request.user)
            deleted = "1 picture is deleted." if count == 1 else f"{count} pictures are deleted."
            messages.success(request, deleted)
            return None
        unused = used_nowhere(queryset)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Delete pictures that are used nowhere",
            "pictures": list(unused[:DELETED_AT_ONCE]),
            "unused": unused.count(),
            "kept": used(queryset).count(),
        }
        return TemplateResponse(request, "admin/articles/picture/delete_unused.html", context)


def _change_url(picture: Picture) -> str:
    return reverse("admin:articles_picture_change", args=[picture.pk])
