"""On its way to readers a text is read and rendered once, whatever is decided on it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from pytest_django import Settings

from articles.checks import check
from articles.composing.compose import compose
from articles.drafts import editing
from articles.drafts.fields import contents_of
from articles.models import Article, ArticlePicture, BreedFact
from articles.publishing import Release, approve, publish, send_back, submit
from tests.articles.publishing.journey import follow
from tests.factories import (
    DraftArticleFactory,
    GlossaryTermFactory,
    LiveArticleFactory,
    PictureFactory,
    ReferenceFactory,
    SpeciesFactory,
)

pytestmark = pytest.mark.django_db

RENDER = "rendering.render.render"
BODY = """## What happens

A [reflex](term:reflex) moves the leg.[^study1] It needs no brain.[^study2] [One](article:one).

::: figure leg
:::

::: figure cord
:::

## What else?

See [two](article:two) and [three](article:three).[^study3]

::: also one
:::
"""
# A live page is published again: those of the text and its rows, of the search, and of related pages.
MOST_QUERIES = 74
# Beside those, two more rows of the history, who may hand in and approve, and whose words were read.
MORE_WITH_APPROVAL = 14


@pytest.fixture
def page() -> Article:
    """A live page like the bundled one about the scratch reflex, with one of everything a page may have."""
    shelf = {"species": [SpeciesFactory(), SpeciesFactory()]}
    for slug in ("one", "two", "three"):
        LiveArticleFactory(slug=slug, lead=PictureFactory(), **shelf)
    GlossaryTermFactory(slug="reflex")
    article = DraftArticleFactory(body=BODY, lead=PictureFactory(key="leg"), **shelf)
    PictureFactory(key="cord")
    ArticlePicture.objects.create(article=article, picture=PictureFactory(), position=2)
    references = [ReferenceFactory(article=article, key=key) for key in ("study1", "study2", "study3")]
    BreedFact.objects.create(article=article, label="Size", value="Small", reference=references[0])
    publish(article, by=None)
    return article


def change(article: Article, *, by: User) -> str:
    """A save in the admin; returns the digest of the new text."""
    article.refresh_from_db()
    article.answer = "Because they want to."
    editing.record(article, by=by)
    return article.digest


def test_publishing_renders_the_text_once(page: Article) -> None:
    way = follow(lambda: publish(page, by=None, release=Release(note="Again")))

    assert way.times(RENDER) == 1
    assert way.times("composing.compose.compose") == 1
    assert way.times("drafts.locking.lock_article") == 1


def test_approving_on_the_way_renders_nothing_more(page: Article, editor: User, settings: Settings) -> None:
    settings.SELF_APPROVAL = True
    release = Release(note="Again", approving=change(page, by=editor))

    way = follow(lambda: publish(page, by=editor, release=release))

    assert way.times(RENDER) == 1
    assert way.times("drafts.locking.lock_article") == 1
    assert page.editions.count() == 2


def test_a_publication_asks_nothing_twice(page: Article, editor: User, settings: Settings) -> None:
    settings.SELF_APPROVAL = True

    plain = follow(lambda: publish(page, by=None, release=Release(note="Again")))
    release = Release(note="Again", approving=change(page, by=editor))
    approving = follow(lambda: publish(page, by=editor, release=release))

    texts = [query for query in plain.queries if query.startswith("SELECT") and "FOR NO KEY" not in query]
    assert len(plain.queries) <= MOST_QUERIES
    assert len(approving.queries) <= MOST_QUERIES + MORE_WITH_APPROVAL
    assert len([query for query in texts if 'FROM "articles_reference"' in query]) == 1
    assert len([query for query in texts if 'FROM "articles_articlepicture"' in query]) == 1


def submit_anew(article: Article, editor: User) -> None:
    change(article, by=editor)
    submit(article, by=editor)


STEPS: dict[str, tuple[Callable[..., Any], Callable[..., Any]]] = {
    "submit": (lambda article, by: change(article, by=by), lambda article, by: submit(article, by=by)),
    "approve": (submit_anew, lambda article, by: approve(article, by=None)),
    "send back": (submit_anew, lambda article, by: send_back(article, by=by, remarks="No")),
}


@pytest.mark.parametrize("step", STEPS)
def test_every_step_before_renders_the_text_once(page: Article, editor: User, step: str) -> None:
    before, verb = STEPS[step]
    before(page, editor)

    way = follow(lambda: verb(page, editor))

    assert way.times(RENDER) == 1


def test_checks_and_contents_ask_nothing_that_was_composed(page: Article) -> None:
    composition = compose(page)

    way = follow(lambda: (contents_of(page, composition), check(composition)))

    assert way.times(RENDER) == 0
    # Whether another article stands at its address, or leads readers on from it.
    assert len(way.queries) == 2
