"""Replies of the site's people, which appear at once, with a badge."""

import hashlib

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles.drafts.locking import lock_article_row
from articles.models import Article, Edition
from articles.roles import PUBLISH, may, require
from comments import mail, moderation
from comments.models import MAX_NAME, MAX_TEXT, Action, Badge, Comment, Decision, Status
from comments.rendering import text_html
from comments.writing.fields import MultilineField
from comments.writing.threads import top_of

# Either is enough: moderators, and whoever may answer without deciding.
MODERATE, ANSWER = "comments.moderate_comment", "comments.answer_showncomment"

REPLY_TEXT = MultilineField(
    max_length=MAX_TEXT,
    error_messages={
        "required": "Write a reply first.",
        "max_length": f"Write at most {MAX_TEXT:,} characters.",
    },
)
# Shown where a member of staff has no name but that of their login, which stays private.
NO_NAME = "Scratchpost"

GAP_ABOVE = "The comment above was removed, so its thread takes no more replies."
HIDDEN_ABOVE = "Readers do not see the comment above it, so they would not see a reply."
NO_BADGE = (
    "Readers see what somebody is who answers here, and your login does not say it: it needs your page on "
    "the site. Ask whoever looks after the logins to link the two."
)
WITHDRAWN = "The article is not published, so readers see no comments of it, and would not see a reply."


class Overtaken(Exception):
    """Somebody changed the comment since it was seen, so nothing was done; the message says who and what."""


@transaction.atomic
def approve_and_reply(comment: Comment, text: str, *, by: User, seen: str) -> Comment:
    """Approve a comment and publish a reply to it, or do neither. Returns the reply.

    `seen` is moderation.what_was_seen() of the comment that the moderator read.
    Raises Overtaken, NotAllowed, or ValidationError with a message for them.
    """
    require(by, MODERATE, otherwise="Only moderators decide on comments.")
    text = REPLY_TEXT.clean(text)
    outcome = moderation.decide([comment], Action.APPROVE, by=by, seen={comment.pk: seen})
    if outcome.overtaken:
        # The same form may have been sent twice. Since the first time, somebody may have decided anew.
        shown = Comment.objects.readable().filter(answers__status=Status.APPROVED)
        if sent_before := shown.filter(submission=_digest(comment, text, by)).first():
            return sent_before
        raise Overtaken(outcome.overtaken[0])
    return reply_as_staff(comment, text, by=by)


@transaction.atomic
def reply_as_staff(comment: Comment, text: str, *, by: User) -> Comment:
    """Publish a reply to a shown comment, with the badge of its writer.

    The same text by the same person makes one reply, however often the form is sent. A reply that was
    taken from the page since is not published again.
    Raises NotAllowed, or ValidationError with a message for them.
    """
    require(by, MODERATE, ANSWER, otherwise="You may not answer comments.")
    text = REPLY_TEXT.clean(text)
    # Locked as for a decision and read anew, because another moderator may have decided meanwhile.
    article = lock_article_row(comment.article_id)
    found = Comment.objects.select_related("parent").filter(pk=comment.pk).first()
    if found is None:
        raise ValidationError("The comment was deleted meanwhile.")
    _require_shown(found)
    live = Edition.objects.live().filter(article=article).first()
    if live is None:
        raise ValidationError(WITHDRAWN)
    badge = badge_of(by, article)
    if badge is None:
        raise ValidationError(NO_BADGE)
    reply, is_new = Comment.objects.get_or_create(
        submission=_digest(found, text, by),
        defaults={
            "article": article,
            "edition": live,
            "parent": top_of(found),
            "answers": found,
            "author": by,
            "badge": badge,
            "name": name_of(by),
            "text": text,
            "html": text_html(text),
            "status": Status.APPROVED,
            "decided_at": timezone.now(),
            "decided_by": by,
        },
    )
    if is_new:
        Decision.on(reply, Action.REPLY, by=by, after=Status.APPROVED).save()
        moderation.recount(article)
        mail.on_approval(reply)
    elif reply.status != Status.APPROVED:
        raise ValidationError(
            f"You sent the same words before. That reply is “{reply.get_status_display().lower()}” now, so "
            "readers do not see it. Write other words, or have it approved again."
        )
    return reply


def why_no_reply(comment: Comment) -> str:
    """Why nobody can answer the comment where it stands, shown or not; empty where somebody can.

    Needs the row of `parent`; costs a query for the article.
    """
    top = top_of(comment)
    if not comment.text:
        return "It has no words that readers see, so it takes no reply."
    if top.status == Status.REMOVED:
        return GAP_ABOVE
    if top.status != Status.APPROVED and top != comment:
        return f"{HIDDEN_ABOVE} Approve that one first."
    if not Edition.objects.live().filter(article=comment.article_id).exists():
        return WITHDRAWN
    return ""


def _require_shown(comment: Comment) -> None:
    if comment.status != Status.APPROVED:
        raise ValidationError("Approve the comment first: readers would see a reply without it.")
    if top_of(comment).status == Status.REMOVED:
        raise ValidationError(GAP_ABOVE)
    if top_of(comment).status != Status.APPROVED:
        raise ValidationError(HIDDEN_ABOVE)
    if not comment.text:
        raise ValidationError("A rating without a comment is not shown, and neither would a reply to it.")


def _digest(comment: Comment, text: str, by: User) -> str:
    # The first word keeps it apart from the digests of readers' comments in the same column.
    return hashlib.sha256(f"staff\0{comment.pk}\0{by.pk}\0{text}".encode()).hexdigest()


def badge_of(user: User, article: Article) -> Badge | None:
    """The first that fits of vet, editor, author and moderator; None where nothing does.

    A vet is who has a page as one, which editors have checked. To be in a group is not enough.
    """
    contributor = getattr(user, "contributor", None)
    if contributor and contributor.is_vet:
        return Badge.VET
    if may(user, PUBLISH):
        return Badge.EDITOR
    if article.owner_id == user.pk or (contributor and article.author_id == contributor.pk):
        return Badge.AUTHOR
    return Badge.MODERATOR if may(user, MODERATE) else None


def name_of(user: User) -> str:
    """The name under which readers see a reply of this person."""
    contributor = getattr(user, "contributor", None)
    return (contributor.name if contributor else user.get_full_name() or NO_NAME)[:MAX_NAME]
