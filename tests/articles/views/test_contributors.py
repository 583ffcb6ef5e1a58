"""The people behind the pages: who is shown, and what is said of them."""

import re
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client

from articles.models import Article, Contributor, Edition
from articles.publishing import approve, publish, sign, submit, withdraw
from articles.views.contributors import PEOPLE_PER_PAGE
from tests.factories import (
    ContributorFactory,
    DraftArticleFactory,
    LoneArticleFactory,
    VetFactory,
    many_live_editions,
)

pytestmark = pytest.mark.django_db

NO_VET = "No vet has joined Scratchpost yet, so no page here is signed by a vet."
SIGNED_ON = datetime(2026, 3, 14, 12, tzinfo=UTC)


def main_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode().split("<main")[1].split("</main>")[0]


def names_of(html: str) -> list[str]:
    return re.findall(r'class="person-name"><a [^>]*>([^<]*)', html)


def titles_of(html: str) -> list[str]:
    return re.findall(r'class="card-title"><a [^>]*>([^<]*)', html)


def signed_article(**fields: object) -> tuple[Article, Contributor]:
    """Published with the signature of a vet who wrote none of it."""
    login = VetFactory()
    article: Article = DraftArticleFactory(**fields)
    submit(article, by=None)
    approve(article, by=None)
    article.refresh_from_db()
    with time_machine.travel(SIGNED_ON, tick=False):
        sign(article, by=login, review_due_on=date(2099, 1, 1))
    article.refresh_from_db()
    publish(article, by=None)
    return article, login.contributor


def test_only_people_who_wrote_or_signed_a_live_page_are_listed(client: Client) -> None:
    ContributorFactory(name="Idle Hand")
    DraftArticleFactory(author=ContributorFactory(name="Draft Hand"))
    withdrawn = LoneArticleFactory(author=ContributorFactory(name="Past Hand", slug="past"))
    withdraw(withdrawn, by=None)
    signed_article(author=ContributorFactory(name="Ada Writer"))

    html = main_of(client, "/contributors/")

    assert names_of(html) == ["Ada Writer", "Vera Ito"]
    assert NO_VET not in html
    assert client.get("/contributors/past/").status_code == 404


def test_without_a_vet_the_page_says_plainly_that_nothing_is_signed(client: Client) -> None:
    LoneArticleFactory()

    assert NO_VET in main_of(client, "/contributors/")


def test_many_people_come_in_pages(client: Client) -> None:
    people = [ContributorFactory(name=f"Writer {number:03}") for number in range(PEOPLE_PER_PAGE + 1)]
    article = LoneArticleFactory(author=people[0])
    editions = many_live_editions(article, PEOPLE_PER_PAGE)
    for edition, person in zip(editions, people[1:], strict=True):
        edition.contributor = person
    Edition.objects.bulk_update(editions, ["contributor"])

    first = main_of(client, "/contributors/")
    following = re.search(r'rel="next" href="([^"]*)"', first)

    assert following is not None
    assert len(names_of(first)) == PEOPLE_PER_PAGE
    assert names_of(main_of(client, f"/contributors/{following[1]}")) == [people[-1].name]


def test_a_vets_page_shows_what_they_signed_and_when(client: Client) -> None:
    article, vet = signed_article(title="Why do dogs kick?")

    html = main_of(client, f"/contributors/{vet.slug}/")

    assert titles_of(html) == [article.title]
    assert 'Signed on <time datetime="2026-03-14">14 March 2026</time>' in html
    assert "MRCVS" in html
    assert "Pages written" not in html


def test_a_person_who_writes_and_signs_has_a_list_of_each(client: Client) -> None:
    signed, vet = signed_article(title="Why do dogs kick?")
    written = LoneArticleFactory(title="Why do cats knead?", author=vet)
    address = f"/contributors/{vet.slug}/"

    assert titles_of(main_of(client, address)) == [signed.title]
    assert titles_of(main_of(client, f"{address}?show=written")) == [written.title]
    assert titles_of(main_of(client, f"{address}?show=everything")) == [signed.title]


def test_a_writers_pages_go_on_newest_first(client: Client) -> None:
    writer = ContributorFactory(slug="writer")
    article = LoneArticleFactory(author=writer)
    many_live_editions(article, 25)

    first = main_of(client, "/contributors/writer/")
    following = re.search(r'rel="next" href="([^"#]*)#list">Older', first)

    assert following is not None
    second = main_of(client, f"/contributors/writer/{following[1]}")
    assert len(titles_of(first)) + len(titles_of(second)) == 26
    assert "Newer" in second


@pytest.mark.parametrize(
    ("interests", "role", "said"),
    [
        ("None declared.", "Writer", "None declared."),
        ("Paid by a maker of cat food.", "Writer", "Paid by a maker of cat food."),
        ("", "Writer", "This person has not declared any interests yet."),
        ("", "Editorial team", "These people have not declared any interests yet."),
    ],
)
def test_only_declared_interests_are_shown(client: Client, interests: str, role: str, said: str) -> None:
    writer = ContributorFactory(slug="writer", interests=interests, role=role)
    LoneArticleFactory(author=writer)

    html = main_of(client, "/contributors/writer/")

    assert said in html
    assert html.count("None declared.") == (interests == "None declared.")
