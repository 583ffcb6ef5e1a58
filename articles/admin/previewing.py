"""The admin's pages that show a working copy as readers would get it."""

from typing import ClassVar

from csp.decorators import csp_replace, csp_update
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.views.decorators.clickjacking import xframe_options_sameorigin

from articles.admin.pages import IN_OUR_FRAME, WITH_FRAMES, ArticlePages
from articles.views.shared import working_copy_page


class PreviewPages(ArticlePages):
    """Mixed into the article's admin."""

    pages: ClassVar[dict[str, str]] = {"preview": "preview_view", "full-preview": "full_preview_view"}

    def get_urls(self) -> list[URLPattern]:
        frame = self.admin_site.admin_view(self.frame_view)
        return [path("preview-frame/", frame, name="articles_article_preview_frame"), *super().get_urls()]

    @method_decorator([xframe_options_sameorigin, csp_replace(IN_OUR_FRAME)])
    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page that readers would get, from the same templates, of the saved working copy."""
        return working_copy_page(request, self.fetch(request, pk))

    @method_decorator(csp_update(WITH_FRAMES))
    def full_preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The preview in a window of its own, with its choice of width and theme."""
        article = self.fetch(request, pk)
        # Without the menu beside it, so that a desktop's width has room.
        context = {"title": f"Preview: {article}", "is_nav_sidebar_enabled": False}
        return self.page(request, article, "full_preview", **context)

    @method_decorator([xframe_options_sameorigin, csp_replace(IN_OUR_FRAME)])
    def frame_view(self, request: HttpRequest) -> HttpResponse:
        """The empty page in which the editor's script shows the text as readers will get it."""
        return TemplateResponse(request, "articles/preview_frame.html")
