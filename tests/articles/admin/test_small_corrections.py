"""A slip on a live page: one editor mends it and publishes it at once."""

import pytest
from django.test import Client

from articles.models import Article
from tests.articles.admin.pages import address, messages_of, text_of
from tests.articles.admin.versions import fresh, saved
from tests.factories import EditorFactory, LiveArticleFactory

pytestmark = pytest.mark.django_db

WRONG = "## What happens\n\nThe the dog gets a treat.\n"


@pytest.fixture
def live() -> Article:
    return LiveArticleFactory(body=WRONG)


def test_an_editor_publishes_their_own_small_correction(live: Article, editor_client: Client) -> None:
    saved(live, by=EditorFactory(username="mira"), body=WRONG.replace("The the", "The"))

    page = editor_client.get(address(live, "publish"))
    done = editor_client.post(
        address(live, "publish"), {"_small": "yes", "digest": fresh(live).digest, "note": ""}, follow=True
    )

    assert "It is a small correction" in text_of(page)
    assert [message.endswith("Somebody else will look at the correction.") for message in messages_of(done)]
    edition = live.editions.live().get()
    assert (edition.number, edition.note, edition.is_major) == (2, "A small correction", False)
    assert "The dog gets" in edition.body_html


def test_more_than_spelling_is_not_offered_and_not_published(live: Article, editor_client: Client) -> None:
    saved(live, by=EditorFactory(username="mira"), body=WRONG.replace("a treat", "ten treats"))

    page = editor_client.get(address(live, "publish"))
    refused = editor_client.post(address(live, "publish"), {"_small": "yes", "digest": fresh(live).digest})

    assert "It is a small correction" not in text_of(page)
    assert refused.status_code == 200
    assert live.editions.live().get().number == 1
