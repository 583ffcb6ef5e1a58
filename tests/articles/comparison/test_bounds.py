"""A comparison ends in bounded time, whatever it is given."""

from typing import Any

import pytest

from articles.comparison import Segment, lines, words
from articles.comparison.lines import MAX_LINES, MAX_ROWS
from tests.articles.comparison.compared import rows_of


class Sizes(list[tuple[int, int]]):
    """How long the lists were that difflib was given."""

    def watch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for module in (lines, words):
            real = module.SequenceMatcher

            def matcher(junk: Any, a: Any, b: Any, real: Any = real, **options: Any) -> Any:
                self.append((len(a), len(b)))
                return real(junk, a, b, **options)

            monkeypatch.setattr(module, "SequenceMatcher", matcher)


HUGE = 200_000


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("\n" * HUGE, "x\n" * (HUGE // 2)),
        ("\n".join(map(str, range(30_000))), "\n".join(map(str, range(30_000, 60_000)))),
        ("a b " * (HUGE // 4), "b a " * (HUGE // 4)),
        (" ".join(f"a{n} s{n}" for n in range(18_000)), " ".join(f"b{n} s{n}" for n in range(18_000))),
        (
            "a b " * 120 + "\n" + ("a b b " * 80 + "\n") * 400,
            "b a " * 120 + "\n" + ("b a a " * 80 + "\n") * 400,
        ),
        ("." * HUGE, "." * (HUGE - 1)),
    ],
    ids=[
        "empty lines",
        "no line alike",
        "one line of two words",
        "one line, every second word",
        "two words",
        "dots",
    ],
)
def test_a_huge_text_is_never_given_to_difflib_whole(
    before: str, after: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = Sizes()
    sizes.watch(monkeypatch)

    rows = rows_of(before, after)

    assert len(rows) <= MAX_ROWS + 1
    assert all(max(size) <= MAX_LINES for size in sizes)
    assert sum(one * other for one, other in sizes) <= words.MAX_TOTAL + MAX_LINES**2


def test_what_a_much_too_long_comparison_leaves_out_is_counted() -> None:
    count = MAX_ROWS + 100

    rows = rows_of("\n".join(f"a{n}" for n in range(count)), "\n".join(f"b{n}" for n in range(count + 7)))

    assert len(rows) == MAX_ROWS + 1
    assert rows[-1].left_out == 107


def test_once_the_work_is_spent_lines_are_marked_whole() -> None:
    marker = words.WordMarker()
    marker.left = 30

    first = marker.mark("one two", "one three")
    for _ in range(30):
        last = marker.mark("one two", "one three")

    assert first[1] == (Segment("one "), Segment("three", is_changed=True))
    assert last[1] == (Segment("one three", is_changed=True),)
