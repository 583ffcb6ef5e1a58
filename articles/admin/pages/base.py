"""What the admin's own pages about one article share."""

from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.generic import View

from articles.admin.requests import AuthenticatedHttpRequest
from articles.admin.states import standing_of
from articles.checks import check
from articles.composing.compose import compose
from articles.drafts.fields import contents_of
from articles.drafts.fingerprint import digest_of
from articles.drafts.parts import Contents
from articles.models import Article
from articles.roles import may_read

# For pages that show one of our pages in a frame, and for pages that may be shown in a frame.
WITH_FRAMES = {"frame-src": ["'self'"]}
IN_OUR_FRAME = {"frame-ancestors": ["'self'"]}


class ArticlePage(View):
    """Shows one article to those who may read it and whom `allowed` lets in; others get 403.

    A page answers `get`, `post` or both. Its address is in the table of pages/__init__.py.
    """

    template: ClassVar[str]
    title: ClassVar[str]
    allowed = staticmethod(may_read)

    request: AuthenticatedHttpRequest
    model_admin: admin.ModelAdmin
    article: Article

    def dispatch(self, request: HttpRequest, *args: Any, pk: int, **kwargs: Any) -> HttpResponseBase:
        self.model_admin = admin.site.get_model_admin(Article)
        self.article = self._fetch(pk)
        return super().dispatch(request)

    def _fetch(self, pk: int) -> Article:
        article = get_object_or_404(Article.objects.select_related("author", "category"), pk=pk)
        user = self.request.user
        # `allowed` may ask only for a right, such as that to publish, and not about this article.
        if not (may_read(user, article) and self.allowed(user, article)):
            raise PermissionDenied
        return article

    def render(self, **context: Any) -> HttpResponse:
        """The page's template, with what all of them show."""
        article = self.article
        context = {
            **self.model_admin.admin_site.each_context(self.request),
            "opts": self.model_admin.opts,
            "article": article,
            "title": f"{self.title}: {article}",
            "live": article.editions.live().first(),
            "upcoming": article.editions.upcoming().first(),
        } | context
        return TemplateResponse(self.request, f"admin/articles/article/{self.template}", context)

    def back(self) -> HttpResponse:
        """To the article's form."""
        return self.go_to("change")

    def go_to(self, page: str, query: str = "") -> HttpResponse:
        return redirect(reverse(f"admin:articles_article_{page}", args=[self.article.pk]) + query)


class DecisionPage(ArticlePage):
    """Shows how far the text is and what the checks find, before somebody decides about it."""

    # The text that the page shows, from standing(); comparing it need not render it a second time.
    contents: Contents

    def standing(self) -> dict[str, Any]:
        article = self.article
        article.refresh_from_db()
        composition = compose(article)
        # The decision is about the text shown here, even if the recorded digest is of an older one.
        self.contents = contents_of(article, composition)
        article.digest = digest_of(self.contents)
        findings = check(composition)
        blocks = any(finding.blocks for finding in findings)
        return {
            **standing_of(article),
            "findings": findings,
            "is_blocked": blocks,
            "reading_minutes": composition.edition.reading_minutes,
        }

    @property
    def digest_read(self) -> str:
        """The digest of the text that the person saw, from the page's hidden field."""
        return self.request.POST.get("digest", "")
