"""The Save of a form that shows an older text: both texts are joined, and the rest is asked.

Where both people changed different things, the save goes through and a message says whose words
came in. Otherwise a page asks about each place that both changed. It holds all that was sent and
sends it again with the choices. So it works without a script, and if somebody else saves
meanwhile, it is only shown again.
"""

import json

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse

from articles.admin.form_reading import FormTexts, untouched_forms
from articles.admin.form_values import (
    GROUPS,
    FormValues,
    differing,
    marks_of,
    only,
    read_marks,
    sent_values,
    untouched_values,
)
from articles.admin.form_windows import clock, is_outdated, untaken, window_of
from articles.admin.merging.as_sent import keep_as_sent
from articles.admin.merging.beginnings import beginnings
from articles.admin.merging.form import MergedForm
from articles.admin.merging.questions import HAND, KEEP
from articles.admin.row_formsets import with_values
from articles.drafts import editing
from articles.drafts.locking import lock_article
from articles.drafts.sessions import has_moved_on, keep_typed, last_changed_by
from articles.models import Article
from articles.models.primary_key import read_pk
from articles.roles import may_edit

CHOOSING = "choosing"
# The reason for the history is no part of the article, so nobody has to choose one of two.
WHY = "why"


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
        """The page that asks, or None when nothing is left to ask: then request.POST is the joined form."""
        post = self.request.POST
        outdated = is_outdated(self.model_admin, self.request, self.article)
        if not outdated and CHOOSING not in post:
            return None
        forms = untouched_forms(self.model_admin, self.request, self.article)
        saved = untouched_values(forms.values())
        merged = self._merged(FormTexts(forms), saved)
        # A question is named by its texts: a choice made beside other texts does not answer it.
        if merged.open_questions:
            self._keep(saved)
            return self._ask(merged)
        who = self._take(merged, saved)
        # The page that asks shows all that the other person changed, until they save once more.
        if outdated and (labels := merged.taken_from_them()):
            messages.info(self.request, _taken(who, clock(self.article.changed_at), labels))
        return None

    def _merged(self, texts: FormTexts, saved: FormValues) -> MergedForm:
        post = self.request.POST
        names = [name for name in differing(self.mine, saved) if name != WHY]
        marks = read_marks(post.get("base", ""))
        return MergedForm(
            names,
            texts=texts,
            beginnings=beginnings(self.article, names, marks, self.mine, saved),
            mine=self.mine,
            theirs=saved,
            answers=post,
        )

    def _take(self, merged: MergedForm, saved: FormValues) -> str:
        """Put the joined form into request.POST, and return who the other person is."""
        data: QueryDict = self.request.POST
        for part in merged.parts:
            data = with_values(data, part.values(), part.name if part.name in GROUPS else "")
        now = {"version": [str(self.article.version)], "base": [json.dumps(marks_of(saved))]}
        self.request.POST = with_values(data, now)  # type: ignore[assignment]  # Django takes any QueryDict
        who = last_changed_by(self.article, told=self.window.user)
        changed = differing(self.mine, sent_values(self.request.POST))
        if any(part.name in changed for part in merged.parts):
            # What the other person only autosaved comes first in the history.
            editing.keep_autosaved(self.article, by=self.window.user)
            keep_as_sent(self.article, self.mine, by=self.window.user, other=who)
        return who

    def _keep(self, saved: FormValues) -> None:
        """Whoever leaves the page without a choice finds their text at the article again."""
        base = read_marks(self.request.POST.get("base", ""))
        names = untaken(self.mine, saved, base)
        if has_moved_on(self.article, self.window) and self.window.tab and names:
            marks = {name: base.get(name, "") for name in names}
            keep_typed(self.article, self.window, only(self.mine, names), marks, refused=True)

    def _ask(self, merged: MergedForm) -> HttpResponse:
        article = self.article
        context = {
            **self.model_admin.admin_site.each_context(self.request),
            "opts": self.model_admin.opts,
            "article": article,
            "title": f"Two versions: {article}",
            "parts": merged.parts,
            "asked": merged.questions,
            "open": merged.open_questions,
            "settled_count": merged.settled_count,
            "who": last_changed_by(article, told=self.window.user),
            "when": clock(article.changed_at),
            "was_asked": CHOOSING in self.request.POST,
            "carried": [
                (name, value) for name, values in self.mine.items() if _is_carried(name) for value in values
            ],
        }
        return TemplateResponse(self.request, "admin/articles/article/conflict.html", context, status=409)


def _taken(who: str, when: str, labels: list[str]) -> str:
    return (
        f"{who} saved this article at {when}, while you had it open. Both texts fit together, so nobody has "
        f"to choose: what {who} changed is in {', '.join(labels)}. Each of the two texts is in the history."
    )


def _is_carried(name: str) -> bool:
    """False for the page's own fields, and for the empty row from which the form makes new ones."""
    own = name in ("version", CHOOSING) or name.startswith((KEEP, HAND))
    return not own and "__prefix__" not in name
