"""Letters to moderators at once: a comment that may mean danger, or a report on one that readers see.

For each reason, an hour has room for a few letters. What comes on top of them is counted, and one
letter tells the number when the hour is over. So nobody can fill a mailbox, and nothing is kept
quiet. Like the digest, an alert quotes no comment.
"""

from typing import Any

from django.urls import reverse

from comments.mail import courier
from comments.mail.alert_hours import IN_AN_HOUR, count
from comments.mail.links import absolute
from comments.mail.moderators import addresses_for, queue_for_all
from comments.mail.switch import is_on
from comments.models import LIKELY_SPAM, AlertReason, Comment, LetterKind, Report

NEWS = {
    AlertReason.DANGER: "A comment may mean danger",
    AlertReason.DOUBTFUL: "A comment may mean danger, or be spam",
}


def on_danger(comment: Comment) -> None:
    """Tell moderators of a held comment with words of danger. Spam with such words has its own number.

    Not of what a block put aside: whoever sent it could fill the hour, and hide the danger of others.
    """
    if comment.is_urgent and not comment.is_blocked:
        reason = AlertReason.DOUBTFUL if comment.score >= LIKELY_SPAM else AlertReason.DANGER
        _alert(comment, reason, NEWS[reason])


def on_report(comment: Comment, report: Report) -> None:
    """Tell moderators of the first report of a comment that readers see."""
    _alert(comment, AlertReason.REPORT, "A comment was reported", report=report)


def on_several_reports(comment: Comment) -> None:
    """Tell moderators that reports of a comment came from several networks."""
    _alert(comment, AlertReason.REPORT, "A comment was reported by several", by_several=True)


def _alert(comment: Comment, reason: AlertReason, news: str, **context: Any) -> None:
    """Called in the transaction of the event, as the last thing that locks anything."""
    if not is_on() or not addresses_for(LetterKind.ALERT):
        return
    place = count(reason)
    if place <= IN_AN_HOUR:
        # Read anew: the caller's object may be older than the event.
        found = Comment.objects.select_related("article", "edition").get(pk=comment.pk)
        context |= {
            "news": news,
            "comment": found,
            "title": found.edition.title if found.edition else found.article.title,
            "comment_url": absolute(reverse("admin:comments_comment_change", args=[found.pk])),
            "is_last": place == IN_AN_HOUR,
            "most": IN_AN_HOUR,
        }
        queue_for_all(LetterKind.ALERT, "alert", subject=news, context=context, comment=found, reason=reason)
    courier.call_on_commit()
