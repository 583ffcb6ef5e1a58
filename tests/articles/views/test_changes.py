"""What a page tells of itself: what changed and when, who checked it, and when that is overdue."""

import html
import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from articles.changes import Change, changes_up_to
from articles.models import Article, Contributor, Edition
from articles.models.article import Kind
from articles.models.edition import UNSIGNED
from articles.publishing import EditionSize, Release, call_off, publish, sign, withdraw
from tests.factories import DraftArticleFactory, VetFactory, live_edition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_lone_pages")]

DAY = timedelta(days=1)
START = datetime(2026, 11, 3, 12, tzinfo=UTC)
DUE = date(2027, 11, 3)
OVERDUE = "has not done so yet"


def words_of(client: Client, article: Article) -> str:
    page = client.get(article.get_absolute_url()).content.decode()
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


def notes(article: Article, now: datetime | None = None) -> list[str]:
    now = now or timezone.now()
    edition = Edition.objects.live(now).get(article=article)
    return [change.note for change in changes_up_to(edition, now)]


def publish_each(article: Article, *given: str) -> None:
    """An edition a day, from START on."""
    for number, note in enumerate(given):
        with time_machine.travel(START + number * DAY, tick=False):
            publish(article, by=None, release=Release(note=note))


@pytest.fixture
def article() -> Article:
    return DraftArticleFactory()


# --- what changed


def test_changes_are_told_newest_first_with_their_dates(article: Article) -> None:
    publish_each(article, "", "A study from 2026", "A clearer answer")

    assert changes_up_to(live_edition(article), timezone.now()) == [
        Change(date(2026, 11, 5), "A clearer answer", is_small=False),
        Change(date(2026, 11, 4), "A study from 2026", is_small=False),
        Change(date(2026, 11, 3), "First published", is_small=False),
    ]


def test_the_note_of_a_first_edition_is_shown(article: Article) -> None:
    publish_each(article, "Moved here from our leaflet")

    assert notes(article) == ["Moved here from our leaflet"]


def test_a_small_change_without_a_note_is_left_out_and_no_other_is(article: Article) -> None:
    publish_each(article, "", "", "A clearer answer")
    with time_machine.travel(START + 3 * DAY, tick=False):
        publish(article, by=None, release=Release(size=EditionSize.SMALL))

    assert notes(article) == ["A clearer answer", "The text was changed", "First published"]


def test_a_small_change_is_told_with_the_day_it_appeared_and_moves_no_other_date(
    article: Article, client: Client
) -> None:
    publish_each(article, "")
    with time_machine.travel(START + DAY, tick=False):
        publish(article, by=None, release=Release(note="Spelling", size=EditionSize.SMALL))

    (spelling, _first) = changes_up_to(live_edition(article), timezone.now())

    assert spelling == Change(date(2026, 11, 4), "Spelling", is_small=True)
    words = words_of(client, article)
    assert "4 November 2026 Spelling (a small change) 3 November 2026 First published" in words
    assert "Updated 3 November 2026" in words


def test_a_text_older_than_this_site_keeps_its_date(article: Article) -> None:
    publish(article, by=None, release=Release(updated_at=datetime(2019, 5, 1, 12, tzinfo=UTC)))

    (change,) = changes_up_to(live_edition(article), timezone.now())

    assert change.on == date(2019, 5, 1)


def test_a_scheduled_change_is_not_listed_before_its_time(article: Article) -> None:
    publish_each(article, "First")
    at = timezone.now() + DAY
    publish(article, by=None, release=Release(note="Tomorrow", at=at))

    assert notes(article) == ["First"]
    assert notes(article, at) == ["Tomorrow", "First"]


def test_an_edition_called_off_before_its_time_is_never_listed(article: Article) -> None:
    publish_each(article, "First")
    publish(article, by=None, release=Release(note="Called off", at=timezone.now() + DAY))
    call_off(article, by=None)
    publish(article, by=None, release=Release(note="Third"))

    assert notes(article) == ["Third", "First"]
    assert notes(article, timezone.now() + 2 * DAY) == ["Third", "First"]


def test_what_readers_saw_before_a_withdrawal_is_told_when_the_page_is_back(article: Article) -> None:
    publish_each(article, "First")
    withdraw(article, by=None)
    publish(article, by=None, release=Release(note="Back again"))

    assert notes(article) == ["Back again", "First"]


def test_changes_of_another_article_are_not_told(article: Article) -> None:
    publish_each(DraftArticleFactory(), "Of another")
    publish_each(article, "Own")

    assert notes(article) == ["Own"]


@pytest.mark.parametrize(("count", "folded"), [(5, False), (6, True)])
def test_a_long_list_of_changes_is_folded_away_after_five(
    article: Article, client: Client, count: int, folded: bool
) -> None:
    publish_each(article, *(f"Change {number}." for number in range(count)))

    page = client.get(article.get_absolute_url()).content.decode()

    section = page.split('class="changes"')[1].split("</section>")[0]
    assert section.count("<li>") == count
    assert ("<details" in section) == folded
    if folded:
        assert "Change 0." in section.split("<details")[1]
        assert "Change 1." in section.split("<details")[0]


def test_a_breed_file_tells_its_changes_too(client: Client) -> None:
    breed = DraftArticleFactory(kind=Kind.BREED)
    publish_each(breed, "", "New figures for weight")

    assert "What changed 4 November 2026 New figures for weight" in words_of(client, breed)


def test_a_preview_tells_no_changes(editor_client: Client, article: Article) -> None:
    publish_each(article, "A note that readers see")

    page = editor_client.get(f"/admin/articles/article/{article.pk}/preview/").content.decode()

    assert article.title in page
    assert "What changed" not in page
    assert "A note that readers see" not in page


# --- who checked it


def signed(article: Article, **contributor: str) -> Article:
    """Signed at START by a vet, due again on DUE, and live."""
    vet = VetFactory()
    Contributor.objects.filter(user=vet).update(**contributor)
    with time_machine.travel(START, tick=False):
        sign(article, by=type(vet).objects.get(pk=vet.pk), review_due_on=DUE)
        publish(article, by=None)
    return article


def test_readers_see_who_checked_the_page_when_and_until_when(article: Article, client: Client) -> None:
    signed(article)

    words = words_of(client, article)

    assert (
        "VI Checked by Vera Ito, MRCVS (Veterinary surgeon). Last checked 3 November 2026 Reading time"
    ) in words
    assert "Last checked 3 November 2026 Next review due 3 November 2027" in words
    assert UNSIGNED not in words


def test_a_vet_without_credentials_is_named_without_them(article: Article, client: Client) -> None:
    signed(article, credentials="")

    assert "Checked by Vera Ito (Veterinary surgeon)." in words_of(client, article)


def test_a_page_goes_on_saying_what_was_signed_though_the_working_copy_changed(
    article: Article, client: Client
) -> None:
    signed(article)
    Article.objects.filter(pk=article.pk).update(body="Another text", digest="0" * 64)
    Contributor.objects.update(name="Another name", credentials="")

    assert "Checked by Vera Ito, MRCVS" in words_of(client, article)


def test_an_unsigned_page_says_so(article: Article, client: Client) -> None:
    publish_each(article, "")

    words = words_of(client, article)

    assert UNSIGNED in words
    assert "Checked by" not in words


@pytest.mark.parametrize("kind", Kind.values)
def test_an_overdue_review_is_said_plainly_from_the_day_after_it_was_due(client: Client, kind: str) -> None:
    article = signed(DraftArticleFactory(kind=kind))

    for now, is_overdue in (
        (datetime(2027, 11, 3, 23, 59, tzinfo=UTC), False),
        (datetime(2027, 11, 4, 0, 1, tzinfo=UTC), True),
        (datetime(2029, 1, 1, tzinfo=UTC), True),
    ):
        with time_machine.travel(now, tick=False):
            words = words_of(client, article)

        assert (OVERDUE in words) == is_overdue, now
        assert ("A vet should have read it again by 3 November 2027" in words) == is_overdue, now


def test_a_page_becomes_overdue_by_the_days_of_the_sites_time_zone(article: Article, client: Client) -> None:
    sign(article, by=VetFactory(), review_due_on=date(2030, 7, 1))
    publish(article, by=None)

    # In Britain the second of July has begun, in UTC it has not.
    with time_machine.travel(datetime(2030, 7, 1, 23, 30, tzinfo=UTC), tick=False):
        assert OVERDUE in words_of(client, article)


def test_a_cache_that_revalidates_learns_that_a_page_is_overdue(article: Article, client: Client) -> None:
    signed(article)
    with time_machine.travel(datetime(2027, 11, 3, 12, tzinfo=UTC), tick=False):
        etag = client.get(article.get_absolute_url()).headers["ETag"]

    with time_machine.travel(datetime(2027, 11, 4, 12, tzinfo=UTC), tick=False):
        response = client.get(article.get_absolute_url(), headers={"If-None-Match": etag})

    assert response.status_code == 200
    assert OVERDUE in response.content.decode()


def test_an_unsigned_page_is_never_overdue(article: Article, client: Client) -> None:
    publish_each(article, "")

    with time_machine.travel(datetime(2040, 1, 1, tzinfo=UTC), tick=False):
        assert OVERDUE not in words_of(client, article)


def test_a_new_check_takes_the_banner_away(article: Article, client: Client) -> None:
    signed(article)

    with time_machine.travel(datetime(2028, 1, 1, tzinfo=UTC), tick=False):
        sign(article, by=VetFactory(), review_due_on=date(2029, 1, 1))
        publish(article, by=None, release=Release(note="Checked again", size=EditionSize.SMALL))
        words = words_of(client, article)

    assert OVERDUE not in words
    assert "Next review due 1 January 2029" in words
