"""The only way a comment appears or goes: the decision and the article's counts in one transaction."""

from collections.abc import Iterable
from functools import partial

from django.contrib.auth.models import AbstractBaseUser
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from articles.models import Article, Edition
from articles.models.article import STARS
from comments.models import Comment, Photo, Status


def approve(comments: Iterable[Comment], *, by: AbstractBaseUser) -> int:
    """Let comments appear. Returns how many were not approved before."""
    return _decide(comments, Status.APPROVED, by)


def reject(comments: Iterable[Comment], *, by: AbstractBaseUser) -> int:
    """Keep comments from appearing. Returns how many were not rejected before."""
    return _decide(comments, Status.REJECTED, by)


@transaction.atomic
def _decide(comments: Iterable[Comment], status: Status, by: AbstractBaseUser) -> int:
    wanted = {comment.pk for comment in comments}
    articles = _lock_articles(wanted)
    changed = (
        Comment.objects.filter(pk__in=wanted)
        .exclude(status=status)
        .update(status=status, decided_at=timezone.now(), decided_by=by)
    )
    for article in articles:
        recount(article)
    return changed


def _lock_articles(comments: set[int]) -> list[Article]:
    """Locked in the order of their numbers: two moderators can wait, never block each other."""
    touched = Comment.objects.filter(pk__in=comments).values("article")
    return list(Article.objects.select_for_update().filter(pk__in=touched).order_by("pk"))


def recount(article: Article) -> None:
    """Make the article's stored counts those of its approved comments.

    Ratings count for the text that they judged, until that is written anew.
    """
    approved = Comment.objects.approved().filter(article=article)
    live = Edition.objects.live().filter(article=article).only("writing").first()
    writing = live.writing if live else article.rated_writing
    rated = approved.filter(rating__isnull=False, edition__writing=writing).order_by()
    given = dict(rated.values_list("rating").annotate(count=Count("pk")))
    shown = approved.with_words().filter(Q(parent__isnull=True) | Q(parent__in=Comment.objects.shown()))
    article.set_rating([given.get(stars, 0) for stars in STARS], writing=writing, comment_count=shown.count())


@transaction.atomic
def delete(comments: Iterable[Comment]) -> None:
    """Remove comments for good, and the files of their photos once the rows are gone."""
    wanted = {comment.pk for comment in comments}
    articles = _lock_articles(wanted)
    photos = list(Photo.objects.filter(comment__in=wanted))
    Comment.objects.filter(pk__in=wanted).delete()
    for article in articles:
        recount(article)
    for photo in photos:
        transaction.on_commit(partial(_delete_files, photo))


def _delete_files(photo: Photo) -> None:
    """Two comments may show the same photo: its files go with the last of them."""
    if not Photo.objects.filter(digest=photo.digest).exists():
        for name in photo.image.names:
            default_storage.delete(name)
