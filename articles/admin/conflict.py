"""The Save of a form that shows an older text: both texts side by side, and a choice for each part.

The page carries all that was sent and sends it again with the choices, so it needs no script,
and whoever saves meanwhile only brings the page again.
"""

import json
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.utils import unquote
from django.db import transaction
from django.forms import Textarea
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse

from articles.admin.autosave import AutosavePages, clock, untaken, window_of
from articles.admin.form_reading import FormWords
from articles.admin.form_values import (
    GROUPS,
    FormValues,
    differing,
    group_values,
    marks_of,
    only,
    read_marks,
    sent_values,
    untouched_values,
)
from articles.admin.row_formsets import only_mine, with_values
from articles.comparison import Row
from articles.comparison.lines import compare_lines
from articles.comparison.words import WordMarker
from articles.drafts.fields import same_line_ends
from articles.drafts.locking import lock_article
from articles.drafts.sessions import Window, has_moved_on, keep_typed, last_changed_by
from articles.models import Article
from articles.roles import may_edit

MINE, THEIRS, BY_HAND, BOTH = "mine", "theirs", "by-hand", "both"
CHOOSING, KEEP, HAND = "choosing", "keep-", "hand-"
# Says why a change was made, and is no part of the article.
NO_PART = "why"


@dataclass(frozen=True)
class Difference:
    """One field or group of rows that says two things."""

    name: str
    label: str
    mine: str
    theirs: str
    # What differs, line by line; none where the whole is a line itself.
    rows: tuple[Row, ...]
    changed_by_me: bool
    changed_by_them: bool
    choice: str
    by_hand: str | None

    @property
    def is_group(self) -> bool:
        return self.name in GROUPS


class ConflictPages(AutosavePages):
    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method != "POST" or object_id is None or "version" not in request.POST:
            return super().changeform_view(request, object_id, form_url, extra_context)
        # The lock holds from the look at the version until the save is done.
        with transaction.atomic():
            article = self._lock_for(request, unquote(object_id))
            conflict = self._settle(request, article) if article else None
            return conflict or super().changeform_view(request, object_id, form_url, extra_context)

    def _lock_for(self, request: HttpRequest, number: str) -> Article | None:
        if not (number.isascii() and number.isdecimal()):
            return None
        try:
            article = lock_article(int(number))
        except Article.DoesNotExist:
            return None
        return article if may_edit(request.user, article) else None

    def _settle(self, request: HttpRequest, article: Article) -> HttpResponse | None:
        """The page that asks, or None once there is nothing to ask: then the form holds the choices."""
        window, mine = window_of(request), sent_values(request.POST)
        is_outdated = self.is_outdated(request, article, window)
        if not is_outdated and CHOOSING not in request.POST:
            return None
        forms = self.untouched_forms(request, article)
        saved = untouched_values(forms.values())
        names = [name for name in differing(mine, saved) if name != NO_PART]
        choices = {name: request.POST.get(KEEP + name, "") for name in names}
        if names and (is_outdated or not all(map(_is_choice, choices.items()))):
            self._keep(request, article, window, mine, saved)
            return self._conflict_page(request, article, FormWords(forms), names, mine, saved)
        data: QueryDict = request.POST
        for name, choice in choices.items():
            data = settled(data, name, choice, mine, saved)
        now = {"version": [str(article.version)], "base": [json.dumps(marks_of(saved))]}
        request.POST = with_values(data, now)  # type: ignore[assignment]  # any QueryDict will do
        return None

    def _keep(
        self, request: HttpRequest, article: Article, window: Window, mine: FormValues, saved: FormValues
    ) -> None:
        """Whoever leaves the page without a choice finds their text at the article again."""
        base = read_marks(request.POST.get("base", ""))
        names = untaken(mine, saved, base)
        if has_moved_on(article, window) and window.tab and names:
            marks = {name: base.get(name, "") for name in names}
            keep_typed(article, window, only(mine, names), marks, refused=True)

    def _conflict_page(
        self,
        request: HttpRequest,
        article: Article,
        words: FormWords,
        names: list[str],
        mine: FormValues,
        saved: FormValues,
    ) -> HttpResponse:
        who = last_changed_by(article, told=window_of(request).user)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.model._meta,
            "article": article,
            "title": f"Two versions: {article}",
            "differences": [difference(request.POST, words, name, mine, saved) for name in names],
            "who": who,
            "when": clock(article.changed_at),
            "was_asked": CHOOSING in request.POST,
            "carried": [
                (name, value) for name, values in mine.items() if _is_carried(name) for value in values
            ],
        }
        return TemplateResponse(request, "admin/articles/article/conflict.html", context, status=409)


def _is_choice(named: tuple[str, str]) -> bool:
    name, choice = named
    return choice in (MINE, THEIRS, BOTH if name in GROUPS else BY_HAND)


def _is_carried(name: str) -> bool:
    """Not the page's own fields, and not the empty row from which the form makes new ones."""
    own = name in ("version", CHOOSING) or name.startswith((KEEP, HAND))
    return not own and "__prefix__" not in name


def difference(
    data: QueryDict, words: FormWords, name: str, mine: FormValues, saved: FormValues
) -> Difference:
    base = read_marks(data.get("base", "")).get(name)
    changed_by_me = base is None or marks_of(mine).get(name) != base
    changed_by_them = base is None or marks_of(saved).get(name) != base
    my_words, their_words = words.words(name, mine), words.words(name, saved)
    is_text = name not in GROUPS and isinstance(words.fields[name].widget, Textarea)
    # Where one of the two never touched it, the other's change is what nobody objected to.
    untouched = THEIRS if not changed_by_me else MINE if not changed_by_them else ""
    return Difference(
        name=name,
        label=words.label(name),
        mine=my_words,
        theirs=their_words,
        rows=_rows(their_words, my_words),
        changed_by_me=changed_by_me,
        changed_by_them=changed_by_them,
        choice=data.get(KEEP + name, untouched),
        by_hand=data.get(HAND + name, my_words) if is_text else None,
    )


def _rows(theirs: str, mine: str) -> tuple[Row, ...]:
    if "\n" not in theirs + mine:
        return ()
    return compare_lines(same_line_ends(theirs), same_line_ends(mine), WordMarker())


def settled(data: QueryDict, name: str, choice: str, mine: FormValues, saved: FormValues) -> QueryDict:
    """The form with one field or group as it was chosen."""
    if name not in GROUPS:
        chosen = {THEIRS: saved.get(name, []), BY_HAND: [data.get(HAND + name, "")]}
        return with_values(data, {name: chosen.get(choice, mine.get(name, []))})
    if choice == THEIRS:
        return with_values(data, group_values(saved, name), name)
    return with_values(data, only_mine(mine, saved, name), name) if choice == MINE else data
