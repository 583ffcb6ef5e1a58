"""Which addresses the check collects from references and texts."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.link_checks.named import links_in, named_addresses
from articles.models import Article
from articles.publishing import publish
from tests.articles.link_checks.answers import Internet, outcomes, run
from tests.factories import DraftArticleFactory, ReferenceFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("[One](https://one.example/a_b)", ["https://one.example/a_b"]),
        ("<https://one.example/>", ["https://one.example/"]),
        ("[One][1] and [two][1]\n\n[1]: http://one.example/", ["http://one.example/"] * 2),
        ("- a\n  > [deep](https://one.example/)", ["https://one.example/"]),
        ("| a |\n|---|\n| [One](https://one.example/) |", ["https://one.example/"]),
        ("::: note\n[One](https://one.example/)\n:::", ["https://one.example/"]),
        ("`[code](https://one.example/)` and https://one.example/ in words", []),
        ("    [code](https://one.example/)", []),
        ("![](https://one.example/picture.png)", []),
    ],
)
def test_links_are_found_where_the_renderer_makes_them(text: str, links: list[str]) -> None:
    assert list(links_in(text)) == links


def test_references_and_texts_of_working_copies_and_of_pages_are_looked_at_once_each() -> None:
    article = DraftArticleFactory(
        slug="wag", body="## A\n\n[^study] [x](https://text.example/) [y](/articles/)"
    )
    reference = ReferenceFactory(article=article, key="study", url="https://before.example/")
    ReferenceFactory(article=article, key="doi", doi="10.1000/182", url="https://ignored.example/")
    publish(article, by=None)
    reference.url = "https://after.example/"
    reference.save()
    Article.objects.filter(pk=article.pk).update(body="[mail](mailto:a@b.example) [x](https://new.example/)")

    assert named_addresses() == {
        "https://before.example/": {"wag": "study"},
        "https://after.example/": {"wag": "study"},
        "https://doi.org/10.1000/182": {"wag": "doi"},
        "https://text.example/": {"wag": ""},
        "https://new.example/": {"wag": ""},
    }


def test_the_links_of_a_withdrawn_page_are_not_checked(internet: Internet) -> None:
    article = DraftArticleFactory(body="## A\n\n[x](https://old.example/)")
    publish(article, by=None)
    Article.objects.filter(pk=article.pk).update(body="Nothing.")
    run()
    article.editions.update(live_until=timezone.now())

    run()

    assert outcomes() == {}


def test_a_site_of_any_size_is_read_in_few_statements(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.link_checks.named.CHUNK", 10)
    article = DraftArticleFactory()
    for number in range(25):
        ReferenceFactory(article=article, url=f"https://{number}.example/")

    with CaptureQueriesContext(connection) as queries:
        named = named_addresses()

    assert len(named) == 25
    # Three for the references and one that finds no more; two for the article; one for no page.
    assert len(queries) == 7
