"""What a careful vet would let one editor publish alone, and what the rule lets pass."""

import pytest

from articles.publishing.small import MOST_WORDS, judge_passage
from articles.search.english import is_english
from tests.articles.publishing.corrected import PAIRS

# Tried against the rule by somebody who knew it.
HOSTILE = [
    *(("Do not panic. Call.", "Do not. Panic call."), ("Do not, feed it.", "Do, not feed it.")),
    *(
        ("If ill, eat nothing, and call.", "If ill eat, nothing and call."),
        ("A vet can help.", "A vet can't help."),
    ),
    *(("Let dogs eat. Grapes kill.", "Let dogs eat grapes kill."), ("Is it safe?", "Is it safe.")),
    *(("Give 0.5 ml.", "Give 05 ml."), ("1 000 mg", "1000 mg"), ("over 5 kg", "under 5 kg")),
    *(("Give ½ tablet", "Give ¼ tablet"), ("Up to ten grapes", "Up to tin grapes"), ("1. one", "2. one")),
    *(("::: care now Phone", "::: care at-home Phone"), ("- A sign", "A sign"), ("## Head", "### Head")),
    *(("![A dog](picture:dog)", "![A dgo](picture:dog)"), ("[a](term:bloat)", "[a](term:gout)")),
    *(("[us](tel:+441)", "[us](tel:+442)"), ("[a](https://a.org/x1)", "[a](https://a.org/x2)")),
    *(("[a](https://a.org/x)", "[a](https://a.org.evil.com/x)"), ("[a](https://a.org/)", "[a](//a.org/)")),
    *(("[a](https://a.org/x)", "[a](https://u@a.org/x)"), ("[a](https://a.org/x)", "[a](javascript:x)")),
    *(("tetany", "tetanus"), ("pica in cats", "pick in cats"), ("hyprthermia", "hypothermia")),
    *(("nver feed it", "never feed it"), ("unsfe", "safe"), ("The liver swells", "The lever swells")),
    *(("in edible form", "inedible form"), ("may be fatal", "maybe fatal"), ("non toxic", "nontoxic")),
    ("few cats", "a few cats"),
    *(("**Never** feed", "Never feed"), ("He said “safe”.", "He said safe."), ("us", "US")),
    *(("word.[^a]", "word.[^a][^b]"), ("It helps [^a]. So", "It helps. So [^a]"), ("a | b", "a b")),
    *(("See https://a.org/x now", "See https://a.org/y now"), ("A line", "A line\n\nAnother")),
    *(("Let it eat, grandma.", "Let it eat grandma."), ("hay, water and grass", "hay water, and grass")),
    *(("Cats, which are ill, eat", "Cats which are ill eat"), ("If it shakes and", "If it shakes, and")),
    *(("peroneal nerve", "perineal nerve"), ("dystocia", "dystopia"), ("a parvo test", "a parve test")),
    *(("Give Metacam", "Give Metacom"), ("a wormer", "a warmer"), ("the moulting", "the moulding")),
    *(
        ("[a](https://a.org/x)", "[a](https://a.org/to?=b.org)"),
        ("[a](https://a.org/#b)", "[a](https://a.org/#c)"),
    ),
    *(("[a](https://a.org/go)", "[a](https://a.org/go/https://b.org)"), ("[^a]: Catz", "[^a]: Cats")),
    *(("Feed it\ngrapes now", "Feed it.\ngrapes now"), ("Feed it\ngrapes", "Feed it  \ngrapes")),
    *(("It eats Grapes", "It eats. Grapes"), ("He said ‘safe’ once", "He said safe once")),
]
# Some programs take these for the end of a line, and Markdown some of them.
ENDS_OF_LINES = ["\r", "\r\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x1f", "\x85", "\u2028", "\u2029", "\t"]


@pytest.mark.parametrize(("before", "after"), HOSTILE)
def test_whoever_tries_to_slip_something_in_is_refused(before: str, after: str) -> None:
    assert judge_passage(before, after, is_english).reasons
    assert judge_passage(after, before, is_english).reasons


@pytest.mark.parametrize("end", ENDS_OF_LINES)
def test_a_blank_that_ends_a_line_elsewhere_is_no_blank(end: str) -> None:
    assert judge_passage("Feed hay to them", f"Feed hay{end}to them", is_english).reasons
    assert judge_passage(f"Feed hay{end}to them", "Feed hay to them", is_english).reasons
    assert judge_passage("Feed hay", f"Feed hay{end}", is_english).reasons


def test_what_is_hidden_in_a_word_may_go_and_never_come() -> None:
    for hidden in ("s\u200bafe food", "s\u0430fe food"):
        assert judge_passage(hidden, "safe food", is_english).is_small
        assert judge_passage("safe food", hidden, is_english).reasons


def test_more_than_a_few_words_are_refused() -> None:
    wrong = ["recieve", "beleive", "rabit", "freind", "somtimes"]
    right = ["receive", "believe", "rabbit", "friend", "sometimes"]

    verdict = judge_passage(" or ".join(wrong[:4]), " or ".join(right[:4]), is_english)
    assert (verdict.words, verdict.reasons) == (4, [])
    assert judge_passage(" or ".join(wrong), " or ".join(right), is_english).reasons
    assert judge_passage("\n".join(wrong), "\n".join(right), is_english).reasons


def test_a_very_long_line_or_word_is_refused() -> None:
    long = "word " * 20_000

    assert judge_passage(f"A rabit {long}", f"A rabbit {long}", is_english).reasons
    assert judge_passage("rabit" * 20, "rabbit" + "rabit" * 19, is_english).reasons
    assert judge_passage(long, long.replace("word", "ward"), is_english).reasons


@pytest.mark.parametrize(("before", "after"), [pair[:2] for pair in PAIRS if not pair[2]])
def test_what_a_vet_wants_to_read_first_is_not_small(before: str, after: str) -> None:
    verdict = judge_passage(before, after, is_english)

    assert verdict.reasons


@pytest.mark.parametrize(("before", "after"), [pair[:2] for pair in PAIRS if pair[2]])
def test_a_mended_spelling_or_comma_is_small(before: str, after: str) -> None:
    verdict = judge_passage(before, after, is_english)

    assert verdict.reasons == []
    assert verdict.words <= MOST_WORDS
