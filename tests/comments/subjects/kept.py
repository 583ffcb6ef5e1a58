"""A reader of whom the site keeps something of every kind."""

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from comments.mail.recipients import confirm, hash_of, may_ask
from comments.models import Comment, EarlierText, HelpfulVote, QueuedMail, Report, Status
from comments.moderation import approve
from tests.factories import ApprovedCommentFactory, HeldCommentFactory, PhotoFactory, UserFactory

ADDRESS = "rowan@private.example"
# Words that stand nowhere but in what is kept of this reader.
WORDS = ("Rowan", "rowan@private", "Zebrafinch", "two beagles", "A dog on a rug", "Before the change")


def everything_kept() -> list[Comment]:
    """An approved comment with all there is, a held rating, and an answer to somebody else."""
    article = HeldCommentFactory(name="Somebody else", rating=None).article
    first = PhotoFactory(
        comment__article=article,
        comment__email=ADDRESS,
        comment__name="Rowan",
        comment__text="Zebrafinch: mine sings at night.",
        comment__html="<p>Zebrafinch: mine sings at night.</p>",
        comment__pet="two beagles",
        comment__reader_hash="a" * 64,
        alt_text="A dog on a rug",
    ).comment
    EarlierText.objects.create(
        comment=first, status="held", text="Before the change", name="Rowan", replaced_at=timezone.now()
    )
    approve([first], by=UserFactory())
    rating = HeldCommentFactory(article=article, email=ADDRESS, name="", text="", html="", rating=2)
    other = ApprovedCommentFactory(article=article, name="Ash", email="ash@private.example", rating=None)
    answer = HeldCommentFactory(
        article=article, parent=other, email=ADDRESS, name="Rowan", rating=None, uncounted_rating=None
    )
    Report.objects.create(comment=first, reason="spam")
    HelpfulVote.objects.create(comment=first, sender_hash="b" * 64)
    may_ask(ADDRESS)
    confirm(hash_of(ADDRESS))
    QueuedMail.objects.create(to=ADDRESS, subject="Your link", text="Dear Rowan", html="", comment=first)
    LogEntry.objects.create(
        user=UserFactory(),
        content_type=ContentType.objects.get_for_model(Comment),
        object_id=str(first.pk),
        object_repr=str(first),
        action_flag=CHANGE,
    )
    return [first, rating, answer]


def answer_by_another(comment: Comment) -> Comment:
    answer: Comment = HeldCommentFactory(
        article=comment.article, parent=comment, name="Ash", rating=None, status=Status.APPROVED
    )
    return answer
