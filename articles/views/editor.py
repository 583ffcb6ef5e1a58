"""What the Markdown editor's script asks for. Only editors may, and refusals are in JSON.

Two of the addresses are django-markdownx's, whose own views are never used: they are open to
anybody, believe what a file says it is, and answer 500 to a broken one.
"""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, QueryDict
from django.utils.decorators import method_decorator
from django.views.csrf import csrf_failure as csrf_failure_page
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.generic import View
from markdownx.views import ImageUploadView as BaseImageUploadView
from markdownx.views import MarkdownifyView as BaseMarkdownifyView

from articles.composing.preview import markdownify
from articles.models import Article, Picture
from articles.models.primary_key import read_pk
from articles.pictures.choices import code_of, picture_data
from articles.pictures.forms import EditorPictureForm
from articles.pictures.usage import matching, usage_in_words, with_usage
from articles.rendering import MAX_CHARACTERS
from articles.roles import CHANGE, readable
from kbsite.uploads import CUT, dropped, is_cut

PICTURES_AT_A_TIME = 24
MAX_SEARCH = 100
# Characters of ?keys= and ?pks=: as many as one upload may bring.
MAX_NAMED = 2000


def refuse(message: str, status: int) -> JsonResponse:
    return JsonResponse({"error": message}, status=status)


@method_decorator(csrf_exempt, name="dispatch")
class EditorsOnly(View):
    """403 in JSON for anybody who may not edit articles, and for forged requests.

    Exempt from the site-wide CSRF check only because the same check comes here, after the login's.
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
            return self._protected(request, *args, **kwargs)
        except RequestDataTooBig:
            return refuse("That is too much at once.", 400)

    @method_decorator(csrf_protect)
    def _protected(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if is_cut(request):
            return refuse(CUT, 400)
        return super().dispatch(request, *args, **kwargs)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """JSON for the editor's script, Django's own page for everybody else; named in the settings."""
    match = request.resolver_match
    view = getattr(match.func, "view_class", View) if match else View
    if issubclass(view, EditorsOnly):
        return refuse("This page is too old to save from. Reload it and try again.", 403)
    return csrf_failure_page(request, reason=reason)


class MarkdownifyView(EditorsOnly, BaseMarkdownifyView):
    """POST `content`, with the article's primary key as ?article= so that its references are known."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        content = request.POST.get("content")
        if content is None:
            return refuse("There is no text to show.", 400)
        if len(content) > MAX_CHARACTERS:
            return refuse(f"The text is longer than {MAX_CHARACTERS:,} characters.", 400)
        pk = read_pk(request.GET.get("article", ""))
        # A preview must not show the references of a draft to whoever may not read it.
        mine = readable(Article.objects.all(), request.user)
        article = mine.filter(pk=pk).first() if pk is not None else None
        return HttpResponse(markdownify(content, article))


class ImageUploadView(EditorsOnly, BaseImageUploadView):
    """POST `image`, with `alt` or `is_decorative`; the answer is the Markdown that shows the picture."""

    form_class = EditorPictureForm
    permissions = ("articles.add_picture",)

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()
        return kwargs | dropped(self.request, "image")

    def form_valid(self, form: EditorPictureForm) -> JsonResponse:
        picture = form.save()
        return JsonResponse({"image_code": code_of(picture), "key": picture.key})

    def form_invalid(self, form: EditorPictureForm) -> JsonResponse:
        messages = [str(message) for messages in form.errors.values() for message in messages]
        return JsonResponse({"error": " ".join(messages), "fields": form.errors}, status=400)


class PicturesView(EditorsOnly):
    """GET the library's pictures, newest first: those with all words of ?q=, older than ?before=.

    ?keys= or ?pks=, with commas between them, asks for certain pictures.
    """

    http_method_names = ["get"]
    permissions = (CHANGE, "articles.view_picture")

    def get(self, request: HttpRequest) -> JsonResponse:
        named = _named(request.GET)
        pictures = matching(Picture.objects.filter(named), request.GET.get("q", "")[:MAX_SEARCH]).order_by(
            "-pk"
        )
        before = request.GET.get("before", "")
        if before:
            pk = read_pk(before)
            if pk is None:
                return refuse("That is not a place in the list.", 400)
            pictures = pictures.filter(pk__lt=pk)
        page = list(with_usage(pictures)[: PICTURES_AT_A_TIME + 1])
        shown = page[:PICTURES_AT_A_TIME]
        following = shown[-1].pk if len(page) > len(shown) else None
        answer = JsonResponse({"pictures": [_as_data(picture) for picture in shown], "next": following})
        answer.headers["Cache-Control"] = "private, no-store"
        return answer


def _named(asked: QueryDict) -> Q:
    keys, pks = (asked.get(name, "")[:MAX_NAMED].replace("\0", "").split(",") for name in ("keys", "pks"))
    named = Q()
    if "keys" in asked:
        named &= Q(key__in=keys)
    if "pks" in asked:
        named &= Q(pk__in=[pk for text in pks if (pk := read_pk(text)) is not None])
    return named


def _as_data(picture: Any) -> dict[str, Any]:
    """What the picker shows of a picture `with_usage`."""
    counts = (picture.articles_using, picture.categories_using, picture.species_using)
    return picture_data(picture) | {"usage": usage_in_words(*counts)}
