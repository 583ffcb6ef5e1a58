"""Answers to a comment, one level deep: what answers a reply stands under the same comment."""

import hashlib

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles.models import Article, Edition
from articles.roles import PUBLISH, may
from comments import mail, moderation
from comments.forms import WordsField
from comments.models import MAX_NAME, MAX_TEXT, Action, Badge, Comment, Decision, Status
from comments.rendering import text_html

WORDS = WordsField(
    max_length=MAX_TEXT,
    error_messages={
        "required": "Write a reply first.",
        "max_length": f"Write at most {MAX_TEXT:,} characters.",
    },
)
# Readers see it in place of a login's name, which is nobody's business.
NO_NAME = "Scratchpost"


def top_of(comment: Comment) -> Comment:
    """The comment under which a reply to `comment` stands."""
    return comment.parent or comment


@transaction.atomic
def reply_as_staff(parent: Comment, text: str, *, by: User) -> Comment:
    """A reply with the badge of who wrote it; it appears at once.

    The same words of the same person are the same reply, however often the form is sent.
    Raises ValidationError with a message for them.
    """
    text = WORDS.clean(text)
    # Locked as decisions do, and read anew: it may have been decided on since it was shown.
    article = Article.objects.select_for_update(no_key=True).get(pk=parent.article_id)
    parent = Comment.objects.get(pk=top_of(parent).pk)
    if parent.status != Status.APPROVED:
        raise ValidationError("Approve the comment first: a reply to it would stand alone.")
    if not parent.text:
        raise ValidationError("A rating without words is shown to nobody, and no reply to it would be.")
    said = hashlib.sha256(f"staff\0{parent.pk}\0{by.pk}\0{text}".encode()).hexdigest()
    reply, is_new = Comment.objects.get_or_create(
        submission=said,
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
    """What the person is to readers; being a vet says most."""
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
