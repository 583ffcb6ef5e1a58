"""The Save of a form that shows an older text: both texts side by side, and a choice for each part.

The page holds all that was sent and sends it again with the choices. So it works without a
script, and if somebody else saves meanwhile, the page is only shown again.
"""

import json
from dataclasses import dataclass

from django.contrib.admin import ModelAdmin
from django.forms import Textarea
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse

from articles.admin.form_reading import FormTexts, untouched_forms
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
from articles.admin.form_windows import clock, is_outdated, untaken, window_of
from articles.admin.row_formsets import only_mine, with_values
from articles.comparison import Row
from articles.comparison.lines import compare_lines
from articles.comparison.words import WordMarker
from articles.drafts.fields import same_line_ends
from articles.drafts.locking import lock_article
from articles.drafts.sessions import has_moved_on, keep_typed, last_changed_by
from articles.models import Article
from articles.models.primary_key import read_pk
from articles.roles import may_edit

MINE, THEIRS, BY_HAND, BOTH = "mine", "theirs", "by-hand", "both"
CHOOSING, KEEP, HAND = "choosing", "keep-", "hand-"
# The reason for the history is no part of the article, so nobody has to choose one of two.
WHY = "why"


@dataclass(frozen=True)
class Difference:
    """One field or group of rows in which the two texts differ."""

    name: str
    label: str
    mine: str
    theirs: str
    # Line by line; empty where both texts are a single line.
    rows: tuple[Row, ...]
    changed_by_me: bool
    changed_by_them: bool
    choice: str
    by_hand: str | None

    @property
    def is_group(self) -> bool:
        return self.name in GROUPS


def article_to_settle(request: HttpRequest, pk: str) -> Article | None:
    """The article, locked; None where the form's own view has to say that it cannot be saved."""
    number = read_pk(pk)
    if number is None:
        return None
    try:
        article = lock_article(number)
    except Article.DoesNotExist:
        return None
    return article if may_edit(request.user, article) else None


class SentForm:
    """The form as it was sent, beside the article as it is saved. The caller has locked the article."""

    def __init__(self, model_admin: ModelAdmin, request: HttpRequest, article: Article) -> None:
        self.model_admin, self.request, self.article = model_admin, request, article
        self.window, self.mine = window_of(request), sent_values(request.POST)

    def settle(self) -> HttpResponse | None:
        """The page that asks, or None when nothing is left to ask: then request.POST holds the choices."""
        post = self.request.POST
        outdated = is_outdated(self.model_admin, self.request, self.article)
        if not outdated and CHOOSING not in post:
            return None
        forms = untouched_forms(self.model_admin, self.request, self.article)
        saved = untouched_values(forms.values())
        names = [name for name in differing(self.mine, saved) if name != WHY]
        choices = {name: post.get(KEEP + name, "") for name in names}
        # When somebody saved while the page was open, its choices were made beside another text.
        if names and (outdated or not all(map(_is_choice, choices.items()))):
            self._keep(saved)
            texts = FormTexts(forms)
            return self._ask([difference(post, texts, name, self.mine, saved) for name in names])
        self._choose(choices, saved)
        return None

    def _choose(self, choices: dict[str, str], saved: FormValues) -> None:
        data: QueryDict = self.request.POST
        for name, choice in choices.items():
            data = settled(data, name, choice, self.mine, saved)
        now = {"version": [str(self.article.version)], "base": [json.dumps(marks_of(saved))]}
        self.request.POST = with_values(data, now)  # type: ignore[assignment]  # Django takes any QueryDict

    def _keep(self, saved: FormValues) -> None:
        """Whoever leaves the page without a choice finds their text at the article again."""
        base = read_marks(self.request.POST.get("base", ""))
        names = untaken(self.mine, saved, base)
        if has_moved_on(self.article, self.window) and self.window.tab and names:
            marks = {name: base.get(name, "") for name in names}
            keep_typed(self.article, self.window, only(self.mine, names), marks, refused=True)

    def _ask(self, differences: list[Difference]) -> HttpResponse:
        article = self.article
        context = {
            **self.model_admin.admin_site.each_context(self.request),
            "opts": self.model_admin.opts,
            "article": article,
            "title": f"Two versions: {article}",
            "differences": differences,
            "who": last_changed_by(article, told=self.window.user),
            "when": clock(article.changed_at),
            "was_asked": CHOOSING in self.request.POST,
            "carried": [
                (name, value) for name, values in self.mine.items() if _is_carried(name) for value in values
            ],
        }
        return TemplateResponse(self.request, "admin/articles/article/conflict.html", context, status=409)


def _is_choice(named: tuple[str, str]) -> bool:
    name, choice = named
    return choice in (MINE, THEIRS, BOTH if name in GROUPS else BY_HAND)


def _is_carried(name: str) -> bool:
    """False for the page's own fields, and for the empty row from which the form makes new ones."""
    own = name in ("version", CHOOSING) or name.startswith((KEEP, HAND))
    return not own and "__prefix__" not in name


def difference(
    data: QueryDict, texts: FormTexts, name: str, mine: FormValues, saved: FormValues
) -> Difference:
    base = read_marks(data.get("base", "")).get(name)
    changed_by_me = base is None or marks_of(mine).get(name) != base
    changed_by_them = base is None or marks_of(saved).get(name) != base
    my_text, their_text = texts.text(name, mine), texts.text(name, saved)
    has_lines = name not in GROUPS and isinstance(texts.fields[name].widget, Textarea)
    # Where only one of the two changed something, that change is chosen to begin with.
    only_changed = THEIRS if not changed_by_me else MINE if not changed_by_them else ""
    return Difference(
        name=name,
        label=texts.label(name),
        mine=my_text,
        theirs=their_text,
        rows=_rows(their_text, my_text),
        changed_by_me=changed_by_me,
        changed_by_them=changed_by_them,
        choice=data.get(KEEP + name, only_changed),
        by_hand=data.get(HAND + name, my_text) if has_lines else None,
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
