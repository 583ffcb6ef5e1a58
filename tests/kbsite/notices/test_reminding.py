"""What comes of the time alone is told to the right people, once."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.management import call_command
from django.utils import timezone

from articles.models import Article, Contributor, Edition, ExternalLink
from articles.publishing import publish, sign
from articles.publishing.freshness import review_days
from comments.mail import errands
from comments.models import QueuedMail
from kbsite.notices import reminding
from kbsite.notices.models import Notice, NoticeKind, NoticeOff
from kbsite.notices.reminding import remind_if_due
from tests.articles.admin.search_board import asked
from tests.factories import AuthorFactory, DraftArticleFactory, ReferenceFactory
from tests.kbsite.notices.conftest import letters

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_on")]

TITLE = "“Why do dogs dig?”"
DAY = timedelta(days=1)
# Far from the change between summer time and winter time.
START = timezone.now().replace(year=2027, month=1, day=10, hour=12)


def signed(draft: Article, vet: User, due: date) -> Edition:
    sign(draft, by=vet, review_due_on=due)
    edition = publish(draft, by=None)
    Notice.objects.all().delete()
    return edition


def told() -> list[tuple[str, str]]:
    """The letters of a run of the command, which are taken as sent."""
    errands.run()
    found = letters()
    QueuedMail.objects.all().delete()
    return found


def test_a_review_is_told_a_month_before_and_when_it_is_overdue(
    draft: Article, ann: User, vera: User
) -> None:
    with time_machine.travel(START, tick=False) as clock:
        due = timezone.localdate() + timedelta(days=31)
        signed(draft, vera, due)
        assert told() == []

        clock.shift(DAY)
        soon = f"{TITLE}: to be looked at again by {due:%-d %B %Y}"
        assert told() == [(ann.email, soon), (vera.email, soon)]
        for _ in range(10):
            clock.shift(3 * DAY)
            assert told() == []

        clock.shift(DAY)
        overdue = f"{TITLE}: its review is overdue"
        assert told() == [(ann.email, overdue), (vera.email, overdue)]
        clock.shift(DAY)
        assert told() == []


def test_without_anybody_of_the_text_an_editor_hears_of_a_review(
    draft: Article, vera: User, ed: User
) -> None:
    with time_machine.travel(START, tick=False):
        signed(draft, vera, timezone.localdate() + DAY)
        Contributor.objects.filter(user=vera).update(user=None)
        Article.objects.update(owner=None)

        assert [to for to, _ in told()] == [ed.email]


def test_of_a_page_that_no_vet_signed_its_owner_hears_by_the_plan_of_the_editors(
    draft: Article, ann: User, ed: User
) -> None:
    with time_machine.travel(START, tick=False) as clock:
        edition = publish(draft, by=None)
        Notice.objects.all().delete()
        assert told() == []

        clock.move_to(START + timedelta(days=review_days(edition.urgency) + 1))

        assert told() == [(ann.email, f"{TITLE}: its review is overdue")]
        Article.objects.update(owner=None)
        Notice.objects.all().delete()
        clock.shift(DAY)
        assert told() == []


def test_a_reference_that_breaks_is_told_once_to_whose_text_it_is(
    draft: Article, ann: User, ed: User
) -> None:
    url = "https://example.org/study"
    ReferenceFactory(article=draft, url=url)
    with time_machine.travel(START, tick=False) as clock:
        link = ExternalLink.objects.create(
            url=url, outcome="gone", checked_at=START, failing_since=START - DAY
        )

        assert told() == [(ann.email, f"{TITLE}: a reference no longer answers")]
        clock.shift(DAY)
        assert told() == []

        # It answered again, and broke anew.
        link.failing_since = START + DAY
        link.save()
        clock.shift(DAY)
        assert len(told()) == 1


@pytest.mark.parametrize("why", ["wants none", "no address", "left"])
def test_pages_whose_people_hear_nothing_keep_no_reminder_from_others(
    why: str, draft: Article, ann: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reminding, "MOST_KEPT", 2)
    deaf = AuthorFactory(email="" if why == "no address" else "deaf@desk.example", is_active=why != "left")
    if why == "wants none":
        NoticeOff.objects.create(user=deaf, kind=NoticeKind.REVIEW_DUE)
    with time_machine.travel(START, tick=False) as clock:
        older = [publish(DraftArticleFactory(owner=deaf), by=None) for _ in range(3)]
        clock.shift(DAY)
        edition = publish(draft, by=None)
        Notice.objects.all().delete()

        clock.move_to(START + timedelta(days=review_days(edition.urgency) + 2))

        assert {one.urgency for one in older} == {edition.urgency}
        assert told() == [(ann.email, f"{TITLE}: its review is overdue")]


def failing(number: int, since: datetime) -> str:
    url = f"https://example.org/{number}"
    ExternalLink.objects.create(url=url, outcome="gone", checked_at=START, failing_since=since)
    return url


def test_all_references_that_broke_are_told_however_many_there_are(
    draft: Article, ann: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reminding, "MOST_KEPT", 2)
    monkeypatch.setattr(reminding, "AT_ONCE", 2)
    with time_machine.travel(START, tick=False) as clock:
        for number in range(5):
            ReferenceFactory(article=draft, url=failing(number, START - number * DAY))
        for number in range(5, 10):
            failing(number, START)

        kept = []
        for _ in range(4):
            kept.append(remind_if_due())
            clock.shift(DAY)

    # A search ends with the links that it reads together.
    assert kept == [3, 2, 0, 0]


def test_a_search_asks_as_often_however_much_was_told(
    draft: Article, ann: User, django_assert_max_num_queries: Any
) -> None:
    with time_machine.travel(START, tick=False) as clock:
        for number in range(20):
            ReferenceFactory(article=draft, url=failing(number, START))
            publish(DraftArticleFactory(owner=AuthorFactory(email="")), by=None)
        clock.move_to(START + timedelta(days=900))
        remind_if_due()
        clock.shift(DAY)

        with django_assert_max_num_queries(40):
            assert remind_if_due() == 0


def test_questions_without_an_answer_are_told_to_editors_once_a_week(ann: User, ed: User) -> None:
    with time_machine.travel(START, tick=False) as clock:
        asked("can rabbits eat ivy", 4)
        errands.run()
        assert letters() == [(ed.email, "1 question of readers found nothing")]
        assert "> can rabbits eat ivy (4 times)" in QueuedMail.objects.get().text
        QueuedMail.objects.all().delete()

        clock.shift(3 * DAY)
        asked("do hens yawn", 9)
        assert told() == []
        clock.shift(4 * DAY)
        assert len(told()) == 1


def test_a_search_is_made_once_a_day_and_not_at_each_letter(ed: User) -> None:
    with time_machine.travel(START, tick=False) as clock:
        asked("can rabbits eat ivy", 4)
        assert remind_if_due() == 1
        NoticeOff.objects.create(user=ed, kind=NoticeKind.UNANSWERED)
        Notice.objects.all().delete()
        clock.shift(DAY / 2)

        assert remind_if_due() == 0


def test_what_was_told_long_ago_is_forgotten(ed: User) -> None:
    now = timezone.now()
    for days in (10, 500):
        at = now - timedelta(days=days)
        Notice.objects.create(user=ed, kind=NoticeKind.UNANSWERED, about=str(days), due_at=at, told_at=at)
        Notice.objects.create(user=ed, kind=NoticeKind.UNANSWERED, about=f"untold {days}", due_at=at)

    call_command("forget", verbosity=0)

    assert sorted(Notice.objects.values_list("about", flat=True)) == ["10", "untold 10"]
