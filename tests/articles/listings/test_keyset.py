"""Keyset pagination: pages follow one another without gaps, and any text is accepted as a cursor."""

from base64 import urlsafe_b64encode
from datetime import UTC, datetime

import pytest

from articles.listings.keyset import A_TO_Z, NEWEST_FIRST, KeysetPage, Order, page_from, page_of, read_count
from articles.models import Edition
from tests.factories import LoneArticleFactory, many_live_editions

pytestmark = pytest.mark.django_db

SIZE = 4


@pytest.fixture
def editions() -> list[Edition]:
    return many_live_editions(LoneArticleFactory(slug="subject"), 10)


def page(order: Order, **asked: str) -> KeysetPage[Edition]:
    return page_of(Edition.objects.live().exclude(article__slug="subject"), order, asked, size=SIZE)


def keys(found: KeysetPage[Edition]) -> list[str]:
    return [edition.index_key[-2:] for edition in found]


@pytest.mark.parametrize(("order", "names"), [(A_TO_Z, "0123456789"), (NEWEST_FIRST, "9876543210")])
def test_pages_go_on_and_back_without_a_row_twice_or_left_out(
    editions: list[Edition], order: Order, names: str
) -> None:
    first = page(order)
    second = page(order, after=first.after)
    third = page(order, after=second.after)

    back = page(order, before=third.before)

    expected = [f"0{name}" for name in names]
    assert keys(first) + keys(second) + keys(third) == expected
    assert not first.before
    assert not third.after
    assert keys(back) == keys(second)
    assert keys(page(order, before=back.before)) == keys(first)
    assert keys(page(order, after=back.after)) == keys(third)


def test_the_beginning_has_nothing_before_it_and_is_a_full_page(editions: list[Edition]) -> None:
    second = page(A_TO_Z, after=A_TO_Z.cursor(editions[1]))

    first = page(A_TO_Z, before=second.before)

    assert keys(first) == ["00", "01", "02", "03"]
    assert not first.before


def test_equal_headings_come_one_by_one(editions: list[Edition]) -> None:
    Edition.objects.update(index_key="subject")
    first = page(A_TO_Z)
    second = page(A_TO_Z, after=first.after)

    third = page(A_TO_Z, after=second.after)

    shown = [edition.pk for found in (first, second, third) for edition in found]
    assert shown == [edition.pk for edition in editions]


def test_an_address_stays_good_when_something_new_comes_before_it(editions: list[Edition]) -> None:
    first = page(NEWEST_FIRST)
    expected = keys(page(NEWEST_FIRST, after=first.after))
    newest = LoneArticleFactory()

    second = page(NEWEST_FIRST, after=first.after)

    assert newest.pk not in [edition.article_id for edition in second]
    assert keys(second) == expected


def test_an_address_beyond_what_is_left_shows_the_first_page(editions: list[Edition]) -> None:
    last = A_TO_Z.cursor(editions[-1])

    assert keys(page(A_TO_Z, after=last)) == ["00", "01", "02", "03"]


def encoded(text: str) -> str:
    return urlsafe_b64encode(text.encode("utf-8", "surrogatepass")).decode().rstrip("=")


BROKEN = [
    "",
    "x",
    "%00",
    "é",
    "....",
    "A" * 5000,
    encoded("5"),
    encoded(":subject"),
    encoded("5:\0"),
    encoded("5:\ud800"),
    encoded("-5:subject"),
    encoded("٥:subject"),
    encoded(f"{2**63}:subject"),
    encoded("9" * 5000 + ":subject"),
    encoded("5:2026-01-01"),
    encoded("5:2026-01-01T00:00:00"),
    encoded("5:9999-99-99T00:00:00+00:00"),
    encoded("5: 2026-01-01T00:00:00+00:00 "),
]


@pytest.mark.parametrize("order", [A_TO_Z, NEWEST_FIRST])
def test_a_broken_cursor_shows_the_first_page(editions: list[Edition], order: Order) -> None:
    first = keys(page(order))

    for cursor in BROKEN:
        usable = order.mark(cursor) if order is A_TO_Z and cursor.startswith("NTo") else None
        # An A to Z accepts any text, also one that looks like a date.
        for asked in ({"after": cursor}, {"before": cursor}):
            found = page(order, **asked)

            assert len(found) == SIZE, cursor
            assert usable is not None or keys(found) == first, cursor


def test_times_at_the_ends_of_the_calendar_are_no_error(editions: list[Edition]) -> None:
    for year in (1, 9999):
        time = datetime(year, 12, 31, tzinfo=UTC)

        found = page(NEWEST_FIRST, after=encoded(f"1:{time.isoformat()}"))

        assert keys(found) == ["09", "08", "07", "06"]


def test_a_page_may_begin_at_a_row_and_goes_on_and_back_from_there(editions: list[Edition]) -> None:
    rows = Edition.objects.live().exclude(article__slug="subject")

    found = page_from(rows, A_TO_Z, A_TO_Z.place(editions[5]), size=SIZE)

    assert keys(found) == ["05", "06", "07", "08"]
    assert keys(page(A_TO_Z, after=found.after)) == ["09"]
    assert keys(page(A_TO_Z, before=found.before)) == ["01", "02", "03", "04"]


def test_a_page_that_begins_beyond_the_end_is_the_first(editions: list[Edition]) -> None:
    rows = Edition.objects.live().exclude(article__slug="subject")

    assert keys(page_from(rows, A_TO_Z, ("zzz", 1), size=SIZE)) == ["00", "01", "02", "03"]


@pytest.mark.parametrize("text", ["", "x", "-1", "2147483648", "9" * 5000])
def test_a_cursor_holds_only_counts_that_fit_into_their_column(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read_count(text)
