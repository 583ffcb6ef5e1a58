"""Finds what comes of the time alone: reviews that are due, references that broke, questions of readers.

Each search is made once a day or once a week. What it finds is kept as notices, each told once.
"""

import hashlib
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from articles.link_checks.broken import citing
from articles.models import Article, Edition, ExternalLink, SymptomCheck
from articles.publishing.check_lists import due_on, live
from articles.publishing.freshness import SOON, due_before, due_day
from articles.roles import may_edit
from articles.search.log import board
from kbsite.notices import people
from kbsite.notices.models import Notice, NoticeKind, ReminderClock
from kbsite.notices.receiving import News, keep
from kbsite.notices.switch import is_on

DAY, WEEK = timedelta(days=1), timedelta(days=7)
# Rows of one search. What is left comes on the next days, because these are told by then.
MOST_ROWS = 200
MOST_QUESTIONS = 10
KEPT_AFTER_TELLING = timedelta(days=400)
KEPT_UNTOLD = timedelta(days=30)


def remind_if_due() -> int:
    """Make the searches whose time has come; returns how many notices were kept. Only one process does so."""
    if not is_on():
        return 0
    return sum(_search(name) for name in SEARCHES)


@transaction.atomic
def _search(name: str) -> int:
    search, pause = SEARCHES[name]
    return search() if _take_turn(name, pause) else 0


def _take_turn(name: str, pause: timedelta) -> bool:
    """One statement locks and changes the row, so a second process finds that it is no longer due."""
    now = timezone.now()
    _, is_new = ReminderClock.objects.get_or_create(name=name, defaults={"last_at": now})
    due = ReminderClock.objects.filter(name=name, last_at__lte=now - pause)
    return is_new or due.update(last_at=now) == 1


def _pages_due() -> int:
    """Tell the vet who signed, and whose text it is, a month before and when the day is over.

    A page that no vet signed has a day of the editors' plan, and only the one whose text it is hears of it.
    """
    live_now = Edition.objects.live().without_long_texts().annotate(day=due_day())
    editions: QuerySet[Any] = live_now.select_related("sign_off__vet", "article__owner")
    number = 0
    for about, days in _spans_of_pages().items():
        told = _told(about, article=OuterRef("article"), day=OuterRef("day"))
        owned = Q(sign_off__isnull=False) | Q(article__owner__isnull=False)
        for edition in editions.filter(days, owned).exclude(told).order_by("day", "pk")[:MOST_ROWS]:
            vet, owner = _vet_of(edition.sign_off), _owner_of(edition.article)
            to = vet | owner if edition.sign_off is None else _or_editors(vet | owner)
            number += _due(about, edition.article, edition.day, to)
    return number


def _spans_of_pages() -> dict[str, Q]:
    today = timezone.localdate()
    overdue = due_before(today)
    return {"overdue": overdue, "soon": due_before(today + SOON + DAY) & ~overdue}


def _checks_due() -> int:
    checks: QuerySet[Any] = live(SymptomCheck.objects.annotate(day=due_on()))
    number = 0
    for about, days in _spans_of_checks().items():
        told = _told(about, check_of=OuterRef("pk"), day=OuterRef("day"))
        for check in checks.filter(days).exclude(told).order_by("day", "pk")[:MOST_ROWS]:
            signed = check.signatures.filter(review_due_on=check.day).select_related("vet").first()
            number += _due(about, check, check.day, _or_editors(_vet_of(signed)))
    return number


def _spans_of_checks() -> dict[str, Q]:
    today = timezone.localdate()
    return {"overdue": Q(day__lt=today), "soon": Q(day__gte=today, day__lte=today + SOON)}


def _told(about: str, **text: OuterRef) -> Exists:
    return Exists(Notice.objects.filter(kind=NoticeKind.REVIEW_DUE, about__startswith=about, **text))


def _due(about: str, text: people.Text, day: date | None, to: set[int]) -> int:
    if day is None:
        return 0
    return keep(News(NoticeKind.REVIEW_DUE, to, f"{about} {day.isoformat()}", day=day), text)


def _or_editors(to: set[int]) -> set[int]:
    """Where nobody of the text has a login, an editor finds somebody."""
    return to or people.editors()


def _vet_of(signature: Any) -> set[int]:
    return {signature.vet.user_id} - {None} if signature else set()


def _owner_of(article: Article) -> set[int]:
    """Whose text it is, as long as they may change it."""
    return {article.owner.pk} if article.owner and may_edit(article.owner, article) else set()


def _broken_references() -> int:
    failing = ExternalLink.objects.filter(failing_since__isnull=False).order_by("-failing_since", "pk")
    since = dict(failing.values_list("url", "failing_since")[:MOST_ROWS])
    cited = citing(since)
    articles = Article.objects.defer("body", "parts").select_related("owner")
    by_pk = articles.in_bulk({pk for found in cited.values() for pk in found})
    number = 0
    for url, found in cited.items():
        about = f"{hashlib.sha256(url.encode()).hexdigest()} {since[url]:%Y-%m-%d}"
        for article in (by_pk[pk] for pk in found if pk in by_pk):
            to = _or_editors(_owner_of(article))
            number += keep(News(NoticeKind.BROKEN, to, about), article, remarks=url)
    return number


def _unanswered() -> int:
    """Tell editors what readers asked in vain in the last seven days."""
    asked, _has_more = board.most(board.Which.NOTHING_FOUND, WEEK.days, MOST_QUESTIONS)
    if not asked:
        return 0
    remarks = "\n".join(f"{question.words} ({question.times} times)" for question in asked)
    news = News(NoticeKind.UNANSWERED, people.editors(), timezone.localdate().isoformat())
    return keep(news, None, remarks=remarks)


def forget_told() -> int:
    """Delete what was told long ago, and what no letter could tell; returns how many notices."""
    now = timezone.now()
    old = Q(told_at__lt=now - KEPT_AFTER_TELLING) | Q(told_at__isnull=True, due_at__lt=now - KEPT_UNTOLD)
    return Notice.objects.filter(old).delete()[0]


SEARCHES: dict[str, tuple[Callable[[], int], timedelta]] = {
    "pages": (_pages_due, DAY),
    "checks": (_checks_due, DAY),
    "references": (_broken_references, DAY),
    "questions": (_unanswered, WEEK),
}
