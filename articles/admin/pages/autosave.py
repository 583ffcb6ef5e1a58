"""What an open form sends by itself: the text as somebody types it, and that somebody is there.

Answers are JSON, refusals too: the script that asked shows them beside the text.
"""

import json
from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django.views.generic import View

from articles.admin.form_reading import FormTexts, saved_values
from articles.admin.form_values import (
    FormValues,
    filled_rows,
    marks_of,
    only,
    read_marks,
    sent_values,
)
from articles.admin.form_windows import clock, is_outdated, untaken, window_of
from articles.admin.row_saving import changed_groups, new_ids, save_rows
from articles.drafts import editing
from articles.drafts.fields import FIELDS
from articles.drafts.locking import lock_article
from articles.drafts.sessions import (
    Late,
    Window,
    keep_typed,
    last_changed_by,
    mark_seen,
    others_at,
    refuse_late,
)
from articles.models import Article
from articles.names import name_of
from articles.pictures.choices import picture_data
from articles.roles import may_edit

# The form of a published article has no address, and that of a draft has checked that it is free.
AUTOSAVED_FIELDS = tuple(field.name for field in FIELDS if field.section)
# Some fifty times the longest article; what the article does not take is stored in one piece.
MOST_KEPT_BYTES = 1024 * 1024
# With this in the request, the person asked for a row of the history, as a Save makes one.
KEEP = "keep"
MAX_WHY = 300
DELETED = "This article was deleted."


class AutosaveRefused(Exception):
    """The request is answered with this status and these words."""

    def __init__(self, status: int, error: str, **more: Any) -> None:
        self.status, self.answer = status, {"error": error, **more}
        super().__init__(error)


@method_decorator([never_cache, require_POST], name="dispatch")
class FormAnswer(ABC, View):
    """Answers the script of an article's form (js/autosave/form.js)."""

    model_admin: admin.ModelAdmin

    def post(self, request: HttpRequest, pk: int) -> JsonResponse:
        self.model_admin = admin.site.get_model_admin(Article)
        try:
            return JsonResponse(self.answer(self._editable(pk)))
        except AutosaveRefused as refusal:
            return JsonResponse(refusal.answer, status=refusal.status)

    @abstractmethod
    def answer(self, article: Article) -> dict[str, Any]:
        """Return what the script is told; `article` is one that the person may change."""

    def _editable(self, pk: int) -> Article:
        request = self.request
        self.require_same_person()
        article = Article.objects.filter(pk=pk).first()
        if article is None:
            raise AutosaveRefused(404, DELETED)
        if not may_edit(request.user, article):
            raise AutosaveRefused(403, "You may not change this article any more.")
        return article

    def require_same_person(self) -> None:
        """Refuses whoever is logged out, or logged in as somebody else than the form was sent to."""
        request = self.request
        if not self.model_admin.admin_site.has_permission(request):
            raise AutosaveRefused(403, "Your login ended.", login="ended")
        # Somebody may have logged in as another person in a second tab of this browser.
        if request.POST.get("user", str(request.user.pk)) != str(request.user.pk):
            raise AutosaveRefused(
                403, f"This browser is now logged in as {name_of(request.user)}.", login="other"
            )


class PresenceAnswer(FormAnswer):
    def answer(self, article: Article) -> dict[str, Any]:
        user = window_of(self.request).user
        mark_seen(article, user)
        return {"others": others_at(article, user)}


class AutosaveAnswer(FormAnswer):
    def answer(self, article: Article) -> dict[str, Any]:
        request = self.request
        window, sent = window_of(request), sent_values(request.POST)
        if not (window.version and window.tab and window.sequence and "title" in sent):
            raise AutosaveRefused(400, "The form was not sent whole.")
        if len(json.dumps(sent, ensure_ascii=False).encode()) > MOST_KEPT_BYTES:
            raise AutosaveRefused(413, "This form holds more than 1 MB, too much to be saved while you type.")
        form: Any = self.model_admin.get_form(request, article, change=True)(request.POST, instance=article)
        # Only fields without mistakes are in cleaned_data.
        form.full_clean()
        # A browser sends nothing at all for a choice of no species; every other field is sent.
        fields = {
            name: form.cleaned_data[name]
            for name in AUTOSAVED_FIELDS
            if name in form.cleaned_data and (name in sent or name == "species")
        }
        answer = self._save(article.pk, window, sent, fields)
        texts = FormTexts({"": form})
        problems = {name: _sentence(texts, name, errors) for name, errors in form.errors.items()}
        kept = [texts.label(name) for name in answer["kept"] if name not in problems]
        return answer | {"kept": kept, "problems": problems}

    def _save(self, pk: int, window: Window, sent: FormValues, fields: dict[str, Any]) -> dict[str, Any]:
        base = read_marks(self.request.POST.get("base", ""))
        groups = changed_groups(sent, base)

        def save(locked: Article) -> None:
            save_rows(self.model_admin, self.request, locked, groups)

        with transaction.atomic():
            article = _locked(pk, window)
            had_gallery = article.gallery.exists()
            refused = is_outdated(self.model_admin, self.request, article)
            if not refused:
                article = editing.autosave(
                    article, fields, by=window.user, version=article.version, save_rows=save
                )
                if KEEP in self.request.POST:
                    editing.record(article, by=window.user, why=(sent.get("why") or [""])[0][:MAX_WHY])
            saved = saved_values(self.model_admin, self.request, article)
            names = untaken(sent, saved, base)
            marks = {name: base.get(name, "") for name in names}
            keep_typed(article, window, only(sent, names), marks, refused=refused)
        # Raised after the transaction: within it, the exception would undo what keep_typed has stored.
        if refused:
            raise _conflict(article, window)
        return {
            "saved_at": clock(timezone.now()),
            "version": article.version,
            "base": json.dumps(marks_of(saved)),
            "kept": names,
            "ids": new_ids(article, sent, groups),
            "stage": article.stage,
            "others": others_at(article, window.user),
            "lead": None if had_gallery else _lead_of(article, sent),
        }


def _lead_of(article: Article, sent: FormValues) -> dict[str, Any] | None:
    """The picture that leads the page from now on, if the window does not show it yet."""
    place = article.gallery.select_related("picture").first()
    shown = {row.get("picture") for row in filled_rows(sent, "gallery")}
    return picture_data(place.picture) if place and str(place.picture_id) not in shown else None


def _locked(pk: int, window: Window) -> Article:
    try:
        article = lock_article(pk)
        refuse_late(article, window)
    except Article.DoesNotExist:
        raise AutosaveRefused(404, DELETED) from None
    except Late:
        raise AutosaveRefused(409, "A later save of this window was there first.", late=True) from None
    return article


def _conflict(article: Article, window: Window) -> AutosaveRefused:
    who, when = last_changed_by(article, told=window.user), clock(article.changed_at)
    return AutosaveRefused(409, f"{who} changed this article at {when}.", by=who, at=when)


def _sentence(texts: FormTexts, name: str, errors: Iterable[Any]) -> str:
    said = " ".join(errors)
    return f"{texts.label(name)}: {said}" if name in texts.fields else said
