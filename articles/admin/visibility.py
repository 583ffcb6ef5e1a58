"""The admin's pages that publish, call off, withdraw and preview; each calls one verb."""

from typing import TYPE_CHECKING, Any, cast

from csp.decorators import csp_replace
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST

from articles import publishing
from articles.admin.publish_form import PASSED, PublishForm
from articles.composing import compose
from articles.models import Article, Edition

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin
    from django.contrib.auth.models import User

    Base = ModelAdmin
else:
    Base = object

PERMISSION = "articles.publish_article"
IN_OUR_FRAME = {"frame-ancestors": ["'self'"]}


def _announcement(edition: Edition) -> str:
    if edition.live_from <= timezone.now():
        return f"{edition} is live."
    return f"{edition} appears on {timezone.localtime(edition.live_from):%-d %B %Y at %H:%M}."


class VisibilityPages(Base):
    """Mixed into the article's admin."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        pages = {
            "publish": self.publish_view,
            "withdraw": self.withdraw_view,
            "call-off": self.call_off_view,
            "preview": self.preview_view,
        }
        own = [
            path(f"<int:pk>/{name}/", wrap(view), name=f"articles_article_{name.replace('-', '_')}")
            for name, view in pages.items()
        ]
        frame = path("preview-frame/", wrap(self.frame_view), name="articles_article_preview_frame")
        return [frame, *own, *super().get_urls()]

    def publish_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        article = self._get(request, pk)
        form = PublishForm(request.POST or None)
        problems = compose(article).problems
        if request.method == "POST" and form.is_valid():
            try:
                edition = publishing.publish(
                    article,
                    by=cast("User", request.user),
                    note=form.cleaned_data["note"],
                    at=form.chosen_time,
                )
            except publishing.NotReady as error:
                problems = error.problems
            except publishing.InThePast:
                # The time may pass between the form's look at the clock and the publishing.
                form.add_error("at", PASSED)
            else:
                messages.success(request, _announcement(edition))
                return self._back(article)
        return self._page(request, article, "publish", form=form, problems=problems)

    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        article = self._get(request, pk)
        if request.method == "POST":
            try:
                publishing.withdraw(article)
            except publishing.NothingToWithdraw:
                messages.warning(request, "Readers did not see this article; nothing changed.")
            else:
                messages.success(request, f"Readers no longer see “{article}”.")
            return self._back(article)
        return self._page(request, article, "withdraw")

    @method_decorator(require_POST)
    def call_off_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        article = self._get(request, pk)
        try:
            publishing.call_off(article)
        except publishing.NothingToWithdraw:
            messages.warning(request, "Nothing was scheduled; nothing changed.")
        else:
            messages.success(request, "The scheduled edition is called off.")
        return self._back(article)

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page that readers would get, from the same templates, of the saved working copy."""
        article = get_object_or_404(Article, pk=pk)
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        composition = compose(article)
        context = {
            "edition": composition.edition,
            "related": [],
            "preview": True,
            "problems": composition.problems,
        }
        template = "articles/breed.html" if article.kind == "breed" else "articles/article.html"
        response = TemplateResponse(request, template, context)
        response.headers["Cache-Control"] = "private, no-store"
        return response

    @method_decorator([xframe_options_sameorigin, csp_replace(IN_OUR_FRAME)])
    def frame_view(self, request: HttpRequest) -> HttpResponse:
        """The empty page in which the editor's script shows the text as readers will get it."""
        return TemplateResponse(request, "articles/preview_frame.html")

    def _get(self, request: HttpRequest, pk: int) -> Article:
        article = get_object_or_404(Article, pk=pk)
        if not (request.user.has_perm(PERMISSION) and self.has_change_permission(request, article)):
            raise PermissionDenied
        return article

    def _back(self, article: Article) -> HttpResponse:
        return redirect(reverse("admin:articles_article_change", args=[article.pk]))

    def _page(self, request: HttpRequest, article: Article, name: str, **context: Any) -> HttpResponse:
        context |= {
            **self.admin_site.each_context(request),
            "opts": self.model._meta,
            "article": article,
            "title": f"{name.capitalize()}: {article}",
            "live": article.editions.live().first(),
            "upcoming": article.editions.upcoming().first(),
        }
        return TemplateResponse(request, f"admin/articles/article/{name}.html", context)
