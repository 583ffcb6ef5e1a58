"""The two sides of our YAML: what is written is read back, and what grows or hides is not taken."""

from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.transfer.reading_yaml import NotTaken, load
from articles.transfer.writing_yaml import LineOfFields, LineOfNames, dump

# All that PostgreSQL stores, with what YAML gives a meaning of its own drawn often.
texts = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30),
    st.text(" \n'\":-#ab\t\u2028\x85\r{}[],&*!|>%@`0", max_size=20),
    st.sampled_from(
        ["null", "true", "no", "1", "1.5", "2024-01-01", "~", "=", "<<", "---", "- a", "? a", "1:30"]
    ),
)
values = st.one_of(texts, st.none(), st.booleans(), st.integers(0, 99_999), st.dates())
entries = st.dictionaries(
    texts,
    st.one_of(
        values,
        st.lists(texts, max_size=4),
        st.lists(texts, max_size=4).map(LineOfNames),
        st.lists(st.dictionaries(texts, values, max_size=3).map(LineOfFields), max_size=3),
        st.dictionaries(texts, values, max_size=4),
    ),
    max_size=5,
)


@settings(max_examples=400)
@given(entries)
def test_what_is_written_is_read_back_and_never_ends_front_matter(data: dict[str, Any]) -> None:
    text = dump(data)

    assert (load(text) or {}) == data
    assert not any(line.startswith("---") for line in text.split("\n"))


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("Plain words, with a comma", "a: Plain words, with a comma\n"),
        ('The "phantom" scratch', 'a: The "phantom" scratch\n'),
        ("Mollusc: to man", 'a: "Mollusc: to man"\n'),
        ("It's 5: an owner's", "a: \"It's 5: an owner's\"\n"),
        ('"Why": a title', "a: '\"Why\": a title'\n"),
        ("", 'a: ""\n'),
        ("11", 'a: "11"\n'),
        ("no", 'a: "no"\n'),
        (None, "a: null\n"),
        (True, "a: true\n"),
        (24, "a: 24\n"),
        (date(2026, 11, 22), "a: 2026-11-22\n"),
        ("x" * 400 + " end", "a: " + "x" * 400 + " end\n"),
        ("One.\n\nTwo.", "a: |-\n  One.\n\n  Two.\n"),
        (["One sentence.", "Another"], "a:\n  - One sentence.\n  - Another\n"),
        (LineOfNames(["dogs", "cats"]), "a: [dogs, cats]\n"),
        ([LineOfFields(label="Coat", value="Long, silky")], 'a:\n  - {label: Coat, value: "Long, silky"}\n'),
        ({"b": {"c": "d"}}, "a:\n  b:\n    c: d\n"),
    ],
)
def test_it_is_written_as_a_person_would(value: Any, line: str) -> None:
    assert dump({"a": value}) == line


def test_no_entries_are_an_empty_file() -> None:
    assert dump({}) == ""


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("a: &x [1]\nb: *x", 2, "Aliases such as *this are not taken: write it out"),
        ("a: !!python/object/apply:os.system [ls]", 1, "Tags such as !this are not taken"),
        ("a: !!bool maybe", 1, "Tags such as !this are not taken"),
        ("a: !!binary aGVsbG8=", 1, "Tags such as !this are not taken"),
        ("a: 1\n\na: 2", 3, "“a” is there twice"),
        ("refs:\n  b: 1\n  b: 2", 3, "“b” is there twice"),
        ("[" * 500_000, 1, "There are too many lists within lists"),
        ("- " * 5_000 + "a", 1, "There are too many lists within lists"),
        ("{a: " * 5_000, 1, "There are too many lists within lists"),
        ('a: "b\\0c"', 1, "There is a character that cannot be stored"),
        ('a: "\\uD800"', 1, "There is a character that cannot be stored"),
        ('"\\0": b', 1, "There is a character that cannot be stored"),
    ],
)
def test_what_grows_runs_or_hides_is_refused_with_its_line(text: str, line: int, problem: str) -> None:
    with pytest.raises(NotTaken) as refused:
        load(text)

    assert refused.value.problem == problem
    assert refused.value.problem_mark is not None
    assert refused.value.problem_mark.line + 1 == line


def test_a_billion_laughs_are_refused_before_the_second() -> None:
    levels = ["a: &a [ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    for name, before in zip("bcdefghi", "abcdefgh", strict=True):
        levels.append(f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]")

    with pytest.raises(NotTaken, match="Aliases") as refused:
        load("\n".join(levels))

    assert refused.value.problem_mark is not None
    assert refused.value.problem_mark.line == 1


@settings(max_examples=300)
@given(
    st.text("ab:-[]{}'\"\n #&*!|>%,?0.~<=\t\\", max_size=60)
    | st.binary(max_size=60).map(lambda b: b.decode("latin-1"))
)
def test_any_text_is_read_or_refused_and_never_a_fault(text: str) -> None:
    try:
        load(text)
    except (yaml.YAMLError, ValueError):
        return
