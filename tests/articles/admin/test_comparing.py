"""What a vet and an editor are shown of a text's changes before they decide."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from articles.models import Article, Edition, SignOff
from articles.publishing import sign, submit, withdraw
from tests.articles.admin.pages import address, client_of, text_of
from tests.articles.admin.versions import saved
from tests.articles.publishing.journey import follow
from tests.factories import (
    ApprovedArticleFactory,
    DraftArticleFactory,
    LiveArticleFactory,
    VetFactory,
)

pytestmark = pytest.mark.django_db

DUE = datetime(2030, 11, 22, tzinfo=UTC).date()


def test_a_vet_is_shown_what_changed_since_the_last_signature() -> None:
    article = ApprovedArticleFactory(answer="It is normal.")
    vet = VetFactory()
    sign(article, by=vet, review_due_on=DUE)
    saved(article, answer="It is an emergency.")

    page = client_of(vet).get(address(article, "sign")).content.decode()

    assert "What changed since you signed" in page
    assert "<del>normal</del>" in page
    assert "<ins>an emergency</ins>" in page


def test_a_vet_is_told_when_the_text_that_was_signed_is_no_longer_kept() -> None:
    article = ApprovedArticleFactory()
    vet = VetFactory()
    signed = sign(article, by=vet, review_due_on=DUE)
    SignOff.objects.filter(pk=signed.pk).update(version=None)

    words = text_of(client_of(vet).get(address(article, "sign")))

    assert "read all of it again" in words
    assert "Nothing changed." not in words


@pytest.mark.parametrize("page", ["sign", "review"])
def test_the_text_is_rendered_once_for_the_checks_and_the_comparison(page: str) -> None:
    article = LiveArticleFactory(answer="It is normal.")
    vet = VetFactory()
    sign(article, by=vet, review_due_on=DUE)
    saved(article, answer="It is an emergency.")
    client = client_of(vet)

    way = follow(lambda: client.get(address(article, page)))

    assert way.times("comparison.compare") == 1
    assert way.times("composing.compose.compose") == 1
    assert way.times("rendering.render.render") == 1


@pytest.fixture
def live() -> Article:
    return LiveArticleFactory(answer="It is normal.")


def end_it(article: Article) -> None:
    withdraw(article, by=None)


def leave_it(article: Article) -> None:
    pass


@pytest.mark.parametrize(
    ("end", "since"),
    [(leave_it, "edition 1, which readers see now"), (end_it, "edition 1, the newest")],
)
def test_a_review_shows_what_changed_since_the_newest_edition(
    live: Article, editor_client: Client, end: Callable[[Article], None], since: str
) -> None:
    end(live)
    saved(live, answer="It is an emergency.")

    page = editor_client.get(address(live, "review"))

    assert f"What changed since {since}" in text_of(page)
    assert "<ins>an emergency</ins>" in page.content.decode()


def test_a_review_of_what_was_never_published_shows_what_changed_since_it_was_approved(
    editor_client: Client,
) -> None:
    article = ApprovedArticleFactory(answer="It is normal.")
    saved(article, answer="It is an emergency.")

    page = editor_client.get(address(article, "review"))

    assert "What changed since its approval on" in text_of(page)
    assert "<ins>an emergency</ins>" in page.content.decode()


def test_a_review_of_a_first_text_says_that_all_of_it_is_new(editor_client: Client) -> None:
    article = DraftArticleFactory()
    submit(article, by=None)

    words = text_of(editor_client.get(address(article, "review")))

    assert not Edition.objects.exists()
    assert "all of it is new" in words
