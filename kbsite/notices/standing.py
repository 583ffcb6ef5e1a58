"""Whether what a notice tells is still so when its letter is written; what is over is not told.

Each function takes the notice, its text and the person; kinds.py says which belongs to which kind.
"""

from django.contrib.auth.models import User

from articles.models import Article, Edition, ExternalLink, SecondLook, SymptomCheck
from articles.models.article import Stage
from articles.publishing.check_lists import due_on
from articles.publishing.freshness import due_day
from articles.roles import SIGN, may
from kbsite.notices.models import Notice
from kbsite.notices.people import Text, may_approve


def is_in_review(notice: Notice, text: Text, person: User) -> bool:
    if text.stage != Stage.IN_REVIEW:
        return False
    return may_approve(text, person) or (may(person, SIGN) and not _is_signed(text))


def _is_signed(text: Text) -> bool:
    signatures = text.sign_offs if isinstance(text, Article) else text.signatures
    return bool(text.digest) and signatures.filter(digest=text.digest).exists()


def is_sent_back(notice: Notice, text: Text, person: User) -> bool:
    return text.stage == Stage.SENT_BACK


def is_approved(notice: Notice, text: Text, person: User) -> bool:
    """Approved and published in one go, only the latter is told."""
    return text.stage == Stage.APPROVED


def is_published(notice: Notice, text: Text, person: User) -> bool:
    if isinstance(text, SymptomCheck):
        return str(text.published_id) == notice.about
    return Edition.objects.live().filter(article=text, pk=notice.about).exists()


def always(notice: Notice, text: Text, person: User) -> bool:
    return True


def is_unsigned(notice: Notice, text: Text, person: User) -> bool:
    """Neither taken back meanwhile, nor signed anew."""
    return not _is_signed(text)


def is_due(notice: Notice, text: Text, person: User) -> bool:
    if isinstance(text, SymptomCheck):
        rows = SymptomCheck.objects.filter(pk=text.pk, published__isnull=False).annotate(due=due_on())
        return notice.day in rows.values_list("due", flat=True)
    editions = Edition.objects.live().filter(article=text).annotate(day=due_day())
    return notice.day in editions.values_list("day", flat=True)


def waits_for_a_look(notice: Notice, text: Text, person: User) -> bool:
    return (
        SecondLook.objects.filter(edition=int(notice.about), looked_at=None).exclude(person=person).exists()
    )


def is_broken(notice: Notice, text: Text, person: User) -> bool:
    return ExternalLink.objects.filter(url=notice.remarks, failing_since__isnull=False).exists()
