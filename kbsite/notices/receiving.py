"""Takes what the articles announce, and keeps a notice for each person who is to hear of it."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.events import Happening, TextEvent, happened
from articles.models import Article, Edition, SecondLook, SymptomCheck
from articles.models.remark import MAX_TEXT
from comments.mail import courier
from kbsite.notices import people
from kbsite.notices.models import Notice, NoticeKind
from kbsite.notices.switch import is_on

logger = logging.getLogger(__name__)

# A vet is told of a change only if it still stands then: who types and takes it back wakes nobody.
CHANGE_STANDS_FOR = timedelta(minutes=30)


@dataclass(frozen=True)
class News:
    """What is to be told to some people. `about` tells it from other news of its kind on the same text."""

    kind: NoticeKind
    to: Iterable[int]
    about: str
    due_at: datetime | None = None
    day: date | None = None


def connect() -> None:
    happened.connect(receive, dispatch_uid="kbsite.notices")


def receive(event: TextEvent, **_: Any) -> None:
    """In a savepoint: an error with notices must not undo what an editor did."""
    if not is_on() or not isinstance(event.text, Article | SymptomCheck):
        return
    try:
        with transaction.atomic():
            kept = sum(
                keep(news, event.text, by=event.by, remarks=event.remarks) for news in READ[event.what](event)
            )
    except Exception:
        # Any error: the text is stored, and people find it on their first page.
        logger.exception("What happened to a text could not be kept for letters.")
        return
    if kept:
        courier.call_on_commit()


def keep(news: News, text: people.Text | None, *, by: Any = None, remarks: str = "") -> int:
    """Keep the news for each person but the one who did it.

    Returns for how many, those among them who had it already: such a row stays as it was.
    """
    to = people.without_those_who_want_none(set(news.to) - {by.pk if by else None}, news.kind)
    rows = [
        Notice(
            user_id=pk,
            kind=news.kind,
            article=text if isinstance(text, Article) else None,
            check_of=text if isinstance(text, SymptomCheck) else None,
            about=news.about,
            by_id=by.pk if by else None,
            remarks=remarks[:MAX_TEXT],
            day=news.day,
            due_at=news.due_at or timezone.now(),
        )
        for pk in sorted(to)
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _handed_in(event: TextEvent) -> Iterable[News]:
    may_sign = people.vets() - event.writers
    to = people.who_may_approve(event.text) | may_sign
    # Handed in anew after it was sent back, it is told anew.
    return [News(NoticeKind.HANDED_IN, to, _now())]


def _sent_back(event: TextEvent) -> Iterable[News]:
    return [News(NoticeKind.SENT_BACK, event.writers, _now())]


def _approved(event: TextEvent) -> Iterable[News]:
    return [News(NoticeKind.APPROVED, event.writers, _now())]


def _published(event: TextEvent) -> Iterable[News]:
    """A scheduled edition is told when readers see it."""
    edition = event.outcome
    signer = _signer(edition.sign_off) if isinstance(event.text, Article) else frozenset()
    due_at = edition.live_from if isinstance(event.text, Article) else None
    published = News(NoticeKind.PUBLISHED, event.writers | signer, str(edition.pk), due_at)
    return [published, *_corrected(event)]


def _corrected(event: TextEvent) -> Iterable[News]:
    """Tell those who approve of what nobody else had read, but not the one whose words it holds."""
    look = _looks(event.outcome).first() if isinstance(event.text, Article) else None
    if look is None:
        return []
    return [News(NoticeKind.CORRECTED, people.approvers() - {look.person_id}, str(event.outcome.pk))]


def _looks(edition: Edition) -> QuerySet[SecondLook]:
    return SecondLook.objects.filter(edition=edition, looked_at=None)


def _signed(event: TextEvent) -> Iterable[News]:
    signature = event.outcome
    return [
        News(NoticeKind.SIGNED, event.writers, str(signature.pk), day=signature.review_due_on),
    ]


def _changed(event: TextEvent) -> Iterable[News]:
    """Tell the vet whose latest signature stood under the text as it was before."""
    text = event.text
    signatures = text.sign_offs if isinstance(text, Article) else text.signatures
    signature = signatures.filter(digest=event.digest_before).select_related("vet").first()
    if signature is None:
        return []
    due_at = timezone.now() + CHANGE_STANDS_FOR
    return [News(NoticeKind.UNSIGNED, _signer(signature), str(signature.pk), due_at, signature.review_due_on)]


def _signer(signature: Any) -> frozenset[int]:
    """The login of the vet, which may be another one today than on the day of signing."""
    pk = signature.vet.user_id if signature else None
    return frozenset([pk]) if pk else frozenset()


def _now() -> str:
    return timezone.now().isoformat()


READ: dict[Happening, Callable[[TextEvent], Iterable[News]]] = {
    Happening.HANDED_IN: _handed_in,
    Happening.SENT_BACK: _sent_back,
    Happening.APPROVED: _approved,
    Happening.PUBLISHED: _published,
    Happening.SIGNED: _signed,
    Happening.CHANGED: _changed,
}
