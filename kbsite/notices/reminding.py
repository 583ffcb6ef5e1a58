"""Finds what comes of the time alone: reviews that are due, references that broke, questions of readers.

Each search is made once a day or once a week. What it finds is kept as notices, each told once.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from articles.link_checks.broken import citing
from articles.models import Article, Edition, ExternalLink, SymptomCheck
from articles.publishing.check_lists import due_on, live
from articles.publishing.freshness import SOON, due_before, due_day
from articles.search.log import board
from kbsite.notices import people
from kbsite.notices.audience import Audience
from kbsite.notices.models import Notice, NoticeKind, ReminderClock
from kbsite.notices.receiving import News, keep
from kbsite.notices.switch import is_on

DAY, WEEK = timedelta(days=1), timedelta(days=7)
# With so many notices a search stops. What is left comes on the next days: what was kept is not found
# again, and what nobody can be told of is read and passed over.
MOST_KEPT = 200
# Rows that are in memory.
AT_ONCE = 200
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
    editions: QuerySet[Any] = live_now.select_related("sign_off__vet")
    owned = Q(sign_off__isnull=False) | Q(article__owner__isnull=False)
    audience, number = Audience(NoticeKind.REVIEW_DUE), 0
    for about, days in _spans_of_pages().items():
        told = _told(about, article=OuterRef("article"), day=OuterRef("day"))
        rows = editions.filter(days, owned).exclude(told).order_by("day", "pk")
        for edition in rows.iterator(AT_ONCE):
            article, vet = edition.article, _vet_of(edition.sign_off)
            to = audience.of(article, vet, audience.owner_of(article), or_editors=bool(edition.sign_off))
            number += _due(about, article, edition.day, to)
            if number >= MOST_KEPT:
                return number
    return number


def _spans_of_pages() -> dict[str, Q]:
    today = timezone.localdate()
    overdue = due_before(today)
    return {"overdue": overdue, "soon": due_before(today + SOON + DAY) & ~overdue}


def _checks_due() -> int:
    checks: QuerySet[Any] = live(SymptomCheck.objects.annotate(day=due_on()))
    audience, number = Audience(NoticeKind.REVIEW_DUE), 0
    for about, days in _spans_of_checks().items():
        told = _told(about, check_of=OuterRef("pk"), day=OuterRef("day"))
        # A site has some dozens.
        for check in checks.filter(days).exclude(told).order_by("day", "pk"):
            signed = check.signatures.filter(review_due_on=check.day).select_related("vet").first()
            number += _due(about, check, check.day, audience.of(check, _vet_of(signed)))
    return number


def _spans_of_checks() -> dict[str, Q]:
    today = timezone.localdate()
    return {"overdue": Q(day__lt=today), "soon": Q(day__gte=today, day__lte=today + SOON)}


def _told(about: str, **text: OuterRef) -> Exists:
    return Exists(Notice.objects.filter(kind=NoticeKind.REVIEW_DUE, about__startswith=about, **text))


def _due(about: str, text: people.Text, day: date | None, to: set[int]) -> int:
    if day is None or not to:
        return 0
    return keep(News(NoticeKind.REVIEW_DUE, to, f"{about} {day.isoformat()}", day=day), text)


def _vet_of(signature: Any) -> int | None:
    return signature.vet.user_id if signature else None


def _broken_references() -> int:
    """Tell whose text it is; where nobody can be told of it, an editor hears."""
    failing = ExternalLink.objects.filter(failing_since__isnull=False).order_by("-failing_since", "pk")
    links: Iterator[tuple[str, Any]] = failing.values_list("url", "failing_since").iterator(AT_ONCE)
    audience, number = Audience(NoticeKind.BROKEN), 0
    while number < MOST_KEPT:
        since = dict(islice(links, AT_ONCE))
        if not since:
            break
        for url, about, articles in _untold(since):
            number += _broken(audience, url, about, articles)
    return number


def _untold(since: Mapping[str, datetime]) -> Iterator[tuple[str, str, list[Article]]]:
    """Yield each address with the mark of its notices and the articles that cite it and were not told of."""
    about = {url: f"{hashlib.sha256(url.encode()).hexdigest()} {at:%Y-%m-%d}" for url, at in since.items()}
    kept = Notice.objects.filter(kind=NoticeKind.BROKEN, about__in=about.values())
    told = set(kept.values_list("about", "article").distinct())
    untold = {
        url: [pk for pk in found if (about[url], pk) not in told] for url, found in citing(since).items()
    }
    articles = Article.objects.defer("body", "parts").in_bulk({pk for pks in untold.values() for pk in pks})
    for url, pks in untold.items():
        yield url, about[url], [articles[pk] for pk in pks if pk in articles]


def _broken(audience: Audience, url: str, about: str, articles: Iterable[Article]) -> int:
    to = {article: audience.of(article, audience.owner_of(article)) for article in articles}
    return sum(
        keep(News(NoticeKind.BROKEN, pks, about), article, remarks=url) for article, pks in to.items() if pks
    )


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
