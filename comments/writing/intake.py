"""What happens to a reader's words on their way in, when they are posted and when they are edited."""

from typing import Any

from django.conf import settings

from articles.search.dangers import dangers_in
from comments.addresses import Sender
from comments.models import Comment
from comments.rendering import text_html
from comments.spam import checks

# What a reader's form says of a comment itself; of its photo see photos.py.
FIELDS = ("name", "text", "pet", "email", "rating", "shortfall")


def fill(comment: Comment, data: dict[str, Any]) -> None:
    """Take over cleaned form data; a field that the form does not have stays as it is."""
    for field in FIELDS:
        if field in data:
            setattr(comment, field, data[field])
    comment.html = text_html(comment.text) if comment.text else ""


def judge(comment: Comment, sender: Sender, *, has_photo: bool) -> None:
    """Note for moderators what the checks find, and whether the words may mean danger now."""
    draft = checks.Draft(
        article=comment.article,
        text=comment.text,
        name=comment.name,
        email=comment.email,
        has_photo=has_photo,
        sender=sender,
        comment_pk=comment.pk,
        parent=comment.parent,
    )
    assessment = checks.assess(draft)
    comment.score, comment.findings = assessment.score, assessment.findings
    species = comment.edition.animals if comment.edition else []
    comment.dangers = [danger.name for danger in dangers_in(comment.text, species)]
    comment.is_urgent = bool(comment.dangers)


def may_appear_at_once(comment: Comment, *, has_photo: bool) -> bool:
    """Only where the site trusts writers whom it knows, and only for words that nothing speaks against."""
    return (
        settings.TRUST_APPROVED_WRITERS
        and not (has_photo or comment.findings or comment.is_urgent)
        and checks.trust.is_trusted(comment.email)
    )
