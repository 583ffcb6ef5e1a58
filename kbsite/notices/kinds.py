"""What belongs to each kind of notice: who may get it, when it is still to be told, and what is said."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import User

from articles.roles import ADD_ARTICLE, APPROVE, EDIT_ANY, SIGN, may
from kbsite.notices import standing, words
from kbsite.notices.models import Notice, NoticeKind
from kbsite.notices.people import Text
from kbsite.notices.words import Words


@dataclass(frozen=True)
class NoticeRule:
    """- `rights`: without one of them nobody gets letters of the kind.
    - `stands`: whether the person is still to hear of it when the letter is written.
    - `words`: what the letter says.
    """

    rights: tuple[str, ...]
    stands: Callable[[Notice, Text, User], bool]
    words: Callable[[Notice, User], Words]


WRITER = (ADD_ARTICLE,)
# A vet has signed it, and hears when readers see it and when it is due.
WRITER_OR_VET = (ADD_ARTICLE, SIGN)
RULES: dict[NoticeKind, NoticeRule] = {
    NoticeKind.HANDED_IN: NoticeRule((APPROVE, SIGN), standing.is_in_review, words.handed_in),
    NoticeKind.SENT_BACK: NoticeRule(WRITER, standing.is_sent_back, words.sent_back),
    NoticeKind.APPROVED: NoticeRule(WRITER, standing.is_approved, words.approved),
    NoticeKind.PUBLISHED: NoticeRule(WRITER_OR_VET, standing.is_published, words.published),
    NoticeKind.SIGNED: NoticeRule(WRITER, standing.always, words.signed),
    NoticeKind.UNSIGNED: NoticeRule((SIGN,), standing.is_unsigned, words.unsigned),
    NoticeKind.REVIEW_DUE: NoticeRule(WRITER_OR_VET, standing.is_due, words.review_due),
    NoticeKind.CORRECTED: NoticeRule((APPROVE,), standing.waits_for_a_look, words.corrected),
    NoticeKind.BROKEN: NoticeRule(WRITER, standing.is_broken, words.broken),
    NoticeKind.UNANSWERED: NoticeRule((EDIT_ANY,), standing.always, words.unanswered),
}
OF_NO_TEXT = {NoticeKind.UNANSWERED}


def kinds_for(person: User) -> list[NoticeKind]:
    """Return the kinds of which this person may get letters, in the order of the page."""
    return [kind for kind in NoticeKind if may(person, *RULES[kind].rights)]


def stands(notice: Notice, person: User) -> bool:
    """Whether the person is still to hear of it. `notice` comes with its text."""
    kind, text = NoticeKind(notice.kind), notice.text
    if text is None:
        return kind in OF_NO_TEXT
    return RULES[kind].stands(notice, text, person)


def words_of(notice: Notice, person: User) -> Words:
    return RULES[NoticeKind(notice.kind)].words(notice, person)
