"""manage.py make_corpus makes a synthetic library in a separate database."""

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, Edition, Word
from tests.factories import LiveArticleFactory

pytestmark = pytest.mark.django_db


def test_a_larger_corpus_begins_like_a_smaller_one() -> None:
    call_command("make_corpus", articles=3, verbosity=0)
    before = list(Edition.objects.order_by("pk").values_list("title", "body", "live_from", "species"))
    call_command("make_corpus", articles=5, verbosity=0)

    after = list(Edition.objects.order_by("pk").values_list("title", "body", "live_from", "species"))
    assert len(after) == 5
    assert after[:3] == before
    assert Word.objects.get(word="synthetic").pages == 5


def test_no_corpus_is_made_beside_other_articles() -> None:
    LiveArticleFactory(title="Why do cats knead?")

    with pytest.raises(CommandError, match="DATABASE_URL"):
        call_command("make_corpus", articles=3, verbosity=0)

    assert Article.objects.count() == 1
