"""The bar of the writing page: where the text stands, and the one thing that this person can do next.

Where there is nothing to do, it says why: a missing button without a reason leads nowhere.
"""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from articles import publishing
from articles.admin.pills import NEW, Pill, pills_of
from articles.models import Article, Edition
from articles.models.article import Stage
from articles.names import name_of
from articles.publishing.signing import can_sign, sign_off_of
from articles.publishing.small_corrections import may_correct
from articles.roles import APPROVE, CHOOSE_RELATED, PUBLISH, may, may_edit


@dataclass(frozen=True)
class BarStep:
    """What the main button says and does: it leads to `url`, or hands in where there is none.

    `short` stands on a phone.
    """

    words: str
    short: str
    url: str = ""


@dataclass(frozen=True)
class Link:
    """An entry of the menu More."""

    words: str
    url: str
    icon: str
    hint: str = ""
    # Stands in the bar itself where there is room.
    is_for_phones: bool = False
    # Opens in a window of its own.
    is_apart: bool = False


@dataclass(frozen=True)
class Bar:
    state: Pill
    step: BarStep | None
    reason: str
    more: list[Link]
    # Whether a vet has signed just this text.
    vet: str
    # The whole sentence behind the reason, where somebody may approve, and not this text.
    why_not: str
    # Who may approve what is handed in, by name.
    asked: list[str]
    # Whether a small correction of a live page is offered; its own page looks at the text.
    can_correct: bool = False


HAND_IN = BarStep("Hand in for review…", "Hand in…")
HAND_IN_AGAIN = BarStep("Hand in again…", "Hand in…")
OWN_TEXT = "You changed it, so somebody else approves"
# As many as fit into a line or two of the dialog.
MOST_NAMED = 12


def bar_of(article: Article | None, user: User) -> Bar:
    """`article` is None for one that is being begun."""
    if article is None:
        return Bar(NEW, HAND_IN, "", [], "", "", _asked(None, user))
    desk = _Desk(article, user)
    step, reason = desk.next()
    # Also where it is not to be handed in yet: the next word may change that.
    asked = _asked(article, user) if desk.may_edit else []
    can_correct = desk.live is not None and may_correct(user)
    return Bar(desk.state(), step, reason, desk.more(), desk.vet(), desk.why_not, asked, can_correct)


class _Desk:
    """One article as one person has it before them. Reads its editions and its signature once."""

    def __init__(self, article: Article, user: User) -> None:
        self.article, self.user = article, user
        current = list(article.editions.current())
        now = timezone.now()
        self.live: Edition | None = next((one for one in current if one.live_from <= now), None)
        self.upcoming: Edition | None = next((one for one in current if one.live_from > now), None)
        self.may_edit = may_edit(user, article)
        self.may_publish = may(user, PUBLISH)
        self.may_sign = can_sign(user)
        self.sign_off = sign_off_of(article)
        in_review = article.stage == Stage.IN_REVIEW
        self.why_not = publishing.why_not_approve(article, user) if in_review else ""

    def state(self) -> Pill:
        """Of what the list says of the article, what comes first."""
        # Only at this stage an earlier edition can be the first thing to tell of.
        was_published = self.article.stage == Stage.PUBLISHED
        return next(pills_of(self.article.stage, self.live, self.upcoming, was_published=was_published))

    def next(self) -> tuple[BarStep | None, str]:
        """The main button, or None and the reason in words."""
        by_stage = {
            Stage.WRITING: self._hand_in,
            Stage.SENT_BACK: self._hand_in,
            Stage.IN_REVIEW: self._approve,
            Stage.APPROVED: self._publish,
            Stage.PUBLISHED: self._after_publishing,
        }
        return by_stage[Stage(self.article.stage)]()

    def _hand_in(self) -> tuple[BarStep | None, str]:
        if not self.may_edit:
            return None, "Not handed in yet"
        if settings.SELF_APPROVAL and self.may_publish and may(self.user, APPROVE):
            return self._step("Publish…", "Publish…", "publish"), ""
        return (HAND_IN_AGAIN if self.article.stage == Stage.SENT_BACK else HAND_IN), ""

    def _approve(self) -> tuple[BarStep | None, str]:
        if not self.why_not:
            return self._step("Review…", "Review…", "review"), ""
        if step := self._sign():
            return step, ""
        return None, OWN_TEXT if may(self.user, APPROVE) else "Somebody else reads it now"

    def _publish(self) -> tuple[BarStep | None, str]:
        if self.may_publish:
            return self._step("Publish…", "Publish…", "publish"), ""
        step = self._sign()
        return step, "" if step else "An editor publishes it"

    def _after_publishing(self) -> tuple[BarStep | None, str]:
        if self.upcoming and self.may_publish:
            return self._step("Change the time…", "Time…", "publish"), ""
        if step := self._sign():
            return step, ""
        if self.live or self.upcoming:
            return None, "Readers see this text" if self.live else "It appears by itself"
        return (self._step("Publish…", "Publish…", "publish"), "") if self.may_publish else (None, "")

    def _sign(self) -> BarStep | None:
        if not self.may_sign or self.sign_off:
            return None
        return self._step("Read and sign…", "Sign…", "sign")

    def _step(self, words: str, short: str, page: str) -> BarStep:
        return BarStep(words, short, self._url(page))

    def _url(self, page: str) -> str:
        return reverse(f"admin:articles_article_{page}", args=[self.article.pk])

    def vet(self) -> str:
        if self.sign_off is None:
            return "No vet has signed this text."
        return f"Signed by {self.sign_off.name}, {timezone.localtime(self.sign_off.signed_at):%-d %B %Y}."

    def more(self) -> list[Link]:
        """All other pages about the article that this person may open."""
        out = bool(self.live or self.upcoming)
        offered = (
            (True, "Preview", "full_preview", "eye", "The page as it was last saved"),
            (self.may_edit, "Share a preview", "share", "share", "An address for somebody without a login"),
            (True, "Review", "review", "look", "Checks, and what changed"),
            (self.may_sign, "Read and sign", "sign", "sign", "As a vet"),
            (True, "History", "history", "back-to", "Every save; compare, restore"),
            (may(self.user, CHOOSE_RELATED), "Related pages", "related", "article", "Under “Keep reading”"),
            (self._may_move(), "Change the address", "address", "link", "The old one leads on"),
            (self.may_publish and out, "Withdraw", "withdraw", "cross", "The text and the comments stay"),
        )
        pages = [
            Link(
                words,
                self._url(page),
                icon,
                hint,
                is_for_phones=page in {"full_preview", "share"},
                is_apart=page == "full_preview",
            )
            for may_open, words, page, icon, hint in offered
            if may_open
        ]
        seen = (
            [Link("The page", self.live.get_absolute_url(), "live", "As readers see it")] if self.live else []
        )
        return [*seen, *pages]

    def _may_move(self) -> bool:
        return self.may_publish and self.may_edit


def _asked(article: Article | None, user: User) -> list[str]:
    """Who may approve the text once this person has handed it in."""
    people = publishing.who_may_approve(article) if article else publishing.approvers()
    return [name_of(one) for one in people if one != user][:MOST_NAMED]
