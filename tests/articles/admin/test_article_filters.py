"""What the filters and the search of the article list find."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article
from articles.publishing import Release, publish
from tests.articles.admin.pages import text_of
from tests.articles.admin.states_of_articles import DAY, one_of_each
from tests.factories import (
    AuthorFactory,
    DraftArticleFactory,
    LoneArticleFactory,
    SpeciesFactory,
    VetFactory,
)

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"
ALL = {
    *("writing", "in review", "sent back", "approved", "unsigned", "signed"),
    *("overdue", "scheduled", "withdrawn", "broken"),
}


def titles(client: Client, query: str = "") -> list[str]:
    """The titles in the list, in their order."""
    return titles_in(client.get(LIST + query))


def titles_in(response: Any) -> list[str]:
    return re.findall(r'class="row-title"><a href=[^>]*>(.*?)</a>', response.content.decode())


# Filters


def test_each_filter_finds_the_articles_of_its_state(editor_client: Client) -> None:
    expected: dict[str, set[str]] = {
        "": ALL,
        "?stage__exact=in-review": {"in review"},
        "?stage__exact=sent-back": {"sent back"},
        "?stage__exact=approved": {"approved"},
        "?vet=waiting": {"in review", "approved"},
        "?vet=live-unsigned": {"unsigned"},
        "?vet=unsigned": ALL - {"signed", "overdue"},
        "?review=overdue": {"overdue"},
        "?review=due": {"overdue"},
        "?review=soon": set(),
        "?review=year": set(),
        "?readers=live": {"unsigned", "signed", "overdue"},
        "?readers=scheduled": {"scheduled"},
        "?readers=withdrawn": {"withdrawn"},
        "?readers=never": {"writing", "in review", "sent back", "approved", "broken"},
        "?references=broken": {"broken"},
        "?vet=live-unsigned&readers=live": {"unsigned"},
        "?vet=live-unsigned&readers=withdrawn": set(),
        "?vet=nonsense": set(),
    }
    one_of_each(VetFactory())

    found = {query: set(titles(editor_client, query)) for query in expected}

    assert found == expected


def test_an_edit_of_a_signed_article_unsigns_its_working_copy_and_not_what_is_live(
    editor_client: Client,
) -> None:
    signed = one_of_each(VetFactory())["signed"]
    Article.objects.filter(pk=signed.pk).update(digest="another text")

    assert "signed" in titles(editor_client, "?vet=unsigned")
    assert "signed" not in titles(editor_client, "?vet=live-unsigned")


def test_a_live_article_whose_next_edition_is_scheduled_is_both(editor_client: Client) -> None:
    article = LoneArticleFactory(title="both")
    publish(article, by=None, release=Release(at=article.editions.get().live_from + DAY))

    for query in ("?readers=live", "?readers=scheduled", "?vet=live-unsigned"):
        assert titles(editor_client, query) == ["both"]
    assert titles(editor_client, "?readers=withdrawn") == []


def test_mine_are_those_i_own(editor: User, editor_client: Client) -> None:
    DraftArticleFactory(title="mine", owner=editor)
    DraftArticleFactory(title="another's", owner=AuthorFactory())
    DraftArticleFactory(title="nobody's")

    assert titles(editor_client, "?owner=me") == ["mine"]


def test_an_article_about_two_species_is_listed_once_for_each(editor_client: Client) -> None:
    dogs, cats, rabbits = (SpeciesFactory(slug=slug) for slug in ("dogs", "cats", "rabbits"))
    DraftArticleFactory(title="two", species=[dogs, cats])
    DraftArticleFactory(title="one", species=[rabbits])

    assert titles(editor_client, "?species=dogs") == ["two"]
    assert titles(editor_client, "?species=cats") == ["two"]
    assert titles(editor_client, "?species=rabbits") == ["one"]


def test_filters_show_an_author_nothing_of_others() -> None:
    author = AuthorFactory()
    one_of_each(VetFactory())
    DraftArticleFactory(title="own", owner=author)
    client = Client()
    client.force_login(author)

    assert titles(client) == ["own"]
    for query in ("?vet=unsigned", "?readers=never", "?q=own", "?q=review"):
        assert set(titles(client, query)) <= {"own"}


# Search


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("scratch", True),
        ("SCRATCH", True),
        ("scra", True),
        ("kick legs", True),
        ("leg kic", True),
        ("atch", False),
        ("kick tails", False),
        ("hind", True),
        ("why-do-dogs-kick", True),
        ("/articles/why-do-dogs-kick/", False),
        ("why-do-dogs-kick/", True),
        ("dog's", True),
        ("reflex", True),
        ("cat", True),
        ("émile", True),
        ("' OR 1=1", False),
        ("a:* & b | !c <-> (", False),
        ("%", False),
        ("...", False),
        ("\\", False),
        ("kick " * 200, True),
    ],
)
def test_a_search_takes_every_word_for_the_beginning_of_one(
    typed: str, found: bool, editor_client: Client
) -> None:
    DraftArticleFactory(
        title="Why do dogs kick when you scratch them?",
        slug="why-do-dogs-kick",
        answer="The dog's hind legs obey a reflex/cat-like habit, says Émile.",
    )
    DraftArticleFactory(title="Another", slug="another", answer="Nothing of the kind.")

    response = editor_client.get(LIST, {"q": typed})

    assert response.status_code == 200
    assert len(titles_in(response)) == int(found)


def test_a_search_says_how_many_it_found(editor_client: Client) -> None:
    DraftArticleFactory.create_batch(2, answer="A thump.")
    DraftArticleFactory()

    assert "2 found" in text_of(editor_client.get(LIST + "?q=thump"))


def test_the_search_of_the_fields_that_choose_an_article_is_the_same(editor_client: Client) -> None:
    article = DraftArticleFactory(title="Why do rabbits thump?")
    DraftArticleFactory(title="Another")
    field = {"app_label": "articles", "model_name": "redirect", "field_name": "article"}

    answer = editor_client.get("/admin/autocomplete/", field | {"term": "thum rabb"}).json()

    assert answer["results"] == [{"id": str(article.pk), "text": "Why do rabbits thump?"}]
