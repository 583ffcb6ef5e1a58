"""Editors see which addresses of other sites are broken, and which articles cite them."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import Value
from django.db.models.functions import Repeat
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, ExternalLink
from tests.factories import AuthorFactory, DraftArticleFactory, ReferenceFactory

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/externallink/"


def link(url: str, outcome: str = "good", *, failing_for: int = 0, **fields: Any) -> ExternalLink:
    now = timezone.now()
    since = now - timedelta(days=failing_for) if failing_for else None
    return ExternalLink.objects.create(
        url=url, outcome=outcome, checked_at=now, failing_since=since, **fields
    )


def listed(client: Client, **query: str) -> list[str]:
    return [row.url for row in client.get(LIST, query).context["cl"].result_list]


def change(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def test_an_address_shows_where_it_leads(editor_client: Client) -> None:
    disguised = link("https://gооgle.com/")

    for page in (LIST, f"{LIST}{disguised.pk}/change/"):
        assert ">https://xn--ggle-55da.com/<" in editor_client.get(page).content.decode()


def test_what_has_failed_for_longest_is_listed_first(editor_client: Client) -> None:
    link("https://a.example/")
    link("https://b.example/", "gone", failing_for=1)
    link("https://c.example/", "failed", failing_for=9)
    link("https://d.example/", "refused")

    assert listed(editor_client) == [f"https://{letter}.example/" for letter in "cbad"]
    assert listed(editor_client, failing="yes") == ["https://c.example/", "https://b.example/"]
    assert listed(editor_client, failing="no") == ["https://a.example/", "https://d.example/"]
    assert listed(editor_client, outcome__exact="refused") == ["https://d.example/"]
    assert listed(editor_client, q="b.example") == ["https://b.example/"]


def test_the_list_names_the_articles_that_cite_an_address(editor_client: Client) -> None:
    citing = [DraftArticleFactory(title=f"Article {number}") for number in range(5)]
    for article in citing:
        ReferenceFactory(article=article, doi="10.1000/182")
    other = ReferenceFactory(url="https://b.example/").article
    link("https://doi.org/10.1000/182", "gone", failing_for=1)
    link("https://b.example/")

    page = editor_client.get(LIST).content.decode()

    assert all(change(article) in page for article in [*citing[:3], other])
    assert "and 2 more" in page
    assert change(citing[3]) not in page


def test_a_page_of_the_list_costs_as_much_for_one_address_as_for_thirty(editor_client: Client) -> None:
    link("https://one.example/")
    ReferenceFactory(url="https://one.example/")
    with CaptureQueriesContext(connection) as few:
        editor_client.get(LIST)
    for number in range(30):
        link(f"https://{number}.example/")
        ReferenceFactory(url=f"https://{number}.example/")

    with CaptureQueriesContext(connection) as many:
        editor_client.get(LIST)

    assert len(many) == len(few)


def test_one_address_is_shown_with_its_references_and_texts_and_cannot_be_changed(
    editor_client: Client,
) -> None:
    row = link("https://one.example/a?b=c&d=e", "gone", failing_for=3, detail="404")
    citing = ReferenceFactory(url=row.url).article
    linking = DraftArticleFactory(body=f"[x]({row.url})")
    other = DraftArticleFactory(body="[x](https://one.example/)")
    page = f"{LIST}{row.pk}/change/"

    html = editor_client.get(page).content.decode()

    assert 'href="https://one.example/a?b=c&amp;d=e" rel="noopener noreferrer"' in html
    assert change(citing) in html
    assert change(linking) in html
    assert change(other) not in html
    assert 'name="_save"' not in html
    assert editor_client.post(page, {"url": "https://x.example/"}).status_code == 403
    assert editor_client.get(f"{LIST}add/").status_code == 403
    assert editor_client.post(f"{LIST}{row.pk}/delete/", {"post": "yes"}).status_code == 403


def test_a_hostile_address_is_text_on_the_page(editor_client: Client) -> None:
    row = link("https://one.example/\"><script>alert('1')</script>", detail="<script>alert(2)</script>")

    for page in (LIST, f"{LIST}{row.pk}/change/"):
        assert "<script>alert" not in editor_client.get(page).content.decode()


def test_authors_do_not_read_the_list() -> None:
    client = Client()
    client.force_login(AuthorFactory())

    assert client.get(LIST).status_code == 403


def test_too_many_texts_to_look_through_are_said_and_no_fault(
    editor_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("articles.link_checks.broken.PATIENCE_MS", 1)
    row = link("https://one.example/")
    article = DraftArticleFactory()
    Article.objects.filter(pk=article.pk).update(body=Repeat(Value("not here "), 3_000_000))

    page = editor_client.get(f"{LIST}{row.pk}/change/")

    assert page.status_code == 200
    assert "There are too many texts to look through here" in page.content.decode()
