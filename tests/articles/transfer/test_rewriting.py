"""A page that was written anew: its ratings start afresh, those of the old text stay with it."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles.models import Article, Edition
from articles.models.article import Stage
from articles.publishing import EditionSize, Release, approve, publish, submit
from comments.models import Comment
from comments.moderation import approve as approve_comments
from tests.factories import HeldCommentFactory, LiveArticleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(moderator: User) -> Article:
    """Rated by three."""
    article = LiveArticleFactory()
    approve_comments(HeldCommentFactory.create_batch(3, article=article, rating=2), by=moderator)
    article.refresh_from_db()
    return article


def live(article: Article) -> Edition:
    return Edition.objects.live().select_related("article").get(article=article.pk)


@pytest.mark.parametrize("size", [EditionSize.CHANGED, EditionSize.SMALL])
def test_an_edition_that_goes_on_with_the_text_keeps_its_ratings(article: Article, size: EditionSize) -> None:
    publish(article, by=None, release=Release(size=size))

    assert live(article).rating.count == 3


def test_a_page_that_was_written_anew_starts_without_ratings(article: Article, reader: Client) -> None:
    publish(article, by=None, release=Release(size=EditionSize.REWRITTEN))

    assert live(article).rating.count == 0
    assert "No ratings yet" in reader.get(article.get_absolute_url()).content.decode()


def test_what_judged_the_old_text_stays_and_is_counted_no_more(article: Article, moderator: User) -> None:
    publish(article, by=None, release=Release(size=EditionSize.REWRITTEN))

    approve_comments([HeldCommentFactory(article=article, rating=5)], by=moderator)

    assert live(article).rating.counts == (0, 0, 0, 0, 1)
    assert live(article).article.comment_count == 4
    assert Comment.objects.filter(edition__number=1, rating=2).count() == 3


def test_until_it_appears_the_old_text_keeps_its_ratings(article: Article, moderator: User) -> None:
    publish(
        article, by=None, release=Release(size=EditionSize.REWRITTEN, at=timezone.now() + timedelta(days=1))
    )
    approve_comments([HeldCommentFactory(article=article, rating=5, edition=live(article))], by=moderator)
    assert live(article).rating.count == 4

    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert live(article).rating.count == 0


def test_a_first_edition_is_the_first_writing(article: Article) -> None:
    first = LiveArticleFactory().editions.get()
    again = publish(article, by=None, release=Release(size=EditionSize.REWRITTEN))

    assert (first.writing, again.writing) == (1, 2)


def test_editors_say_so_when_they_publish(article: Article, editor: User, editor_client: Client) -> None:
    article.answer = "For another reason than we thought."
    article.stage = Stage.WRITING
    article.save()
    submit(article, by=None)
    approve(article, by=None)
    address = f"/admin/articles/article/{article.pk}/publish/"
    assert "All of it, written anew" in editor_client.get(address).content.decode()

    answer = editor_client.post(address, {"when": "now", "note": "Written anew.", "size": "rewritten"})

    assert answer.status_code == 302
    edition = live(article)
    assert (edition.number, edition.writing, edition.is_major) == (2, 2, True)
