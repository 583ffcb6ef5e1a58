"""The pages of an article's history: the list, two versions side by side, and restoring one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse

from articles.admin.pages.base import ArticlePage
from articles.admin.requests import AuthenticatedHttpRequest
from articles.comparison import Comparison, compare
from articles.drafts.fields import ADDRESS, contents_of
from articles.drafts.history import kept_in, version_of, versions_of
from articles.drafts.locking import Conflict
from articles.drafts.restoring import left_out, restore
from articles.models import Article
from articles.models.primary_key import read_pk
from articles.roles import may_edit

RESTORED = "The working copy says again what it said then. Readers see it once it is published."
CONFLICT = "The text changed while you were reading it, so nothing was restored. This is how it stands now."
# No id has more digits, and Python refuses to read very long numbers.
# Restoring changes neither the address nor the library's pictures, so the comparison leaves them out.
NOT_RESTORED = {*ADDRESS, "pictures"}


class HistoryPage(ArticlePage):
    """In place of Django's own, which lists what was done in the admin and shows no text."""

    template = "history.html"
    title = "History"

    def get(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        below = request.GET.get("below")
        found = versions_of(self.article, number_in(below) if below else None)
        return self.render(
            versions=found.versions,
            older=found.older,
            is_newest=not below,
            can_restore=may_edit(request.user, self.article),
        )


class ComparePage(ArticlePage):
    """From one version to another, or to the working copy as it stands."""

    template = "compare.html"
    title = "Compare"

    def get(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        if not request.GET.get("from"):
            return self.go_to("history")
        older = _version(self.article, request.GET["from"])
        newer = _version(self.article, request.GET["to"]) if request.GET.get("to") else None
        if newer is not None and newer.pk < older.pk:
            older, newer = newer, older
        after = kept_in(newer) if newer else contents_of(self.article)
        return self.render(
            older=older,
            newer=newer,
            comparison=compare(kept_in(older), after),
            can_restore=may_edit(request.user, self.article),
        )


class RestorePage(ArticlePage):
    template = "restore.html"
    title = "Restore"
    allowed = staticmethod(may_edit)

    def get(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        return self._show(_version(self.article, request.GET.get("version", "")))

    def post(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        asked = request.POST.get("version") or request.GET.get("version", "")
        version = _version(self.article, asked)
        if self._restore(version):
            return self.back()
        self.article.refresh_from_db()
        return self._show(version)

    def _restore(self, version: Any) -> bool:
        """False, with a message, where the working copy changed after the page was shown."""
        request, seen = self.request, number_in(self.request.POST.get("working_copy", ""))
        try:
            done = restore(self.article, version, by=request.user, version=seen)
        except Conflict:
            messages.error(request, CONFLICT)
            return False
        messages.success(request, RESTORED)
        for sentence in done.left_out:
            messages.warning(request, sentence)
        return True

    def _show(self, version: Any) -> HttpResponse:
        return self.render(
            version=version,
            left_out=left_out(self.article, version),
            comparison=_until_then(self.article, version),
        )


def number_in(text: str) -> int:
    """Raises Http404 for what is no number."""
    number = read_pk(text)
    if number is None:
        raise Http404
    return number


def _version(article: Article, text: str) -> Any:
    version = version_of(article, number_in(text))
    if version is None:
        raise Http404
    return version


def _until_then(article: Article, version: Any) -> Comparison:
    """What restoring would change in the working copy."""
    kept = {name: said for name, said in kept_in(version).items() if name not in NOT_RESTORED}
    return compare(contents_of(article), kept)
