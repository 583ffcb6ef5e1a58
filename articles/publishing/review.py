"""Handing in, sending back and approving."""

from django.conf import settings
from django.db import transaction

from articles.composing.compose import compose
from articles.drafts import editing
from articles.drafts.contributions import changed_by
from articles.drafts.locking import lock_article
from articles.events import Happening, TextEvent, announce
from articles.models import Article
from articles.models.article import BOUND_STAGES, Stage
from articles.publishing.deciding import ONLY_EDITORS, why_not_approve
from articles.publishing.errors import TextChanged, WrongStage
from articles.publishing.second_looks import stand_for
from articles.publishing.steps import ReviewStep, reason, took
from articles.roles import APPROVE, SIGN, NotAllowed, Person, require, require_edit


@transaction.atomic
def submit(article: Article, *, by: Person, remarks: str = "", digest: str | None = None) -> Article:
    """Hand the working copy in for review. Raises NotAllowed, WrongStage or TextChanged.

    `digest` is that of the text the person read. With it they stand for what others changed, too;
    a bulk action hands in unread texts.
    """
    article = lock_article(article.pk)
    require_edit(by, article)
    editing.take_stock(compose(article), by=by)
    _hand_in(article, by=by, remarks=remarks, digest=digest)
    return article


@transaction.atomic
def send_back(article: Article, *, by: Person, remarks: str) -> Article:
    """Return a text to its writer, and say what to mend. Raises NotAllowed or WrongStage."""
    article = lock_article(article.pk)
    require(by, APPROVE, SIGN, otherwise="Only editors and vets send a text back.")
    editing.take_stock(compose(article), by=None)
    if article.stage not in {Stage.IN_REVIEW, Stage.APPROVED}:
        raise WrongStage(f"Only a text in review can be sent back; this one is {_stage(article)}.")
    article.stage = Stage.SENT_BACK
    article.approved_digest = ""
    editing.keep(article, by=by, why=reason(ReviewStep.SENT_BACK, remarks))
    _announce(Happening.SENT_BACK, article, by, remarks)
    return article


@transaction.atomic
def approve(article: Article, *, by: Person, digest: str | None = None, remarks: str = "") -> Article:
    """Approve the working copy in review; any later change ends the approval.

    `digest` is that of the text the person read; without it, only the text that was handed in is approved.
    Raises NotAllowed, WrongStage or TextChanged.
    """
    article = lock_article(article.pk)
    require(by, APPROVE, otherwise=ONLY_EDITORS)
    # What no save recorded is nobody's, least of all theirs who decide about the text.
    editing.take_stock(compose(article), by=None)
    _give_approval(article, by=by, digest=digest, remarks=remarks)
    return article


def approve_with_publishing(article: Article, stage: str, *, by: Person, digest: str) -> None:
    """Hand in and approve the text that is about to be published, unless that was done before.

    The caller has locked the article and taken stock of it. `stage` is its stage before that, so
    that this does not approve a change that no save recorded. Raises as submit and approve do.
    """
    if stage in {Stage.WRITING, Stage.SENT_BACK}:
        require_edit(by, article)
        _hand_in(article, by=by)
    if stage not in BOUND_STAGES:
        require(by, APPROVE, otherwise=ONLY_EDITORS)
        _give_approval(article, by=by, digest=digest)


def _hand_in(article: Article, *, by: Person, remarks: str = "", digest: str | None = None) -> None:
    if article.stage not in {Stage.WRITING, Stage.SENT_BACK}:
        raise WrongStage(f"This text is already {_stage(article)}.")
    if digest is not None and digest != article.digest:
        raise TextChanged
    if digest is not None:
        stand_for(article, by=by)
    article.stage = Stage.IN_REVIEW
    article.submitted_by_id = by.pk if by else None
    editing.keep(article, by=by, why=reason(ReviewStep.HANDED_IN, remarks))
    _announce(Happening.HANDED_IN, article, by, remarks)


def _give_approval(article: Article, *, by: Person, digest: str | None, remarks: str = "") -> None:
    if article.stage != Stage.IN_REVIEW:
        raise WrongStage(f"Only a text in review can be approved; this one is {_stage(article)}.")
    if refusal := why_not_approve(article, by):
        raise NotAllowed(refusal)
    # A list shows no text, so it approves only what was handed in.
    read = _handed_in(article) if digest is None else digest
    if read != article.digest:
        raise TextChanged
    mark_approved(article, by=by)
    editing.keep(article, by=by, why=reason(ReviewStep.APPROVED, remarks))
    _announce(Happening.APPROVED, article, by, remarks)


def _handed_in(article: Article) -> str:
    """Return the digest of the text as it was handed in; the present one where the history does not know."""
    rows = article.history.filter(took(ReviewStep.HANDED_IN)).values_list("digest", flat=True)
    return rows.first() or article.digest


def set_approved(article: Article) -> None:
    article.stage = Stage.APPROVED
    article.approved_digest = article.digest


def mark_approved(article: Article, *, by: Person) -> None:
    """Mark the text as approved, and as read by this person: all but their own words."""
    set_approved(article)
    stand_for(article, by=by, with_own=settings.SELF_APPROVAL)


def people_of(article: Article) -> frozenset[int]:
    """Return the logins that have a part in this text, as primary keys: they hear what becomes of it."""
    people = {article.owner_id, article.submitted_by_id, article.author.user_id}
    return frozenset(pk for pk in people if pk is not None) | changed_by(article)


def is_approved(article: Article) -> bool:
    """Return whether this exact text was approved. The stored digest tells."""
    return article.stage in BOUND_STAGES and article.approved_digest == article.digest


def _announce(what: Happening, article: Article, by: Person, remarks: str) -> None:
    announce(TextEvent(what, article, by, remarks=remarks.strip(), writers=people_of(article)))


def _stage(article: Article) -> str:
    return Stage(article.stage).label.lower()
