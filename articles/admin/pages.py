"""What the admin's own pages about one article share."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from articles.admin.states import standing_of
from articles.checks import check
from articles.composing.compose import compose
from articles.drafts.fields import contents_of
from articles.drafts.fingerprint import digest_of
from articles.models import Article
from articles.roles import may_read

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

    Base = ModelAdmin
else:
    Base = object

# For pages that show a page of ours in a frame, and for those that may be shown so.
WITH_FRAMES = {"frame-src": ["'self'"]}
IN_OUR_FRAME = {"frame-ancestors": ["'self'"]}


class ArticlePages(Base):
    """Mixed into the article's admin; each topic adds its pages in `pages`, address: method."""

    pages: ClassVar[dict[str, str]] = {}

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        own = [
            path(f"<int:pk>/{name}/", wrap(getattr(self, method)), name=f"articles_article_{_snake(name)}")
            for topic in type(self).__mro__
            for name, method in vars(topic).get("pages", {}).items()
        ]
        return [*own, *super().get_urls()]

    def fetch(self, request: HttpRequest, pk: int, *, allowed: Callable[..., bool] = may_read) -> Article:
        """The article, for those who may read it and whom `allowed(user, article)` lets in; else 403."""
        article = get_object_or_404(Article.objects.select_related("author", "category"), pk=pk)
        if not (may_read(request.user, article) and allowed(request.user, article)):
            raise PermissionDenied
        return article

    def standing(self, article: Article) -> dict[str, Any]:
        """What the review, signing and publishing pages say first: how far it is, and what checks find."""
        article.refresh_from_db()
        composition = compose(article)
        # What is decided is decided on the text that is shown, whatever was last recorded.
        article.digest = digest_of(contents_of(article, composition))
        findings = check(composition)
        blocks = any(finding.blocks for finding in findings)
        return {**standing_of(article), "findings": findings, "is_blocked": blocks}

    def digest_read(self, request: HttpRequest) -> str:
        """That of the text which the page showed, from its hidden field."""
        return request.POST.get("digest", "")

    def back(self, article: Article) -> HttpResponse:
        return redirect(reverse("admin:articles_article_change", args=[article.pk]))

    def page(self, request: HttpRequest, article: Article, name: str, **context: Any) -> HttpResponse:
        """The template of that name, with what all of them show."""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.model._meta,
            "article": article,
            "title": f"{name.replace('_', ' ').capitalize()}: {article}",
            "live": article.editions.live().first(),
            "upcoming": article.editions.upcoming().first(),
        } | context
        return TemplateResponse(request, f"admin/articles/article/{name}.html", context)


def _snake(name: str) -> str:
    return name.replace("-", "_")
