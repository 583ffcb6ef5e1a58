"""Replies to a comment, one level deep: the answer to a reply stands under the same comment."""

import hashlib

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles.drafts.locking import lock_article_row
from articles.models import Article, Edition
from articles.roles import PUBLISH, may
from comments import mail, moderation
from comments.models import MAX_NAME, MAX_TEXT, Action, Badge, Comment, Decision, Status
from comments.rendering import text_html
from comments.writing.fields import MultilineField

REPLY_TEXT = MultilineField(
    max_length=MAX_TEXT,
    error_messages={
        "required": "Write a reply first.",
        "max_length": f"Write at most {MAX_TEXT:,} characters.",
    },
)
# Shown where a member of staff has no name but that of their login, which stays private.
NO_NAME = "Scratchpost"


def top_of(comment: Comment) -> Comment:
    """The comment under which a reply to `comment` stands."""
    return comment.parent or comment


@transaction.atomic
def reply_as_staff(parent: Comment, text: str, *, by: User) -> Comment:
    """Publish a reply with the badge of its writer.

    The same text by the same person makes one reply, however often the form is sent.
    Raises ValidationError with a message for them.
    """
    text = REPLY_TEXT.clean(text)
    # Locked as for a decision and read anew, because another moderator may have decided meanwhile.
    article = lock_article_row(parent.article_id)
    parent = Comment.objects.get(pk=top_of(parent).pk)
    if parent.status != Status.APPROVED:
        raise ValidationError("Approve the comment first: readers would see a reply without it.")
    if not parent.text:
        raise ValidationError("A rating without a comment is not shown, and neither would a reply to it.")
    # The first word keeps it apart from the digests of readers' comments in the same column.
    digest = hashlib.sha256(f"staff\0{parent.pk}\0{by.pk}\0{text}".encode()).hexdigest()
    reply, is_new = Comment.objects.get_or_create(
        submission=digest,
        defaults={
            "article": article,
            "edition": Edition.objects.live().filter(article=article).first() or parent.edition,
            "parent": parent,
            "author": by,
            "badge": badge_of(by, article),
            "name": _name_of(by),
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
    return reply


def badge_of(user: User, article: Article) -> Badge:
    """The first that fits of vet, editor, author and moderator."""
    contributor = getattr(user, "contributor", None)
    if contributor and contributor.is_vet:
        return Badge.VET
    if may(user, PUBLISH):
        return Badge.EDITOR
    if article.owner_id == user.pk or (contributor and article.author_id == contributor.pk):
        return Badge.AUTHOR
    return Badge.MODERATOR


def _name_of(user: User) -> str:
    contributor = getattr(user, "contributor", None)
    return (contributor.name if contributor else user.get_full_name() or NO_NAME)[:MAX_NAME]
