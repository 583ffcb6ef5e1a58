"""Lines of owners' words: how they are read, and which texts they match."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.phrases import Lists, Said, problems_in, problems_in_list, read, words_in


def meets(lines: str, text: str) -> bool:
    return bool(read(lines).met_by(Said(tuple(words_in(text)))))


# --- words


@pytest.mark.parametrize(
    "text",
    ["can't", "CAN’T", "cant", "can‘t", "can`t", "can´t", "canʼt", "ｃａｎ't", "c\u00adant", "cán't"],
)
def test_a_word_is_the_same_with_any_apostrophe_case_or_accent(text: str) -> None:
    assert words_in(text) == ["cant"]


def test_signs_divide_words_and_are_no_words() -> None:
    assert words_in("blue-green_algae, he/she… \x00 (\U0001f62d)") == ["blue", "green", "algae", "he", "she"]


# --- lines


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("seizure*", "Two SEIZURES!"),
        ("can't breathe", "she cant breathe"),
        ("cant breathe", "she can’t breathe"),
        ("ate/eaten/swallow* … chocolate", "He ate chocolate"),
        ("ate/eaten/swallow* … chocolate", "swallowed a very big bar of chocolate"),
        ("ate ... chocolate", "ate the chocolate"),
        ("blue-green alga*", "blue green algae"),
        ("blue-green alga*", "Blue-Green Algae"),
        ("cant … breathe … properly", "cant can cant he breathe and breathe now properly"),
        # The match may need a later occurrence of a word than the nearest.
        ("ate … bar … milk chocolate", "ate a bar, a bar of one and two milk chocolate"),
        ("ate … chocolate", "ate it. Chocolate!"),
    ],
)
def test_a_line_matches(line: str, text: str) -> None:
    assert problems_in(line) == []
    assert meets(line, text)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("seizure", "seizures"),
        ("ate … chocolate", "ate a b c d e f chocolate"),
        ("ate … chocolate", "the chocolate he ate"),
        ("ate … chocolate", "late for chocolate"),
        ("cant breathe", "cant he breathe"),
        ("cant breathe", "cant"),
        ("cant breathe", ""),
        ("seizure*\n!no seizure*", "no seizures so far"),
        ("cant stand\n!cant stand the", "she can't stand the vacuum cleaner"),
        # Words of a harmless line count for no other line, not even for its end.
        ("ate … chocolate\n!chocolate lab*", "ate with a chocolate labrador"),
    ],
)
def test_a_line_does_not_match(line: str, text: str) -> None:
    assert not meets(line, text)


def test_words_beside_a_wave_may_stand_in_any_order() -> None:
    assert meets("ate ~ chocolate", "he ate chocolate")
    assert meets("ate ~ chocolate", "the chocolate that he ate")
    assert meets("kitten ~ cold ~ limp", "limp and cold, my kitten")
    assert not meets("ate ~ chocolate", "the chocolate is one, two, three, four metres from what he ate")


@pytest.mark.parametrize(
    "text",
    [
        "ate a grape",
        "swallowed sugar free gum",
        "licked up the antifreeze",
        "got into the raisins",
        "he got hold of two mince pies",
        "chewed the daffodil bulbs",
    ],
)
def test_a_line_names_lists_whose_entries_may_have_several_words(text: str) -> None:
    lists = Lists(
        {
            "ate": "ate/eaten\nswallow*\nlick*\nchew*\ngot into\ngot hold of",
            "harms": "grape/grapes\nraisin*\nsugar free gum/mints\nantifreeze\nmince pie/pies\n"
            "daffodil* bulb*",
        }
    )
    lines = "{ate} … {harms}"

    assert problems_in(lines, lists) == []
    assert read(lines, lists).met_by(Said(tuple(words_in(text)))) == [lines]


def test_a_choice_may_hold_lists_and_words() -> None:
    lists = Lists({"pets": "cat\nguinea pig"})
    phrases = read("{pets}/dog ill\n!{pets}/dog ill costume", lists)

    assert [bool(phrases.met_by(Said(tuple(text.split())))) for text in ("dog ill", "guinea pig ill")] == [
        True,
        True,
    ]
    assert not phrases.met_by(Said(("guinea", "pig", "ill", "costume")))


@pytest.mark.parametrize("entry", ["{ate}", "ate … it", "ate ~ it", "!ate", "at", "ate/", "*"])
def test_an_entry_of_a_list_that_cannot_be_read_is_told_and_left_out(entry: str) -> None:
    lists = Lists({"ate": f"{entry}\nswallowed"})

    (problem,) = problems_in_list(f"{entry}\nswallowed")

    assert problem.startswith(f"Line 1 (“{entry}”)")
    assert read("{ate}", lists).met_by(Said(("swallowed",)))


def test_harmless_places_of_other_rows_count_too() -> None:
    said = Said(("hot", "dog", "ill"))

    assert read("dog ill").met_by(said) == ["dog ill"]
    assert read("dog ill").met_by(said, besides={0, 1}) == []


def test_harmless_words_hide_no_danger_elsewhere_in_the_text() -> None:
    lines = "cant stand\n!cant stand the"

    assert meets(lines, "He can't stand the noise, and now he can't stand")


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ("ate/ chocolate", "Line 1 (“ate/ chocolate”): “/” stands between two words"),
        ("seizure\n\nate/eaten / chewed", "Line 3 (“ate/eaten / chewed”): “/”"),
        ("… chocolate", "“…” stands between words"),
        ("ate … … chocolate", "“…” stands between words"),
        ("ate …", "“…” stands between words"),
        ("seizure\n!", "Line 2 (“!”): “…” stands between words"),
        ("*", "“*” stands at the end of a word"),
        ("ate *", "“*” stands at the end of a word"),
        ("at*", "“*” stands at the end of a word"),
        ("sei*ure", "“*” stands at the end of a word"),
        ("*ing", "“*” stands at the end of a word"),
        ("it/is … a", "at least one word needs 3 letters"),
        ("ate/blue-green", "“/” divides single words"),
        ("ate, eaten", "a line holds words"),
        ("(ate)", "a line holds words"),
        ("ate \x00", "a line holds words"),
        ("ate - chocolate", "a line holds words"),
        ("one … two … three … four … five", "at most 3 times"),
        ("one ~ two ~ three ~ four", "at most 2 times “~”"),
        ("one ~", "“…” stands between words, and so does “~”"),
        ("{ate} … chocolate", "there is no list “ate”"),
        ("{ate … chocolate", "a line holds words"),
    ],
)
def test_a_line_that_cannot_be_read_is_told_with_its_number(lines: str, problem: str) -> None:
    (found,) = problems_in(lines)

    assert problem in found


def test_every_wrong_line_is_told_and_none_keeps_the_others_from_working() -> None:
    lines = "ate/\nseizure*\n*"

    assert len(problems_in(lines)) == 2
    assert meets(lines, "a seizure")


# --- any text

ODD = st.text(st.sampled_from("ab a*/…~{}!.'’-\n\x00\u0301ﷺé"), max_size=80)


@given(st.one_of(st.text(max_size=300), ODD), st.one_of(st.text(max_size=300), ODD))
def test_nothing_that_anybody_writes_raises(lines: str, text: str) -> None:
    problems_in(lines)
    problems_in_list(lines)
    read(f"{{ab}}\n{lines}", Lists({"ab": lines})).met_by(Said(tuple(words_in(text))))
    meets(lines, text)


@given(st.lists(st.sampled_from(["ate", "the", "chocolate", "seizure"]), max_size=30))
def test_a_gap_matches_if_it_is_short_enough(words: list[str]) -> None:
    found = meets("ate … chocolate", " ".join(words))

    expected = any(
        word == "ate" and "chocolate" in words[place + 1 : place + 7] for place, word in enumerate(words)
    )
    assert found is expected


@given(st.text(max_size=200))
def test_a_text_matches_itself_in_any_case(text: str) -> None:
    words = " ".join(words_in(text))
    if words and not problems_in(words):
        assert meets(words, text.swapcase()) == (words_in(text.swapcase()) == words_in(text))


def seconds(lines: str, text: str) -> float:
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        meets(lines, text)
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ("aaa … aaa … aaa … bbb", "aaa "),
        ("aaa* … aaa* … aaa* … aaab", "aaa aaab "),
        ("seizure*", "s" * 400),
        ("ate … chocolate\n!ate … chocolate", "ate chocolate "),
        ("aaa ~ aaa ~ bbb", "aaa "),
    ],
)
def test_a_text_ten_times_as_long_takes_about_ten_times_as_long(lines: str, text: str) -> None:
    short, long = (seconds(lines, text * times) for times in (300, 3000))

    # If the time grew with the square of the length, it would be a hundred times as long.
    assert long < 40 * short + 0.01
