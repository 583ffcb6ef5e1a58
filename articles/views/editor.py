"""What the Markdown editor asks for, for editors only, answering in JSON when it is refused.

Two of the addresses are django-markdownx's. The package's own views are open to anybody,
believe what a file says it is, and answer 500 to a broken one; its script takes every
answer for a success, so ours shows errors.
"""

from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View
from markdownx.views import ImageUploadView as BaseImageUploadView
from markdownx.views import MarkdownifyView as BaseMarkdownifyView

from articles.composing.preview import markdownify
from articles.models import Article, Picture
from articles.pictures.forms import EditorPictureForm
from articles.pictures.usage import found, usage_in_words, with_usage
from articles.rendering import MAX_CHARACTERS
from articles.roles import CHANGE, readable
from kbsite.uploads import oversized_uploads

if TYPE_CHECKING:
    from django.contrib.auth.models import User

PICTURES_AT_A_TIME = 24
MAX_SEARCH = 100
MAX_DIGITS = 18
# The picker's thumbnails, on a screen with two pixels to the point.
THUMBNAIL_WIDTH = 320


def refuse(message: str, status: int) -> JsonResponse:
    return JsonResponse({"error": message}, status=status)


def code_of(picture: Picture) -> str:
    """The Markdown that shows it."""
    return f"![](picture:{picture.key})"


class _CsrfCheck(CsrfViewMiddleware):
    """Django's check, answering with its reason instead of a page."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return refuse("This page is too old to save from. Reload it and try again.", 403)


@method_decorator(csrf_exempt, name="dispatch")
class EditorsOnly(View):
    """403 in JSON for anybody who may not edit articles, and for forged requests.

    Exempt from the site-wide CSRF check only to make the same check here, after the login.
    """

    http_method_names = ["post"]
    permissions: tuple[str, ...] = (CHANGE,)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user = request.user
        if not (
            user.is_authenticated and user.is_active and user.is_staff and user.has_perms(self.permissions)
        ):
            return refuse("Log in as an editor to do this.", 403)
        try:
            # Not self.dispatch: that one is exempt, so the check would let everything pass.
            forged = _CsrfCheck(lambda _: HttpResponse()).process_view(request, super().dispatch, (), {})
            return forged or super().dispatch(request, *args, **kwargs)
        except RequestDataTooBig:
            return refuse("That is too much at once.", 400)


class MarkdownifyView(EditorsOnly, BaseMarkdownifyView):
    """POST `content`, and the article's number as ?article=, for its references."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        content = request.POST.get("content")
        if content is None:
            return refuse("There is no text to show.", 400)
        if len(content) > MAX_CHARACTERS:
            return refuse(f"The text is longer than {MAX_CHARACTERS:,} characters.", 400)
        number = request.GET.get("article", "")
        mine = readable(Article.objects.all(), cast("User", request.user))
        article = mine.filter(pk=number).first() if number.isdecimal() else None
        return HttpResponse(markdownify(content, article))


class ImageUploadView(EditorsOnly, BaseImageUploadView):
    """POST `image`, with `alt` or `is_decorative`; answers the Markdown that shows the picture."""

    form_class = EditorPictureForm
    permissions = ("articles.add_picture",)

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()
        return kwargs | {"oversized": "image" in oversized_uploads(self.request)}

    def form_valid(self, form: EditorPictureForm) -> JsonResponse:
        picture = form.save()
        return JsonResponse({"image_code": code_of(picture), "key": picture.key})

    def form_invalid(self, form: EditorPictureForm) -> JsonResponse:
        messages = [str(message) for messages in form.errors.values() for message in messages]
        return JsonResponse({"error": " ".join(messages), "fields": form.errors}, status=400)


class PicturesView(EditorsOnly):
    """GET the library's pictures, newest first: those with all words of ?q=, older than ?before=."""

    http_method_names = ["get"]
    permissions = (CHANGE, "articles.view_picture")

    def get(self, request: HttpRequest) -> JsonResponse:
        pictures = found(Picture.objects.all(), request.GET.get("q", "")[:MAX_SEARCH]).order_by("-pk")
        before = request.GET.get("before", "")
        if before:
            if not before.isdecimal() or len(before) > MAX_DIGITS:
                return refuse("That is not a place in the list.", 400)
            pictures = pictures.filter(pk__lt=int(before))
        page = list(with_usage(pictures)[: PICTURES_AT_A_TIME + 1])
        shown = page[:PICTURES_AT_A_TIME]
        following = shown[-1].pk if len(page) > len(shown) else None
        answer = JsonResponse({"pictures": [_as_data(picture) for picture in shown], "next": following})
        answer.headers["Cache-Control"] = "private, no-store"
        return answer


def _as_data(picture: Any) -> dict[str, Any]:
    """What the picker shows of a picture `with_usage`."""
    image = picture.image
    return {
        "key": picture.key,
        "alt": "" if picture.is_decorative else picture.alt,
        "usage": usage_in_words(picture.articles_using, picture.categories_using, picture.species_using),
        "code": code_of(picture),
        "thumbnail": {"src": image.url(THUMBNAIL_WIDTH), "width": image.width, "height": image.height},
    }
