"""The two addresses of django-markdownx, for editors only, answering in JSON when they refuse.

The package's own views are open to anybody, believe what a file says it is, and answer
500 to a broken one; its script takes every answer for a success, so ours shows errors.
"""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View
from markdownx.views import ImageUploadView as BaseImageUploadView
from markdownx.views import MarkdownifyView as BaseMarkdownifyView

from articles.models import Article
from articles.picture_forms import EditorPictureForm
from articles.preview import markdownify
from articles.rendering import MAX_CHARACTERS
from kbsite.uploads import oversized_uploads


def refuse(message: str, status: int) -> JsonResponse:
    return JsonResponse({"error": message}, status=status)


class _CsrfCheck(CsrfViewMiddleware):
    """Django's check, answering with its reason instead of a page."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return refuse("This page is too old to save from. Reload it and try again.", 403)


@method_decorator(csrf_exempt, name="dispatch")
class EditorsOnly(View):
    """403 in JSON for anybody who may not edit articles, and for forged requests; POST only.

    Exempt from the site-wide CSRF check only to make the same check here, after the login.
    """

    http_method_names = ["post"]
    permission = "articles.change_article"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user = request.user
        if not (
            user.is_authenticated and user.is_active and user.is_staff and user.has_perm(self.permission)
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
        article = Article.objects.filter(pk=number).first() if number.isdecimal() else None
        return HttpResponse(markdownify(content, article))


class ImageUploadView(EditorsOnly, BaseImageUploadView):
    """POST `image`, with `alt` or `is_decorative`; answers the Markdown that shows the picture."""

    form_class = EditorPictureForm
    permission = "articles.add_picture"

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()
        return kwargs | {"oversized": "image" in oversized_uploads(self.request)}

    def form_valid(self, form: EditorPictureForm) -> JsonResponse:
        picture = form.save()
        return JsonResponse({"image_code": f"![](picture:{picture.key})", "key": picture.key})

    def form_invalid(self, form: EditorPictureForm) -> JsonResponse:
        messages = [str(message) for messages in form.errors.values() for message in messages]
        return JsonResponse({"error": " ".join(messages), "fields": form.errors}, status=400)
