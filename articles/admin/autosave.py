"""What an open form sends by itself: the text as it is typed, and that somebody is there.

Answers are JSON, refusals too: the script that asked puts them into words beside the text.
"""

import json
import re
from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from articles.admin.form_reading import FormReading, FormWords
from articles.admin.form_values import (
    FormValues,
    differing,
    marks_of,
    only,
    read_marks,
    sent_values,
)
from articles.drafts import editing
from articles.drafts.fields import FIELDS
from articles.drafts.locking import lock_article
from articles.drafts.sessions import (
    Late,
    Window,
    has_moved_on,
    keep_typed,
    last_changed_by,
    mark_seen,
    name_of,
    others_at,
    refuse_late,
)
from articles.models import Article
from articles.roles import may_edit

# A save checks that an address is free; an autosave leaves it alone.
AUTOSAVED_FIELDS = tuple(field.name for field in FIELDS if field.section and field.name != "slug")
# Some fifty times the longest article; the form beside the article is kept as one piece.
MOST_KEPT_BYTES = 1024 * 1024
TAB_PATTERN = re.compile(r"[0-9a-z-]{1,36}", re.ASCII)
DELETED = "This article was deleted."


class Refused(Exception):
    """The request is answered with this status and these words."""

    def __init__(self, status: int, error: str, **more: Any) -> None:
        self.status, self.answer = status, {"error": error, **more}
        super().__init__(error)


def clock(moment: Any) -> str:
    """In the site's own time zone, as people there read it."""
    return f"{timezone.localtime(moment):%H:%M:%S}"


def window_of(request: HttpRequest) -> Window:
    """The open form that a request comes from; a version that is none fits no article."""
    tab = request.POST.get("tab", "")
    return Window(
        request.user,  # type: ignore[arg-type]  # whoever gets here is logged in
        version=_number(request.POST.get("version", "")),
        tab=tab if TAB_PATTERN.fullmatch(tab) else "",
        sequence=_number(request.POST.get("sequence", "")),
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def untaken(sent: FormValues, saved: FormValues, base: dict[str, str]) -> list[str]:
    """The fields and groups that were typed and are not so in the article.

    What the person never touched is left out: it is only an older state of the article.
    """
    marks = marks_of(sent)
    return [name for name in differing(sent, saved) if marks.get(name) != base.get(name, "")]


class AutosavePages(FormReading):
    """The two addresses that article-form.js asks."""

    def get_urls(self) -> list[URLPattern]:
        own = [
            path(f"<int:pk>/{name}/", self._answering(view), name=f"articles_article_{name}")
            for name, view in {"autosave": self.autosaved, "presence": self.present}.items()
        ]
        return [*own, *super().get_urls()]

    def _answering(self, view: Callable[[HttpRequest, Article], dict[str, Any]]) -> Callable[..., Any]:
        # Not admin_view: a login page in place of an answer would pass for a success.
        def answer(request: HttpRequest, pk: int) -> JsonResponse:
            try:
                return JsonResponse(view(request, self._editable(request, pk)))
            except Refused as refusal:
                return JsonResponse(refusal.answer, status=refusal.status)

        return never_cache(require_POST(answer))

    def _editable(self, request: HttpRequest, pk: int) -> Article:
        if not self.admin_site.has_permission(request):
            raise Refused(403, "Your login ended.", login="ended")
        if request.POST.get("user", str(request.user.pk)) != str(request.user.pk):
            raise Refused(403, f"This browser is now logged in as {name_of(request.user)}.", login="other")
        article = Article.objects.filter(pk=pk).first()
        if article is None:
            raise Refused(404, DELETED)
        if not may_edit(request.user, article):
            raise Refused(403, "You may not change this article any more.")
        return article

    def present(self, request: HttpRequest, article: Article) -> dict[str, Any]:
        window = window_of(request)
        mark_seen(article, window.user)
        return {"others": others_at(article, window.user)}

    def autosaved(self, request: HttpRequest, article: Article) -> dict[str, Any]:
        window, sent = window_of(request), sent_values(request.POST)
        if not (window.version and window.tab and window.sequence and "title" in sent):
            raise Refused(400, "The form was not sent whole.")
        if len(json.dumps(sent, ensure_ascii=False).encode()) > MOST_KEPT_BYTES:
            raise Refused(413, "This form holds more than 1 MB, too much to be saved while you type.")
        form = self.get_form(request, article, change=True)(request.POST, instance=article)
        # What is not fit to be saved stays out of cleaned_data, field by field.
        form.full_clean()
        # Of the fields, only a choice of no species is sent as nothing at all.
        fields = {
            name: form.cleaned_data[name]
            for name in AUTOSAVED_FIELDS
            if name in form.cleaned_data and (name in sent or name == "species")
        }
        answer = self._save(request, article.pk, sent, fields)
        words = FormWords({"": form})
        problems = {name: _sentence(words, name, errors) for name, errors in form.errors.items()}
        kept = [words.label(name) for name in answer["kept"] if name not in problems]
        return answer | {"kept": kept, "problems": problems}

    def _save(
        self, request: HttpRequest, pk: int, sent: FormValues, fields: dict[str, Any]
    ) -> dict[str, Any]:
        window, base = window_of(request), read_marks(request.POST.get("base", ""))
        with transaction.atomic():
            article = self._locked(pk, window)
            refused = self.is_outdated(request, article, window)
            if not refused:
                article = editing.autosave(article, fields, by=window.user, version=article.version)
            saved = self.saved_values(request, article)
            names = untaken(sent, saved, base)
            marks = {name: base.get(name, "") for name in names}
            keep_typed(article, window, only(sent, names), marks, refused=refused)
        if refused:
            raise self._conflict(article, window)
        return {
            "saved_at": clock(timezone.now()),
            "version": article.version,
            "base": json.dumps(marks_of(saved)),
            "kept": names,
            "others": others_at(article, window.user),
        }

    def is_outdated(self, request: HttpRequest, article: Article, window: Window) -> bool:
        """Whether the form shows an older text than the article's, which comes locked."""
        if not has_moved_on(article, window):
            return False
        # A picture's new words are a change of the article, but nothing in the form is older by it.
        base = read_marks(request.POST.get("base", ""))
        return marks_of(self.saved_values(request, article)) != base

    def _locked(self, pk: int, window: Window) -> Article:
        try:
            article = lock_article(pk)
            refuse_late(article, window)
        except Article.DoesNotExist:
            raise Refused(404, DELETED) from None
        except Late:
            raise Refused(409, "A later save of this window was there first.", late=True) from None
        return article

    def _conflict(self, article: Article, window: Window) -> Refused:
        who, when = last_changed_by(article, told=window.user), clock(article.changed_at)
        return Refused(409, f"{who} changed this article at {when}.", by=who, at=when)


def _sentence(words: FormWords, name: str, errors: Iterable[Any]) -> str:
    said = " ".join(errors)
    return f"{words.label(name)}: {said}" if name in words.fields else said
