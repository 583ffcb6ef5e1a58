"""Deletes comments for good, with their replies and all their photos."""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q

from comments import mail
from comments.models import Action, Comment, Decision, Photo, Status
from comments.moderation.counting import lock_articles_of, recount
from comments.photos import delete_files_on_commit
from comments.spam import bayes


@transaction.atomic
def delete(comments: Iterable[Comment], *, by: User | None = None, keep_lessons: bool = False) -> None:
    """Delete comments and their replies, and after that the files of their photos. Nobody can undo it.

    A comment that its writer removed is deleted too when its last reply is. `by` is the moderator,
    for the log; a writer who takes back a comment is not in the log. With `keep_lessons`, the words
    of spam stay counted, or the checks would forget what spam is like.
    """
    wanted = {comment.pk for comment in comments}
    articles = lock_articles_of(wanted)
    gone = list(_with_what_depends(wanted))
    photos = list(Photo.objects.filter(comment__in=gone))
    # While the words are still there: they must leave the word counts.
    lessons = [comment for comment in gone if keep_lessons and comment.status == Status.SPAM]
    bayes.unlearn(comment for comment in gone if comment not in lessons)
    if lessons:
        bayes.outlive(lessons)
    if by:
        Decision.objects.bulk_create(
            Decision.on(comment, Action.DELETE, by=by, before=comment.status) for comment in gone
        )
    Comment.objects.filter(pk__in=[comment.pk for comment in gone]).delete()
    for article in articles:
        recount(article)
    delete_files_on_commit(photos)
    for email in sorted({comment.email for comment in gone} - {""}):
        mail.forget_address(email)


def _with_what_depends(wanted: set[int]) -> Iterable[Comment]:
    gone = Comment.objects.filter(Q(pk__in=wanted) | Q(parent__in=wanted)).in_bulk()
    # "Removed by its writer" is shown only above replies.
    parents = {comment.parent_id for comment in gone.values() if comment.parent_id}
    gaps = Comment.objects.filter(pk__in=parents, status=Status.REMOVED)
    answered = Comment.objects.filter(parent__in=parents).exclude(pk__in=gone).values("parent")
    return {**gone, **gaps.exclude(pk__in=answered).in_bulk()}.values()
