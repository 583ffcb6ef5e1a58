"""Letters to the desk are few, told once, survive a dead mail server, and lead where they say."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from django.utils import timezone

from articles.models import Article
from articles.publishing import submit
from comments.mail.bounces import mark
from comments.models import QueuedMail
from kbsite.notices import gathering, receiving
from kbsite.notices.choosing import stop_url
from kbsite.notices.gathering import IN_AN_HOUR, MOST_LISTED, queue_due
from kbsite.notices.kinds import words_of
from kbsite.notices.models import Notice, NoticeKind, NoticeOff
from tests.comments.mail.server import MailServer, part
from tests.comments.writing.test_concurrency import at_once
from tests.factories import DraftArticleFactory, EditorFactory
from tests.kbsite.notices.conftest import SITE, delivered, letters

HOUR = timedelta(hours=1)


def hand_in(by: User, number: int = 1) -> list[Article]:
    articles: list[Article] = [DraftArticleFactory(owner=by) for _ in range(number)]
    for article in articles:
        submit(article, by=by)
    return articles


@pytest.mark.django_db
@pytest.mark.usefixtures("mail_on")
def test_what_happens_at_once_is_one_letter_with_a_link_to_each(ann: User, ed: User) -> None:
    articles = hand_in(ann, MOST_LISTED + 2)

    [(to, subject)] = letters()

    assert (to, subject) == (
        ed.email,
        f"“{articles[0].title}” waits for your approval, and {MOST_LISTED + 1} more",
    )
    letter = QueuedMail.objects.get()
    for words in (letter.text, letter.html):
        assert words.count("/review/") == MOST_LISTED
        assert "and 2 more" in words


@pytest.mark.django_db
@pytest.mark.usefixtures("mail_on")
def test_an_hour_has_room_for_a_few_letters_and_the_rest_is_told_in_one(ann: User, ed: User) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(IN_AN_HOUR + 3):
            hand_in(ann)
            queue_due()
        assert QueuedMail.objects.count() == IN_AN_HOUR

        clock.shift(HOUR)

        assert queue_due() == 1
        assert QueuedMail.objects.filter(subject__endswith="and 2 more").count() == 1
        assert not Notice.objects.filter(told_at__isnull=True).exists()
        assert queue_due() == 0


@pytest.mark.django_db
@pytest.mark.usefixtures("mail_on")
def test_a_letter_asks_the_database_as_often_for_many_notices_as_for_few(
    ann: User, ed: User, django_assert_max_num_queries: Any
) -> None:
    hand_in(ann, 20)

    with django_assert_max_num_queries(25):
        queue_due()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("mail_on")
def test_of_processes_that_write_at_once_one_writes_each_letter(ann: User, ed: User) -> None:
    hand_in(ann)
    delivered()
    QueuedMail.objects.all().delete()
    Notice.objects.update(told_at=None)

    assert sum(at_once([queue_due] * 6)) == 1
    assert QueuedMail.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("mail_on")
def test_an_address_that_refuses_letters_is_told_when_it_takes_them_again(ann: User, ed: User) -> None:
    mark(ed.email)
    hand_in(ann)
    assert letters() == []
    client = Client()
    client.force_login(ed)

    client.post("/admin/your-login/letters/", {"kind": [NoticeKind.HANDED_IN]})

    assert [to for to, _ in letters()] == [ed.email]


@pytest.mark.django_db
@pytest.mark.usefixtures("mail_on")
def test_an_error_with_notices_undoes_nothing_of_what_an_editor_did(
    ann: User, ed: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(receiving, "keep", lambda *args, **more: 1 / 0)

    [article] = hand_in(ann)

    assert Article.objects.get(pk=article.pk).stage == "in-review"
    assert "could not be kept for letters" in caplog.text


@pytest.mark.django_db
@pytest.mark.usefixtures("mail_on")
def test_what_one_person_cannot_be_told_keeps_no_letter_from_others(
    ann: User, ed: User, vera: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails_for_ed(notice: Notice, person: User) -> Any:
        return 1 / 0 if person == ed else words_of(notice, person)

    hand_in(ann)
    monkeypatch.setattr(gathering, "words_of", fails_for_ed)
    assert [to for to, _ in letters()] == [vera.email]
    assert "could not be written" in caplog.text

    monkeypatch.undo()

    assert [to for to, _ in letters()] == [ed.email, vera.email]


@pytest.mark.django_db(transaction=True)
def test_a_letter_goes_out_after_the_commit_and_its_header_unsubscribes(
    server: MailServer, ann: User, ed: User
) -> None:
    with transaction.atomic():
        hand_in(ann)
        assert server.received == []
    delivered()

    [letter] = server.letters
    assert letter["To"] == ed.email
    assert part(letter, "plain")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    page = str(letter["List-Unsubscribe"]).strip(" <>").removeprefix(SITE)
    answer = Client(enforce_csrf_checks=True).post(page, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    hand_in(ann)
    delivered()
    assert len(server.received) == 1
    assert NoticeOff.objects.get().kind == NoticeKind.HANDED_IN


@pytest.mark.django_db(transaction=True)
def test_a_mail_server_that_is_down_loses_nothing(server: MailServer, ann: User, ed: User) -> None:
    server.stop()
    hand_in(ann)
    delivered()
    assert QueuedMail.objects.get().attempts == 1
    server.start()
    QueuedMail.objects.update(next_try_at=timezone.now())

    hand_in(EditorFactory())
    delivered()

    assert server.recipients == [ed.email] * 2


@pytest.mark.django_db
@pytest.mark.usefixtures("mail_on")
def test_the_link_of_a_letter_leads_to_its_page_after_the_login(ann: User, ed: User) -> None:
    hand_in(ann)
    letters()
    found = re.search(rf"{SITE}(/admin/\S+)", QueuedMail.objects.get().text)
    assert found
    client = Client()

    door = client.get(found[1])
    inside = client.post(
        door.headers["Location"],
        {"username": ed.username, "password": "correct horse", "next": found[1]},
        follow=True,
    )

    assert door.headers["Location"] == f"/admin/login/?next={found[1]}"
    assert inside.redirect_chain == [(found[1], 302)]
    assert inside.status_code == 200


@pytest.mark.django_db
@pytest.mark.usefixtures("mail_on")
def test_the_page_of_a_letter_turns_its_kinds_off_and_on_again(ed: User, reader: Client) -> None:
    page = stop_url(ed.pk, [NoticeKind.SIGNED, NoticeKind.HANDED_IN]).removeprefix(SITE)

    asked = reader.get(page).content.decode()
    off = reader.post(page, follow=True).content.decode()
    then = sorted(NoticeOff.objects.values_list("kind", flat=True))
    reader.post(page, {"again": "yes"})

    assert "Turn these letters off?" in asked
    assert "These letters are off" in off
    assert "A vet signed a text of yours" in off
    assert then == ["handed-in", "signed"]
    assert not NoticeOff.objects.exists()
    assert reader.get(page.replace("signed", "broken")).status_code == 404
    assert Client().post(page).status_code == 403


@pytest.mark.django_db
@pytest.mark.usefixtures("mail_on")
def test_everybody_chooses_among_the_letters_of_their_role(
    ann: User, ed: User, vera: User, settings: Any
) -> None:
    def page_of(user: User, data: dict[str, Any] | None = None) -> list[str]:
        client = Client()
        client.force_login(user)
        if data is not None:
            client.post("/admin/your-login/letters/", data)
        html = client.get("/admin/your-login/").content.decode()
        return re.findall(r'name="kind" value="([\w-]+)" (?:checked)?', html)

    assert NoticeKind.HANDED_IN not in page_of(ann)
    assert page_of(vera) == ["handed-in", "published", "unsigned", "review-due"]
    assert NoticeKind.UNANSWERED in page_of(ed, {"kind": ["published"]})
    assert NoticeOff.objects.filter(user=ed).count() == len(page_of(ed)) - 1
    settings.TEXT_LETTERS = False
    assert page_of(ed, {}) == []
    assert not NoticeOff.objects.filter(user=ed, kind="published").exists()
