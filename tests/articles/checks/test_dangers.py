"""What a page calls an emergency must raise the emergency card for whoever types it."""

import pytest

from articles.checks import BLOCKS, check
from articles.composing.compose import compose
from tests.factories import DangerPhraseFactory, DraftArticleFactory, SpeciesFactory

BODY = """## When to call

::: care emergency Phone a vet now
- It has had a seizure
- It walks in circles

  It may also fall.
:::

::: care soon Book a visit
- Sore skin
:::

- Not in a card
"""


def unnoticed(**fields: object) -> list[tuple[int, str]]:
    findings = check(compose(DraftArticleFactory(body=BODY, **fields)))
    return [
        (one.line, one.message) for one in findings if one.level is BLOCKS and "danger phrase" in one.message
    ]


@pytest.mark.django_db
def test_each_sign_of_an_emergency_card_that_meets_no_phrase_blocks_publishing() -> None:
    dogs = SpeciesFactory(name="Dogs", singular="dog")
    DangerPhraseFactory(phrases="seizure*", questions="walks in circles")

    ((line, message),) = unnoticed(species=[dogs])

    assert line == 5
    assert message.startswith("No danger phrase for dogs meets “It walks in circles”")


@pytest.mark.django_db
def test_a_phrase_for_another_animal_does_not_count() -> None:
    cats = SpeciesFactory(name="Cats", singular="cat")
    DangerPhraseFactory(phrases="seizure*\ncircles", species=cats)
    dogs = SpeciesFactory(name="Dogs", singular="dog")

    assert len(unnoticed(species=[dogs])) == len(unnoticed(species=[dogs, cats])) == 2
    assert unnoticed(species=[cats]) == []


@pytest.mark.django_db
def test_a_site_without_danger_phrases_reports_nothing() -> None:
    assert unnoticed() == []
