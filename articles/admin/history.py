"""The admin's pages of an article's history: its versions, two of them side by side, and one restored."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from articles.admin.pages import ArticlePages
from articles.comparison import Comparison, compare
from articles.drafts.fields import ADDRESS, contents_of
from articles.drafts.history import kept_in, version_of, versions_of
from articles.drafts.locking import Conflict
from articles.drafts.restoring import left_out, restore
from articles.models import Article
from articles.roles import may_edit

RESTORED = "The working copy says again what it said then. Readers see it once it is published."
CONFLICT = "The text changed while you were reading it, so nothing was restored. This is how it stands now."
# No id has more digits, and Python refuses to read very long numbers.
MAX_DIGITS = 18
# What a restoration leaves alone is no part of its comparison: the library's pictures, the address.
NOT_RESTORED = {*ADDRESS, "pictures"}


class HistoryPages(ArticlePages):
    """Mixed into the article's admin."""

    pages: ClassVar[dict[str, str]] = {"compare": "compare_view", "restore": "restore_view"}

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """In place of Django's own, which knows what was done in the admin but no text."""
        article = self.fetch(request, _number(object_id))
        below = request.GET.get("below")
        found = versions_of(article, _number(below) if below else None)
        return self.page(
            request,
            article,
            "history",
            versions=found.versions,
            older=found.older,
            is_newest=not below,
            can_restore=may_edit(request.user, article),
        )

    def compare_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """From one version to another, or to the working copy as it stands."""
        article = self.fetch(request, pk)
        if not request.GET.get("from"):
            return redirect(reverse("admin:articles_article_history", args=[pk]))
        older = _version(article, request.GET["from"])
        newer = _version(article, request.GET["to"]) if request.GET.get("to") else None
        if newer is not None and newer.pk < older.pk:
            older, newer = newer, older
        after = kept_in(newer) if newer else contents_of(article)
        return self.page(
            request,
            article,
            "compare",
            older=older,
            newer=newer,
            comparison=compare(kept_in(older), after),
            can_restore=may_edit(request.user, article),
        )

    def restore_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        article = self.fetch(request, pk, allowed=may_edit)
        version = _version(article, request.POST.get("version") or request.GET.get("version", ""))
        if request.method == "POST":
            if self._restore(request, article, version):
                return self.back(article)
            article.refresh_from_db()
        return self.page(
            request,
            article,
            "restore",
            version=version,
            left_out=left_out(article, version),
            comparison=_until_then(article, version),
        )

    def _restore(self, request: HttpRequest, article: Article, version: Any) -> bool:
        try:
            done = restore(
                article, version, by=request.user, version=_number(request.POST.get("working_copy", ""))
            )
        except Conflict:
            messages.error(request, CONFLICT)
            return False
        messages.success(request, RESTORED)
        for sentence in done.left_out:
            messages.warning(request, sentence)
        return True


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > MAX_DIGITS:
        raise Http404
    return int(text)


def _version(article: Article, text: str) -> Any:
    version = version_of(article, _number(text))
    if version is None:
        raise Http404
    return version


def _until_then(article: Article, version: Any) -> Comparison:
    """From the working copy to what it would say."""
    kept = {name: said for name, said in kept_in(version).items() if name not in NOT_RESTORED}
    return compare(contents_of(article), kept)
