"""Two people's texts made one: nothing is lost, and only what both changed is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.comparison.merging import Chunk, Lines, MergeKind, both_of, merge, merge_without_base

# Few different lines, so that moves, repeats and equal changes of both sides are common.
LINES = st.lists(st.sampled_from(["", "a", "b", "A dog wags its tail", "A cat wags its tail", "- 5 mg"]))


def joined(chunks: tuple[Chunk, ...]) -> Lines | None:
    """The merged lines, None where something is asked."""
    if any(chunk.kind is MergeKind.ASKED for chunk in chunks):
        return None
    return tuple(line for chunk in chunks for line in chunk.joined)


def side(chunks: tuple[Chunk, ...], name: str) -> list[str]:
    return [line for chunk in chunks for line in getattr(chunk, name)]


@given(base=LINES, text=LINES)
def test_what_only_one_changed_is_taken(base: list[str], text: list[str]) -> None:
    assert joined(merge(base, text, base)) == tuple(text)
    assert joined(merge(base, base, text)) == tuple(text)
    assert joined(merge(base, text, text)) == tuple(text)


@given(base=LINES, mine=LINES, theirs=LINES)
def test_the_chunks_hold_all_three_texts(base: list[str], mine: list[str], theirs: list[str]) -> None:
    chunks = merge(base, mine, theirs)

    assert side(chunks, "base") == base
    assert side(chunks, "mine") == mine
    assert side(chunks, "theirs") == theirs


@given(base=LINES, mine=LINES, theirs=LINES)
def test_nothing_of_either_is_lost_without_a_question(
    base: list[str], mine: list[str], theirs: list[str]
) -> None:
    for chunk in merge(base, mine, theirs):
        if chunk.kind is MergeKind.SAME:
            assert chunk.base == chunk.mine == chunk.theirs == chunk.joined
        elif chunk.kind is MergeKind.MINE:
            assert (chunk.theirs, chunk.joined) == (chunk.base, chunk.mine)
        elif chunk.kind is MergeKind.THEIRS:
            assert (chunk.mine, chunk.joined) == (chunk.base, chunk.theirs)
        elif chunk.kind is MergeKind.AGREED:
            assert chunk.mine == chunk.theirs == chunk.joined
        elif chunk.kind is MergeKind.JOINED:
            new = {word for line in (*chunk.mine, *chunk.theirs) for word in line.split()}
            old = {word for line in chunk.base or () for word in line.split()}
            assert new - old <= {word for line in chunk.joined for word in line.split()}


@given(base=LINES, mine=LINES, theirs=LINES)
def test_it_does_not_matter_who_came_first(base: list[str], mine: list[str], theirs: list[str]) -> None:
    other = {MergeKind.MINE: MergeKind.THEIRS, MergeKind.THEIRS: MergeKind.MINE}

    swapped = [
        Chunk(other.get(chunk.kind, chunk.kind), chunk.base, chunk.theirs, chunk.mine, chunk.joined)
        for chunk in merge(base, theirs, mine)
    ]

    assert list(merge(base, mine, theirs)) == swapped


@given(data=st.data(), count=st.integers(1, 12))
def test_changes_of_different_lines_are_never_asked(data: st.DataObject, count: int) -> None:
    base = [f"The line of number {place} says something" for place in range(count)]
    changers = data.draw(st.lists(st.sampled_from(["", "mine", "theirs"]), min_size=count, max_size=count))

    def text_of(name: str) -> list[str]:
        return [f"{line} {name}" if name == who else line for line, who in zip(base, changers, strict=True)]

    expected = [f"{line} {who}".strip() for line, who in zip(base, changers, strict=True)]
    assert joined(merge(base, text_of("mine"), text_of("theirs"))) == tuple(expected)


@given(mine=LINES, theirs=LINES)
def test_without_the_text_before_every_difference_is_asked(mine: list[str], theirs: list[str]) -> None:
    chunks = merge_without_base(mine, theirs)

    assert side(chunks, "mine") == mine
    assert side(chunks, "theirs") == theirs
    assert {chunk.kind for chunk in chunks} <= {MergeKind.SAME, MergeKind.ASKED}
    assert all(chunk.mine == chunk.theirs for chunk in chunks if chunk.kind is MergeKind.SAME)


def test_a_line_that_both_changed_is_joined_by_its_words() -> None:
    base = ["The leg kicks because the brain gives an order."]
    mine = ["The hind leg kicks because the brain gives an order."]
    theirs = ["The leg kicks because the brain gives no order."]

    assert joined(merge(base, mine, theirs)) == ("The hind leg kicks because the brain gives no order.",)


@pytest.mark.parametrize(
    ("base", "mine", "theirs"),
    [
        ("Give the dog water.", "Give the dog milk.", "Give the dog broth."),
        # Side by side, two words that fit alone may say something false together.
        ("Wait five minutes then look.", "Wait ten minutes then look.", "Wait five hours then look."),
        (
            "The dose is 5 mg per kg of weight.",
            "The dose is 10 mg per kg of weight.",
            "Its dose is 5 mg per kg.",
        ),
    ],
)
def test_words_that_belong_together_are_asked(base: str, mine: str, theirs: str) -> None:
    assert joined(merge([base], [mine], [theirs])) is None


def test_lines_put_in_at_the_same_place_are_asked() -> None:
    assert joined(merge(["a", "b"], ["a", "mine", "b"], ["a", "theirs", "b"])) is None


def test_a_paragraph_put_in_before_a_changed_one_is_no_question() -> None:
    base = ["First.", "", "The last one."]

    merged = joined(
        merge(base, ["First.", "", "New.", "", "The last one."], ["First.", "", "The very last one."])
    )

    assert merged == ("First.", "", "New.", "", "The very last one.")


def test_a_very_long_text_counts_as_one_change() -> None:
    base, mine = [f"old {place}" for place in range(5000)], [f"new {place}" for place in range(5000)]

    chunks = merge(base, mine, [*base, "one more"])

    assert joined(chunks) == (*mine, "one more")


def test_both_say_once_what_they_begin_with() -> None:
    theirs, mine = "The rabbit binkies. It may be tired.", "The rabbit binkies. It feels safe."

    assert both_of((theirs,), (mine,)) == ("The rabbit binkies. It may be tired. It feels safe.",)
    assert both_of(("It is tired.",), ("It feels safe.",)) == ("It is tired.", "It feels safe.")
    assert both_of((theirs, "More."), (mine,)) == (theirs, "More.", mine)
