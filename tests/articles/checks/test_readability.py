"""The Flesch-Kincaid grade, and what it is made of: sentences, words and syllables."""

import pytest

from articles.checks import WARNS, Finding, check
from articles.checks.readability import grade
from articles.checks.sentences import Sentence, sentences_in
from articles.checks.syllables import syllables
from articles.composing.compose import compose
from tests.factories import DraftArticleFactory, rendered

EASY = "The dog lies on the rug. It is warm in the sun. It likes to be there. " * 4
HARD = (
    "Musculoskeletal rehabilitation following surgical intervention necessitates individualised "
    "physiotherapeutic supervision, particularly whenever neurological complications accompany "
    "orthopaedic abnormalities."
)


def sentences_of(text: str) -> list[tuple[int, str]]:
    return [(sentence.line, sentence.text) for sentence in sentences_in(rendered(text).passages)]


def told_of(body: str) -> list[Finding]:
    article = DraftArticleFactory(body=body)
    told = check(compose(article))
    return [finding for finding in told if "grade" in finding.message or "longest" in finding.message]


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "dog cat bake baked bones league you your yes kicks reached friend stretched"),
        (2, "itchy rabbit table wriggled wanted boxes client being spasm rhythm useful quiet people"),
        (3, "animal behaviour media idea area completely musical"),
        (4, "emergency society biology situation"),
        (5, "immediately veterinary examination university association"),
    ],
)
def test_syllables_are_counted_as_words_are_spoken(count: int, words: str) -> None:
    assert {word: syllables(word) for word in words.split()} == dict.fromkeys(words.split(), count)


def test_a_word_of_any_length_and_alphabet_has_a_syllable() -> None:
    assert all(syllables(word) >= 1 for word in ("a" * 100_000, "e", "猫", "MRI", "x"))


def test_sentences_end_at_stops_and_know_their_lines() -> None:
    text = "## A heading. Not one\n\nFirst sentence. Second goes\nover a line!\nThird? “Fourth.” Last"

    assert sentences_of(text) == [
        (3, "First sentence."),
        (3, "Second goes over a line!"),
        (5, "Third?"),
        (5, "“Fourth.”"),
        (5, "Last"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Some signs, e.g. The limp, are plain.",
        "Ask Dr. Who about St. Bernards.",
        "It weighs 4.5 kg or so.",
        "“Why?” she asked.",
        "It said ... nothing.",
    ],
)
def test_not_every_stop_ends_a_sentence(text: str) -> None:
    assert sentences_of(text) == [(1, text)]


def test_a_citation_after_the_stop_does_not_hide_the_end() -> None:
    assert sentences_of("It worked.[^study1906] The leg kept on.") == [
        (1, "It worked."),
        (1, "The leg kept on."),
    ]


def test_bare_items_and_cells_are_no_sentences() -> None:
    text = "- Looking away\n- **Fleas.** A few are easy to miss.\n\n| a. | b. |\n|---|---|\n| c. | d. |"

    assert sentences_of(text) == [(2, "Fleas."), (2, "A few are easy to miss.")]


def test_the_grade_is_that_of_the_published_formula() -> None:
    sentence = Sentence(1, "The animal sat on the " + "dog " * 25)  # 30 words, 32 syllables

    assert grade([sentence]) == pytest.approx(0.39 * 30 + 11.8 * 32 / 30 - 15.59)
    assert grade([sentence, sentence]) == grade([sentence])


def test_a_figure_is_spoken_digit_by_digit() -> None:
    words, figures = Sentence(1, "dog " * 30), Sentence(1, "37 " * 30)

    assert grade([figures]) == pytest.approx((grade([words]) or 0) + 11.8)


def test_a_few_words_have_no_grade() -> None:
    assert grade([Sentence(1, "word " * 29)]) is None
    assert grade([]) is None


@pytest.mark.django_db
def test_an_easy_text_is_not_complained_about() -> None:
    assert told_of(EASY) == []


@pytest.mark.django_db
def test_a_hard_text_is_told_with_its_three_longest_sentences() -> None:
    longer = HARD.replace("surgical", "major surgical")
    longest = HARD.replace("surgical", "very major surgical")

    told = told_of(f"{longest}\n\n{EASY}\n\n{HARD}\n\n{longer}")

    assert [(finding.level, finding.place, finding.line) for finding in told] == [
        (WARNS, "body", line) for line in (0, 1, 5, 7)
    ]
    assert "at grade 1" in told[0].message
    assert "over 9" in told[0].message
    assert told[1].message == (
        "One of the longest sentences, 18 words: “Musculoskeletal rehabilitation following very major …”"
    )


@pytest.mark.django_db
def test_grade_nine_itself_is_not_over_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.checks.readability.grade", lambda sentences: 9.04)
    assert told_of(EASY) == []

    monkeypatch.setattr("articles.checks.readability.grade", lambda sentences: 9.06)
    assert "at grade 9.1" in told_of(EASY)[0].message
