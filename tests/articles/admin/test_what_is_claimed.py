"""The desk claims of a page only what somebody here did: reviewed, checked, published."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles.models import Article, ExternalLink
from articles.publishing import publish, sign
from tests.articles.admin.first_page import html_of
from tests.articles.admin.pages import address, text_of
from tests.factories import ApprovedArticleFactory, LiveArticleFactory, VetFactory

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"


def test_addresses_that_nobody_checked_are_not_said_to_answer(editor_client: Client) -> None:
    before = html_of(editor_client)
    now = timezone.now()
    ExternalLink.objects.create(url="https://example.org/", outcome="good", checked_at=now, last_good_at=now)
    after = html_of(editor_client)

    assert "Addresses of references were never checked." in before
    assert "every reference’s address answers" not in before
    assert "very reference’s address answers" in after


def test_an_imported_page_is_said_to_be_published_and_not_reviewed(editor_client: Client) -> None:
    publish(ApprovedArticleFactory(title="Wag"), by=None)

    assert "not reviewed here" in text_of(editor_client.get(LIST))
    assert "1 page was imported and not reviewed here." in html_of(editor_client)
    assert "very page was reviewed within a year" not in html_of(editor_client)


def test_a_page_that_somebody_published_or_signed_is_said_to_be_reviewed(
    editor: User, editor_client: Client
) -> None:
    publish(ApprovedArticleFactory(title="Wag"), by=editor)

    assert "Reviewed" in text_of(editor_client.get(LIST))
    assert "not reviewed here" not in html_of(editor_client)


def test_the_preview_of_what_readers_see_is_not_called_unpublished(editor_client: Client) -> None:
    live, draft = LiveArticleFactory(), ApprovedArticleFactory()

    assert "Readers see this page now" in text_of(editor_client.get(address(live, "preview")))
    assert "Preview: not published" in text_of(editor_client.get(address(draft, "preview")))


def test_the_review_says_in_plain_words_that_readers_see_the_text(editor_client: Client) -> None:
    words = text_of(editor_client.get(address(LiveArticleFactory(), "review")))

    assert "readers see exactly this text" in words
    assert "working copy" not in words


def test_where_only_a_signature_is_new_the_note_and_the_size_are_filled_in(editor_client: Client) -> None:
    article = LiveArticleFactory()
    changed = text_of_publishing(editor_client, article)
    sign(article, by=VetFactory(), review_due_on=timezone.localdate() + timedelta(days=90))
    signed = text_of_publishing(editor_client, article)

    assert "Checked by a vet" not in changed
    assert 'value="Checked by a vet"' in signed
    assert re.search(r'value="minor"[^>]*checked', signed)
    assert "(required)" in signed


def test_the_note_of_a_first_edition_is_not_called_required(editor_client: Client) -> None:
    assert "(required)" not in text_of_publishing(editor_client, ApprovedArticleFactory())


def text_of_publishing(client: Client, article: Article) -> str:
    return client.get(address(article, "publish")).content.decode()
