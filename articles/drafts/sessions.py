"""Who has an article's form open, and what they typed there and has not been saved.

`EditingSession.form` is {window: entry}: a person may have the article open in several
windows, and what one of them could not save must not vanish with the next save of another.
Everything that writes it holds the article's lock.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from articles.models import Article, EditingSession

# A window reports every 20 seconds: two reports may get lost, after three the person has left.
PRESENT_FOR = timedelta(seconds=60)
# For how many windows of one person at one article text is kept; the oldest is dropped first.
MOST_WINDOWS = 8

Entry = dict[str, Any]


class Late(Exception):
    """A later request of the same window was answered already, so this one holds an older text."""


@dataclass(frozen=True)
class Window:
    """One open form: whose it is, the version it was opened on, and a random name of its own.

    `sequence` counts what the window sent, so that the network cannot turn its order round.
    """

    user: User
    version: int
    tab: str = ""
    sequence: int = 0


@dataclass(frozen=True)
class Typed:
    """Text that was typed and not saved: when, over which version, and the form's values."""

    at: datetime
    version: int
    base: dict[str, str]
    values: dict[str, list[str]]


def entries_of(article: Article, user: User) -> dict[str, Entry]:
    form = EditingSession.objects.filter(article=article, user=user).values_list("form", flat=True).first()
    return form or {}


def has_moved_on(article: Article, window: Window) -> bool:
    """Whether the article's text is another one than the window shows.

    What the window itself saved last is its own text, also when the answer to that got lost.
    """
    if article.version == window.version:
        return False
    return entries_of(article, window.user).get(window.tab, {}).get("saved_version") != article.version


def refuse_late(article: Article, window: Window) -> None:
    """Raises Late for what was overtaken by a later autosave or by the Save of the same window."""
    entry = entries_of(article, window.user).get(window.tab)
    if entry and (entry.get("taken") or entry["sequence"] >= window.sequence):
        raise Late


def keep_typed(
    article: Article, window: Window, values: dict[str, Any], base: dict[str, str], *, refused: bool = False
) -> None:
    """Keep what the article did not take of an autosave: `refused` when it took nothing at all."""
    entry = {
        "sequence": window.sequence,
        "version": window.version if refused else article.version,
        "saved_version": None if refused else article.version,
        "base": base,
        "values": values,
    }
    _keep(article, window.user, entries_of(article, window.user), window.tab, entry)


def forget_typed(article: Article, window: Window) -> None:
    """A save took the whole form: forget what this person typed here before."""
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
    """Forget what was kept at that moment: the person does not want it back."""
    for session in EditingSession.objects.select_for_update().filter(article=article, user=user):
        entries = session.form or {}
        session.form = {tab: entry for tab, entry in entries.items() if entry["at"] != at}
        session.save(update_fields=["form"])


def typed_of(entries: dict[str, Entry]) -> list[Typed]:
    """The texts that were typed in the windows and not saved, newest first."""
    found = [
        Typed(datetime.fromisoformat(entry["at"]), entry["version"], entry["base"], entry["values"])
        for entry in entries.values()
        if entry.get("values")
    ]
    return sorted(found, key=lambda typed: typed.at, reverse=True)


def mark_seen(article: Article, user: User) -> None:
    EditingSession.objects.update_or_create(article=article, user=user, defaults={"seen_at": timezone.now()})


def others_at(article: Article, user: User) -> list[str]:
    """The names of those who have the article's form open too."""
    since = timezone.now() - PRESENT_FOR
    present = EditingSession.objects.filter(article=article, seen_at__gte=since).exclude(user=user)
    return sorted(name_of(session.user) for session in present.select_related("user"))


def name_of(user: Any) -> str:
    """The name that colleagues know; `user` is None where the login is gone or never was."""
    return (user.get_full_name() or user.get_username()) if user else "the operator"


def last_changed_by(article: Article, *, told: User) -> str:
    """Who changed the working copy last, in the words for the user `told`."""
    by: Any = article.autosaved_by
    if by is None:
        newest = article.history.select_related("history_user").first()
        by = newest.history_user if newest else None
    return "You (in another window)" if by == told else name_of(by)
