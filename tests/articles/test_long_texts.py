"""No text within the limits makes anybody wait: each of these once took minutes, or might have."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from articles.checks.finding import blocks
from articles.checks.quantities import figures_in
from articles.checks.readability import grade
from articles.checks.sentences import sentences_in
from articles.checks.spoken_of import words_in_line
from articles.comparison import compare_texts
from articles.comparison.merging import merge
from articles.comparison.passages import Passages
from articles.comparison.places import changed_places
from articles.publishing.small import judge_passage
from articles.references.look_up import read_pasted
from articles.rendering.plain_lines import Surroundings
from articles.rendering.plain_markdown import plain_markdown
from articles.search.english import is_english
from tests.factories import rendered

LENGTH = 80_000
# Of the processor, not by the clock: other tests run meanwhile. All of these take a second or two.
SECONDS = 25

REPEATED = [
    *(
        "[^",
        "[a](",
        "[",
        "](/",
        "[\\\\[",
        "\\\\a",
        "## a?\n\n",
        "### a\n\n",
        "“",
        "a",
        "a-",
        "1.",
        "1 to ",
        "`",
        "*a ",
    ),
    *("<", "> a\n", "- a\n", "| a ", "::: note\n:::\n", "a@", "www.", "\n", "(", ". (", "a. "),
]


def _checked(text: str) -> None:
    passages = rendered(text).passages
    grade(list(sentences_in(passages)))
    for passage in passages:
        figures_in(passage.text)
    words_in_line(blocks("body", f"The link “{text}” leads nowhere.", line=1), [text])


def _compared(text: str) -> None:
    changed_places(compare_texts(text, f"{text[1:]}x"), text, "Text")


READERS: dict[str, Callable[[str], Any]] = {
    "checks": _checked,
    "comparing": _compared,
    "merging": lambda text: merge(text.split("\n"), [*text.split("\n"), "x"], ["y", *text.split("\n")]),
    "remarks": lambda text: Passages([("body", text)]).find("a b"),
    "plain Markdown": lambda text: plain_markdown(text, Surroundings("/", "/a/", {}, [])),
    "references": lambda text: read_pasted(text[:20_000]),
    "small corrections": lambda text: judge_passage(text, f"{text[:5]}x{text[5:]}", is_english),
}


@contextmanager
def _processor_seconds(most: int) -> Iterator[None]:
    def stop(*_: Any) -> None:
        raise AssertionError(f"This took more than {most} seconds of the processor.")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, most)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@pytest.mark.parametrize("reader", READERS)
def test_a_text_that_repeats_one_thing_is_read_in_time(reader: str) -> None:
    for part in REPEATED:
        text = part * (LENGTH // len(part))
        with _processor_seconds(SECONDS):
            READERS[reader](f"{text}x")


def test_a_text_of_nothing_but_brackets_is_refused_in_words() -> None:
    (problem,) = rendered("[" * 10_001).problems

    assert problem.message == "The text has more than 10,000 square brackets."
