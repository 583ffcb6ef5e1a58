"""The pages that show a working copy as readers would get it."""

from typing import Any

from csp.decorators import csp_replace, csp_update
from django.http import HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.generic import TemplateView

from articles.admin.pages.base import IN_OUR_FRAME, WITH_FRAMES, ArticlePage
from articles.admin.requests import AuthenticatedHttpRequest
from articles.models import Edition
from articles.publishing.as_live import is_newly_signed, live_as_it_is
from articles.views.shared_preview import working_copy_page

WORDS = ("title", "standfirst", "answer", "body_html")


# Both headers are set, because old browsers read X-Frame-Options and know no frame-ancestors.
@method_decorator([xframe_options_sameorigin, csp_replace(IN_OUR_FRAME)], name="dispatch")
class PreviewPage(ArticlePage):
    """The saved working copy in the templates that readers get."""

    def get(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        page = working_copy_page(request, self.article)
        context: dict[str, Any] = page.context_data or {}
        context["is_live_text"] = self._is_live_text(context["edition"])
        return page

    def _is_live_text(self, shown: Edition) -> bool:
        """Whether readers see what the page shows; the recorded digest may be of an older text."""
        live = live_as_it_is(self.article)
        return (
            live is not None
            and all(getattr(live, name) == getattr(shown, name) for name in WORDS)
            and not is_newly_signed(self.article)
        )


@method_decorator(csp_update(WITH_FRAMES), name="dispatch")
class FullPreviewPage(ArticlePage):
    """The preview in a window of its own, with its choice of width and theme."""

    template = "full_preview.html"
    title = "Preview"

    def get(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        # Without the menu, a desktop's width has room.
        return self.render(is_nav_sidebar_enabled=False)


@method_decorator([xframe_options_sameorigin, csp_replace(IN_OUR_FRAME)], name="dispatch")
class PreviewFrame(TemplateView):
    """The empty page in which the editor's script shows the text as readers will get it."""

    template_name = "articles/preview_frame.html"
