"""Owners' words: a question finds pages that use other words for the same."""

import pytest

from articles.search.synonyms import keep_rewrites
from tests.articles.search.questions import animal, synonym, titles
from tests.factories import LiveArticleFactory

pytestmark = pytest.mark.django_db


def test_owners_words_find_the_word_of_the_text() -> None:
    LiveArticleFactory(title="Why is the abdomen hard?")
    assert titles("tummy") == []

    synonym("abdomen", "tummy", "belly")

    assert titles("hard tummies") == ["Why is the abdomen hard?"]


def test_owners_words_for_the_same_find_each_other() -> None:
    LiveArticleFactory(title="Why do dogs show the belly?")

    synonym("abdomen", "tummy", "belly")

    assert titles("tummy") == ["Why do dogs show the belly?"]


def test_a_phrase_of_several_words_is_understood_in_a_sentence() -> None:
    LiveArticleFactory(title="What is the scratch reflex?")
    LiveArticleFactory(title="How long is a leg?")

    synonym("scratch reflex", "leg thumping")

    assert titles("why is my dogs leg always thumping")[0] == "What is the scratch reflex?"


def test_a_phrase_counts_only_if_the_question_has_all_its_words() -> None:
    LiveArticleFactory(title="What is the scratch reflex?")
    synonym("scratch reflex", "leg thumping")

    assert titles("leg") == []


def test_a_stop_word_in_a_phrase_is_part_of_it() -> None:
    LiveArticleFactory(title="What is anorexia?")
    LiveArticleFactory(title="May dogs eat grass?")
    synonym("anorexia", "not eating")

    assert "What is anorexia?" in titles("my dog is not eating")
    assert "What is anorexia?" not in titles("eating grass")


def test_owners_words_for_one_animal_do_not_count_for_another() -> None:
    cats, pigs = animal("Cats", "cat"), animal("Small pets", "small pet", "guinea pig")
    LiveArticleFactory(title="Purring", species=[cats])
    synonym("purring", "rumbling", species=cats)

    assert titles("rumbling") == ["Purring"]
    assert titles("cat rumbling") == ["Purring"]
    assert titles("guinea pig rumbling") == []
    assert pigs.pk


def test_a_deleted_synonym_finds_nothing() -> None:
    LiveArticleFactory(title="Why is the abdomen hard?")
    row = synonym("abdomen", "tummy")
    row.words = "paunch"
    row.save()
    keep_rewrites(row)

    assert titles("tummy") == []
    assert titles("paunch") == ["Why is the abdomen hard?"]
