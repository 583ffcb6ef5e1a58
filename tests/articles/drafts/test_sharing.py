"""Who gets a secret address of a draft, for how long, and what closes it."""

from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from articles.drafts import sharing
from articles.models import Article, PreviewLink
from articles.roles import NotAllowed
from tests.articles.drafts.previews import START, shared
from tests.factories import AuthorFactory, DraftArticleFactory, VetFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> Article:
    return DraftArticleFactory(title="A draft about wagging")


def opened(token: str) -> Article | None:
    """The article that a token opens now."""
    link = sharing.open_link(token, timezone.now())
    return link.article if link else None


def test_what_the_database_keeps_opens_nothing(draft: Article) -> None:
    link, token = sharing.share(draft, by=None, days=7)

    assert len(token) >= 22  # 128 bits, six to a letter
    assert token not in str(PreviewLink.objects.values().get(pk=link.pk))
    assert opened(token) == draft
    assert opened(link.token_hash) is None


def test_no_two_addresses_are_alike(draft: Article) -> None:
    assert len({sharing.share(draft, by=None, days=1)[1] for _ in range(20)}) == 20


@pytest.mark.parametrize("days", [-1, 0, sharing.MAX_DAYS + 1])
def test_no_address_lives_longer_than_its_maximum(draft: Article, days: int) -> None:
    with pytest.raises(sharing.BadTerm):
        sharing.share(draft, by=None, days=days)

    assert not PreviewLink.objects.exists()


@pytest.mark.parametrize("factory", [AuthorFactory, VetFactory])
def test_only_those_who_may_change_an_article_share_it_and_close_its_addresses(
    draft: Article, factory: Any
) -> None:
    link, _ = sharing.share(draft, by=None, days=7)
    stranger = factory()

    with pytest.raises(NotAllowed):
        sharing.share(draft, by=stranger, days=7)
    with pytest.raises(NotAllowed):
        sharing.revoke(link, by=stranger)
    with pytest.raises(NotAllowed):
        sharing.revoke_all(draft, by=stranger)

    assert [one.revoked_at for one in PreviewLink.objects.all()] == [None]


def test_an_author_shares_a_draft_of_their_own() -> None:
    author = AuthorFactory()
    own = DraftArticleFactory(owner=author)

    link, token = sharing.share(own, by=author, days=1, purpose="My vet")

    assert (link.created_by, link.purpose) == (author, "My vet")
    assert opened(token) == own


def test_closing_twice_keeps_the_first_time(draft: Article) -> None:
    with time_machine.travel(START, tick=False) as clock:
        link, _ = shared(draft)
        sharing.revoke(link, by=None)
        clock.shift(60)
        sharing.revoke(link, by=None)

    link.refresh_from_db()
    assert link.revoked_at == START


def test_closing_one_leaves_the_others_open(draft: Article) -> None:
    (first, first_address), (_, second_address) = shared(draft), shared(draft)

    sharing.revoke(first, by=None)

    assert Client().get(first_address).status_code == 404
    assert Client().get(second_address).status_code == 200


def test_closing_all_leaves_those_of_other_articles_open(draft: Article) -> None:
    addresses = [shared(draft)[1] for _ in range(2)]
    _, elsewhere = shared(DraftArticleFactory())

    assert sharing.revoke_all(draft, by=None) == 2

    assert [Client().get(address).status_code for address in addresses] == [404, 404]
    assert Client().get(elsewhere).status_code == 200
