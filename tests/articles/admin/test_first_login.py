"""What a login sees that has rights and no name: the first administrator, and others like that."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.articles.admin.first_page import html_of, rows
from tests.articles.admin.pages import address, client_of, text_of
from tests.factories import (
    ApprovedArticleFactory,
    AuthorFactory,
    ContributorFactory,
    UserFactory,
    VetFactory,
)

pytestmark = pytest.mark.django_db

MAKE_LOGINS = "Make logins for those who write, review and sign"
GIVE_NAME = "Give yourself the name that readers see"


@pytest.fixture
def operator() -> User:
    return UserFactory(is_superuser=True)


def test_nothing_waits_to_be_signed_by_a_login_that_cannot_sign(operator: User) -> None:
    ApprovedArticleFactory(title="Wag")

    verbs = {verb for _, _, verb in rows(client_of(operator))}

    assert "Read and sign" not in verbs
    assert {verb for _, _, verb in rows(client_of(VetFactory()))} == {"Read and sign"}


def test_the_bar_and_the_review_offer_no_signature_to_a_login_that_cannot_sign(operator: User) -> None:
    article = ApprovedArticleFactory()

    for page in ("change", "review"):
        assert "/sign/" not in client_of(operator).get(address(article, page)).content.decode()


def test_the_page_for_signing_says_first_that_this_login_cannot(operator: User) -> None:
    words = text_of(client_of(operator).get(address(ApprovedArticleFactory(), "sign")))

    refusal = words.index("Only a login that belongs to a vet")
    assert refusal < words.index("The page, as readers would get it")


def test_a_first_administrator_is_told_what_to_do_until_it_is_done(operator: User) -> None:
    client = client_of(operator)
    first = html_of(client)

    author = AuthorFactory()
    with_logins = html_of(client)
    ContributorFactory(user=author)
    done = html_of(client)

    assert MAKE_LOGINS in first
    assert f"/admin/auth/user/{operator.pk}/change/#id_readers_name" in first
    assert MAKE_LOGINS not in with_logins
    assert GIVE_NAME in with_logins
    assert GIVE_NAME not in done


def test_nobody_else_is_told_to_make_logins(editor_client: Client) -> None:
    assert MAKE_LOGINS not in html_of(editor_client)
    assert GIVE_NAME not in html_of(editor_client)
