"""What is done with every submission, whether it is a new comment or changes one."""

from django.conf import settings

from articles.search.dangers import dangers_in
from comments.models import Comment
from comments.rendering import text_html
from comments.senders import Sender
from comments.spam import checks
from comments.writing.submission import FIELDS, Submission


def fill(comment: Comment, submission: Submission) -> None:
    """Put what was sent into the comment, and make its text into HTML; saves nothing."""
    for field in FIELDS:
        setattr(comment, field, getattr(submission, field))
    comment.html = text_html(comment.text) if comment.text else ""


def judge(comment: Comment, sender: Sender, *, has_photo: bool) -> None:
    """Note in the comment what the spam checks find, which dangers its text names, and its networks.

    Saves nothing.
    """
    draft = checks.Draft(
        article=comment.article,
        text=comment.text,
        name=comment.name,
        email=comment.email,
        has_photo=has_photo,
        sender=sender,
        comment_pk=comment.pk,
        parent=comment.parent,
        pet=comment.pet,
    )
    assessment = checks.assess(draft)
    comment.origin = sender.origin()
    comment.score, comment.findings = assessment.score, assessment.suspicions
    species = comment.edition.animals if comment.edition else []
    comment.dangers = [danger.name for danger in dangers_in(comment.text, species)]
    comment.is_urgent = bool(comment.dangers)


def may_appear_at_once(comment: Comment, *, has_photo: bool) -> bool:
    """Whether it needs no moderator: the site trusts its writer, and the checks found nothing."""
    return (
        settings.TRUST_APPROVED_WRITERS
        and not (has_photo or comment.findings or comment.is_urgent)
        and checks.trust.is_trusted(comment.email)
    )
