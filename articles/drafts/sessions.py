"""Who has an article's form open, and the text that they typed there and did not save.

`EditingSession.form` is {window: entry}, because a person may have the article open in several
windows. A save in one window must not drop what another window could not save. Every function
that writes it holds the article's lock.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import connection
from django.utils import timezone

from articles.models import Article, EditingSession
from articles.names import name_of, name_of_actor

# A window reports every 20 seconds. After three missing reports, the person counts as gone.
PRESENT_FOR = timedelta(seconds=60)
# The most windows of one person at one article whose text is kept. The oldest is dropped first.
MOST_WINDOWS = 8

Entry = dict[str, Any]


class Late(Exception):
    """A later request of the same window came first, so this request holds an older text."""


@dataclass(frozen=True)
class Window:
    """One open form: the person, the version on which it was opened, and a random name of its own.

    `sequence` counts the requests of the window, because the network may change their order.
    """

    user: User
    version: int
    tab: str = ""
    sequence: int = 0


@dataclass(frozen=True)
class Typed:
    """Text that was typed and not saved, with the time and with the version on which it was typed."""

    at: datetime
    version: int
    base: dict[str, str]
    values: dict[str, list[str]]


def entries_of(article: Article, user: User) -> dict[str, Entry]:
    form = EditingSession.objects.filter(article=article, user=user).values_list("form", flat=True).first()
    return form or {}


def begun_in(window: Window) -> Article | None:
    """Return the article that was begun in the window, if its first request came through already.

    Until the transaction ends, other requests of the window wait here: a script that waited too long
    for an answer sends its text again, while the first request still makes the article.
    """
    if not window.tab:
        return None
    with connection.cursor() as cursor:
        turn = f"begin {window.user.pk} {window.tab}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [turn])
    session = EditingSession.objects.filter(user=window.user, form__has_key=window.tab)
    found = session.select_related("article").first()
    return found.article if found else None


def has_moved_on(article: Article, window: Window) -> bool:
    """Return whether the window shows another text than the article has now.

    The window knows the text that it saved last, even if the answer to that save got lost.
    """
    if article.version == window.version:
        return False
    return entries_of(article, window.user).get(window.tab, {}).get("saved_version") != article.version


def refuse_late(article: Article, window: Window) -> None:
    """Raise Late if a later autosave or the Save of the same window came first."""
    entry = entries_of(article, window.user).get(window.tab)
    if entry and (entry.get("taken") or entry["sequence"] >= window.sequence):
        raise Late


def keep_typed(
    article: Article, window: Window, values: dict[str, Any], base: dict[str, str], *, refused: bool = False
) -> None:
    """Keep the values of an autosave that were not stored. `refused` means that none was stored."""
    entry = {
        "sequence": window.sequence,
        "version": window.version if refused else article.version,
        "saved_version": None if refused else article.version,
        "base": base,
        "values": values,
    }
    _keep(article, window.user, entries_of(article, window.user), window.tab, entry)


def forget_typed(article: Article, window: Window) -> None:
    """Forget what this person typed here before, because a save stored the whole form."""
    _keep(article, window.user, {}, window.tab, {"taken": True})


def _keep(article: Article, user: User, entries: dict[str, Entry], tab: str, entry: Entry) -> None:
    now = timezone.now()
    # The entry moves to the end, so that the windows stand in the order of their last reports.
    rest = [(name, kept) for name, kept in entries.items() if name != tab][1 - MOST_WINDOWS :]
    form = dict([*rest, (tab, {**entry, "at": now.isoformat()})])
    EditingSession.objects.update_or_create(
        article=article, user=user, defaults={"form": form, "form_saved_at": now, "seen_at": now}
    )


def discard_typed(article: Article, user: User, at: str) -> None:
    """Forget the text kept at that time, because the person does not want it back."""
    for session in EditingSession.objects.select_for_update().filter(article=article, user=user):
        entries = session.form or {}
        session.form = {tab: entry for tab, entry in entries.items() if entry["at"] != at}
        session.save(update_fields=["form"])


def typed_of(entries: dict[str, Entry]) -> list[Typed]:
    """Return the texts that were typed in the windows and not saved, newest first."""
    found = [
        Typed(datetime.fromisoformat(entry["at"]), entry["version"], entry["base"], entry["values"])
        for entry in entries.values()
        if entry.get("values")
    ]
    return sorted(found, key=lambda typed: typed.at, reverse=True)


def mark_seen(article: Article, user: User) -> None:
    EditingSession.objects.update_or_create(article=article, user=user, defaults={"seen_at": timezone.now()})


def others_at(article: Article, user: User) -> list[str]:
    """Return the names of the other people who have the article's form open."""
    since = timezone.now() - PRESENT_FOR
    present = EditingSession.objects.filter(article=article, seen_at__gte=since).exclude(user=user)
    return sorted(name_of(session.user) for session in present.select_related("user"))


def last_changed_by(article: Article, *, told: User) -> str:
    """Return who changed the working copy last, as a message to the user `told` says it."""
    by: Any = article.autosaved_by
    if by is None:
        newest = article.history.select_related("history_user").first()
        by = newest.history_user if newest else None
    return "You (in another window)" if by == told else name_of_actor(by, begins=True)
