"""An update tells from the rows that stand when each page was last published as a whole."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from articles.drafts import editing
from articles.models import Article, Edition
from articles.publishing import publish, small_correction
from tests.factories import EditorFactory, LiveArticleFactory, LoneArticleFactory
from tests.migrating import migrate_to

pytestmark = pytest.mark.django_db


def test_a_correction_gets_the_date_of_the_edition_that_it_corrects() -> None:
    other = LiveArticleFactory()
    article: Article = LoneArticleFactory(answer="A cat likess it.")
    Edition.objects.update(live_from=timezone.now() - timedelta(days=400))
    correct(article, by=EditorFactory())
    migrate_to("articles", "0026_picture_focus")

    migrate_to("articles", "0027_reviews_of_pages")

    first, second = article.editions.order_by("number")
    assert first.live_from == first.reviewed_at == second.reviewed_at < second.live_from
    alone = other.editions.get()
    assert alone.reviewed_at == alone.live_from


def correct(article: Article, by: User) -> None:
    article.refresh_from_db()
    article.answer = "A cat likes it."
    editing.record(article, by=by)
    publish(article, by=by, release=small_correction(article.digest))
