"""The editors' board of what readers look for: what they find, and what an editor does about it."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from articles.models import SearchCount
from articles.roles import ADD_ARTICLE, Person, may
from articles.search.log import board, drafting
from articles.search.log.board import Asked, Which
from articles.search.log.counting import DAYS_KEPT

ADD_SYNONYM = "articles.add_synonym"
MOST_DOWNLOADED = 1000
COLUMNS = ("list", "question", "asked", "asked before", "results", "opened", "opened of a hundred")
# A spreadsheet takes text that begins with one of these for a formula.
FORMULAS = ("=", "+", "-", "@", "\t", "\r")

TITLES = {
    Which.NOTHING_FOUND: (
        "Nothing found",
        "Asked at least twice, and no page answers. Write one, or add a word.",
    ),
    Which.NEVER_OPENED: (
        "Found, never opened",
        "Asked at least three times, and nobody opened what was found.",
    ),
    Which.FALLING: ("Asked less than before", ""),
    Which.MOST_ASKED: ("Asked most", "What readers want most, whether they find it or not."),
}


@dataclass(frozen=True)
class BoardQuestion:
    """A question, with links to what an editor does about it; "" for what the person may not do."""

    asked: Asked
    search: str
    draft: str
    synonym: str


@dataclass(frozen=True)
class BoardList:
    which: Which
    title: str
    about: str
    rows: list[BoardQuestion]
    has_more: bool


@admin.register(SearchCount)
class SearchCountAdmin(admin.ModelAdmin):
    """Nobody writes these rows by hand, so the board takes the place of their list."""

    def get_urls(self) -> list[URLPattern]:
        # Without Django's own addresses, whose pages would show and change single rows.
        wrap = self.admin_site.admin_view
        return [
            path("", wrap(self.changelist_view), name="articles_searchcount_changelist"),
            path("download/", wrap(self.download_view), name="articles_searchcount_download"),
            path("drop/", wrap(self.drop_view), name="articles_searchcount_drop"),
        ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @method_decorator(require_safe)
    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        self._require_view(request)
        days = _period(request.GET.get("days", ""))
        context = {
            **self.admin_site.each_context(request),
            "title": "What readers look for",
            "opts": self.opts,
            "days": days,
            "periods": board.PERIODS,
            "parts": list(_parts(request, days)),
            "can_drop": self.has_delete_permission(request),
            "days_kept": DAYS_KEPT,
        }
        return TemplateResponse(request, "admin/articles/searchcount/board.html", context)

    @method_decorator(require_safe)
    def download_view(self, request: HttpRequest) -> HttpResponse:
        self._require_view(request)
        days = _period(request.GET.get("days", ""))
        name = f"what-readers-look-for-{days}-days.csv"
        response = HttpResponse(
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )
        rows = csv.writer(response)
        rows.writerow(COLUMNS)
        for which, one in board.everything(days, MOST_DOWNLOADED):
            before = one.before if which is Which.FALLING else ""
            numbers = (one.times, before, one.results, one.opened, one.share_opened)
            rows.writerow((which.value, _no_formula(one.words), *numbers))
        return response

    @method_decorator(require_POST)
    def drop_view(self, request: HttpRequest) -> HttpResponse:
        """The admin's log does not name the question either: a reader may have typed something private."""
        if not self.has_delete_permission(request):
            raise PermissionDenied
        # PostgreSQL refuses a text with a NUL character.
        if board.drop(request.POST.get("words", "").replace("\0", "")):
            messages.success(request, "The question is deleted, with all its numbers.")
        else:
            messages.warning(request, "That question is no longer there.")
        days = _period(request.POST.get("days", ""))
        return HttpResponseRedirect(f"{reverse('admin:articles_searchcount_changelist')}?days={days}")

    def _require_view(self, request: HttpRequest) -> None:
        # admin_view only asks whether somebody may enter the admin at all.
        if not self.has_view_permission(request):
            raise PermissionDenied


def _parts(request: HttpRequest, days: int) -> Iterator[BoardList]:
    for which, (title, about) in TITLES.items():
        rows, has_more = board.most(which, days)
        if which is Which.FALLING:
            span = board.span_compared(days)
            about = f"The last {span} days, without today, beside the {span} days before them."
        yield BoardList(which, title, about, [question_of(request.user, one) for one in rows], has_more)


def question_of(person: Person, asked: Asked) -> BoardQuestion:
    """Return a question with the addresses that lead on from it, for whoever may follow them."""
    words = drafting.without_marks(asked.words)
    draft = {"title": drafting.title_of(words), "slug": drafting.slug_of(words)}
    return BoardQuestion(
        asked,
        # The log leaves out searches with a page in their address: editors are no readers.
        search=f"{reverse('search')}?{urlencode({'q': words, 'page': '1'})}",
        draft=_form("article", draft) if may(person, ADD_ARTICLE) else "",
        synonym=_form("synonym", {"words": words}) if may(person, ADD_SYNONYM) else "",
    )


def _form(model: str, values: dict[str, str]) -> str:
    """The form that adds a row, filled in with these."""
    return f"{reverse(f'admin:articles_{model}_add')}?{urlencode(values)}"


def _period(asked: str) -> int:
    return next((days for days in board.PERIODS if str(days) == asked), board.USUAL_PERIOD)


def _no_formula(words: str) -> str:
    return f"'{words}" if words.startswith(FORMULAS) else words
