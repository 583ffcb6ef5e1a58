"""The pages about the site itself, and what is said where a page is missing."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from articles.drafts import editing
from articles.models import SignOff
from tests.factories import ContributorFactory, LoneArticleFactory, SpeciesFactory

pytestmark = pytest.mark.django_db

PAGES = ["/how-we-check/", "/privacy/", "/accessibility/", "/comment-rules/", "/emergency/", "/search/"]


def words(html: bytes) -> str:
    return re.sub(r"\s+", " ", html.decode())


@pytest.mark.parametrize("path", PAGES)
def test_a_page_about_the_site_has_one_heading_no_cookie_and_few_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, path: str
) -> None:
    with django_assert_max_num_queries(6):
        response = client.get(path)

    assert response.status_code == 200
    assert words(response.content).count("<h1") == 1
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_leads_to_the_emergency_page_and_the_search(client: Client, path: str) -> None:
    page = words(client.get(path).content)

    assert page.count('href="/emergency/"') >= 2
    assert page.count('href="/search/"') + page.count('action="/search/"') >= 2


def test_how_we_check_says_that_no_vet_has_signed_until_one_has(client: Client) -> None:
    assert "No vet has signed a page here yet" in words(client.get("/how-we-check/").content)
    article = LoneArticleFactory()
    editing.record(article, by=None)
    SignOff.objects.create(
        article=article,
        digest=article.digest,
        vet=ContributorFactory(is_vet=True),
        name="A vet",
        role="Vet",
        signed_at=timezone.now(),
        review_due_on=timezone.localdate() + timedelta(days=365),
    )

    assert "No vet has signed a page here yet" not in words(client.get("/how-we-check/").content)


@pytest.mark.parametrize("path", ["/privacy/", "/accessibility/"])
def test_an_address_to_write_to_is_shown_where_there_is_one(
    client: Client, settings: Settings, path: str
) -> None:
    assert "mailto:" not in words(client.get(path).content)
    settings.CONTACT_EMAIL = "desk@example.org"

    assert 'href="mailto:desk@example.org"' in words(client.get(path).content)


def test_the_comment_form_leads_to_its_rules(client: Client) -> None:
    article = LoneArticleFactory()

    page = words(client.get(article.get_absolute_url()).content)

    assert 'href="/comment-rules/"' in page
    assert 'href="/privacy/#commenting"' in page


@pytest.mark.parametrize("path", ["/articles/nowhere/", "/nowhere", "/breeds/nowhere/", "/species/nowhere/"])
def test_a_missing_page_offers_a_search_the_animals_and_the_emergency_page(client: Client, path: str) -> None:
    SpeciesFactory(name="Dogs", slug="dogs")

    response = client.get(path, follow=True)
    page = words(response.content)

    assert response.status_code == 404
    assert 'action="/search/"' in page
    assert 'href="/species/dogs/"' in page
    assert "Signs that cannot wait" in page
