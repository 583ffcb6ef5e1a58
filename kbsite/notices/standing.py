"""Whether what a notice tells is still so when its letter is written; what is over is not told."""

from collections.abc import Callable

from django.contrib.auth.models import User

from articles.models import Article, Edition, ExternalLink, SecondLook, SymptomCheck
from articles.models.article import Stage
from articles.publishing.check_lists import due_on
from articles.publishing.freshness import due_day
from articles.roles import APPROVE, SIGN, may
from kbsite.notices.models import Notice, NoticeKind
from kbsite.notices.people import Text, is_theirs


def stands(notice: Notice, person: User) -> bool:
    """Whether the person is still to hear of it. `notice` comes with its text."""
    text = notice.text
    if text is None:
        return notice.kind == NoticeKind.UNANSWERED
    return STILL[NoticeKind(notice.kind)](notice, text, person)


def may_approve(text: Text, person: User) -> bool:
    return may(person, APPROVE) and not is_theirs(text, person)


def _handed_in(notice: Notice, text: Text, person: User) -> bool:
    if text.stage != Stage.IN_REVIEW:
        return False
    return may_approve(text, person) or (may(person, SIGN) and not _is_signed(text))


def _is_signed(text: Text) -> bool:
    signatures = text.sign_offs if isinstance(text, Article) else text.signatures
    return bool(text.digest) and signatures.filter(digest=text.digest).exists()


def _sent_back(notice: Notice, text: Text, person: User) -> bool:
    return text.stage == Stage.SENT_BACK


def _approved(notice: Notice, text: Text, person: User) -> bool:
    """Approved and published in one go, only the latter is told."""
    return text.stage == Stage.APPROVED


def _published(notice: Notice, text: Text, person: User) -> bool:
    if isinstance(text, SymptomCheck):
        return str(text.published_id) == notice.about
    return Edition.objects.live().filter(article=text, pk=notice.about).exists()


def _signed(notice: Notice, text: Text, person: User) -> bool:
    return True


def _unsigned(notice: Notice, text: Text, person: User) -> bool:
    """Neither taken back meanwhile, nor signed anew."""
    return not _is_signed(text)


def _review_due(notice: Notice, text: Text, person: User) -> bool:
    if isinstance(text, SymptomCheck):
        rows = SymptomCheck.objects.filter(pk=text.pk, published__isnull=False).annotate(due=due_on())
        return notice.day in rows.values_list("due", flat=True)
    editions = Edition.objects.live().filter(article=text).annotate(day=due_day())
    return notice.day in editions.values_list("day", flat=True)


def _corrected(notice: Notice, text: Text, person: User) -> bool:
    return (
        SecondLook.objects.filter(edition=int(notice.about), looked_at=None).exclude(person=person).exists()
    )


def _broken(notice: Notice, text: Text, person: User) -> bool:
    return ExternalLink.objects.filter(url=notice.remarks, failing_since__isnull=False).exists()


STILL: dict[NoticeKind, Callable[[Notice, Text, User], bool]] = {
    NoticeKind.HANDED_IN: _handed_in,
    NoticeKind.SENT_BACK: _sent_back,
    NoticeKind.APPROVED: _approved,
    NoticeKind.PUBLISHED: _published,
    NoticeKind.SIGNED: _signed,
    NoticeKind.UNSIGNED: _unsigned,
    NoticeKind.REVIEW_DUE: _review_due,
    NoticeKind.CORRECTED: _corrected,
    NoticeKind.BROKEN: _broken,
}
