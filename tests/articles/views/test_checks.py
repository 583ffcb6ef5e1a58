"""The pages of the 60-second checks: where answers lead, and what is kept of them (nothing)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries

from articles.models import RowSignature, SymptomCheck
from articles.publishing import publish
from articles.publishing.checks import publish_check, withdraw_check
from tests.factories import (
    ContributorFactory,
    LiveArticleFactory,
    PoisonLineFactory,
    SpeciesFactory,
    check_rows,
    live_check,
    live_edition,
)
from tests.factories.checks import CONTENT, NOW, TODAY

pytestmark = pytest.mark.django_db

SICK = "/check/being-sick/"


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    content: str = response.content.decode()
    return content


def test_questions_come_one_by_one_until_the_first_yes(client: Client) -> None:
    live_check()
    first = page(client, SICK)
    assert "Is the belly swollen?" in first
    assert "Question 1 of up to 2" in first
    assert "Does water come back up?" not in first

    second = page(client, f"{SICK}?belly=no")
    assert "Does water come back up?" in second
    assert '<input type="hidden" name="belly" value="no">' in second

    assert 'data-level="now"' in page(client, f"{SICK}?belly=yes")
    assert 'data-level="same-day"' in page(client, f"{SICK}?belly=no&water=yes")
    assert 'data-level="at-home"' in page(client, f"{SICK}?belly=no&water=no")


def test_a_result_says_what_to_do_and_shows_the_answers(client: Client) -> None:
    live_check()
    result = page(client, f"{SICK}?belly=no&water=yes")
    for words in (
        "<h1>Phone your vet today</h1>",
        "Keep it warm",
        "Phone a vet at once if you see",
        "Blood",
        "look again",
        "again.ics?belly=no&amp;water=yes&amp;v=2",
        "/check/being-sick/note/?belly=no&amp;water=yes&amp;v=2",
        "No vet has signed this check yet.",
    ):
        assert words in result


def test_an_answer_that_is_given_twice_and_differently_is_asked_again(client: Client) -> None:
    live_check()
    for query in ("belly=yes&belly=no&water=no", "belly=no&water=no&belly=yes", "v=1&belly=no&water=no&v=2"):
        assert "Is the belly swollen?" in page(client, f"{SICK}?{query}")
    assert 'data-level="now"' in page(client, f"{SICK}?belly=yes&belly=yes")


def test_answers_about_one_animal_do_not_count_for_another(client: Client) -> None:
    live_check()
    assert 'data-level="at-home"' in page(client, f"{SICK}?animal=dog&belly=no&water=no&v=2-dog")
    other = page(client, f"{SICK}?animal=cat&belly=no&water=no&v=2-dog")
    assert "This check has changed since you began" in other


def test_the_animal_is_kept_from_step_to_step(client: Client) -> None:
    live_check()
    assert "?animal=dog" in page(client, SICK)
    step = page(client, f"{SICK}?animal=dog&belly=no")
    assert '<input type="hidden" name="animal" value="dog">' in step
    assert "Dog: being sick" in step
    # Nothing that a stranger wrote into the address comes back.
    assert "parrot" not in page(client, f"{SICK}?animal=parrot&<b>=no")


def test_a_yes_leads_on_to_another_check_with_the_animal(client: Client) -> None:
    live_check("rabbits", title="Rabbits", animals=["rabbit", "dog", "cat"])
    other = {"key": "rabbit", "goes_to": "rabbits", "text": "Is it a rabbit?"}
    live_check(questions=[other, NOW])
    assert client.get(f"{SICK}?rabbit=yes").headers["Location"] == "/check/rabbits/"
    assert client.get(f"{SICK}?animal=dog&rabbit=yes").headers["Location"] == "/check/rabbits/?animal=dog"
    # Gone behind the back of the verbs: the way ends where help is.
    SymptomCheck.objects.filter(slug="rabbits").update(published=None)
    assert client.get(f"{SICK}?rabbit=yes").headers["Location"] == "/emergency/"


@pytest.mark.parametrize(
    "end", ["", "?belly=no", "?belly=yes", "note/?belly=yes", "again.ics?belly=no&water=yes"]
)
def test_nothing_of_an_answer_is_kept_or_passed_on(client: Client, end: str) -> None:
    live_check()
    response = client.get(f"{SICK}{end}")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert not response.cookies
    assert "Set-Cookie" not in response.headers
    if "ics" not in end:
        assert '<meta name="robots" content="noindex">' in response.content.decode()
        assert 'rel="canonical"' not in response.content.decode()


def test_an_unfinished_note_and_a_time_that_no_result_gives_lead_back(client: Client) -> None:
    live_check()
    assert client.get(f"{SICK}note/?belly=no").headers["Location"] == f"{SICK}?belly=no&v=2"
    assert client.get(f"{SICK}again.ics").headers["Location"] == f"{SICK}?"
    assert client.get(f"{SICK}again.ics?belly=yes").headers["Location"] == f"{SICK}?belly=yes&v=2"


def test_the_reminder_comes_in_time_and_tells_nobody_why(client: Client) -> None:
    live_check()
    now = datetime(2026, 12, 1, 23, 30, tzinfo=UTC)
    with time_machine.travel(now, tick=False):
        response = client.get(f"{SICK}again.ics?animal=dog&belly=no&water=yes")
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    (event,) = Calendar.from_ical(response.content).events
    assert event.start == now + timedelta(hours=3)
    assert event.alarms.times[0].trigger == event.start
    said = response.content.decode().lower()
    assert not any(word in said for word in ("dog", "sick", "water", "belly"))


def test_a_result_about_poison_shows_whom_to_phone(client: Client) -> None:
    PoisonLineFactory(name="Line of Ruritania", number="+44 1234 567890")
    live_check(questions=[NOW | {"poison": True}])
    assert "tel:+441234567890" in page(client, f"{SICK}?belly=yes")
    assert "tel:+441234567890" not in page(client, f"{SICK}?belly=no")


def test_a_check_without_publication_is_not_there(client: Client) -> None:
    check = check_rows()
    for address in (SICK, f"{SICK}note/", f"{SICK}again.ics", "/check/nowhere/"):
        assert client.get(address).status_code == 404
    publish_check(check, by=None)
    assert client.get(SICK).status_code == 200


def test_whoever_is_in_a_check_that_is_withdrawn_is_led_to_help(client: Client) -> None:
    withdraw_check(live_check(), by=None)
    for address in (f"{SICK}?belly=no", f"{SICK}note/?belly=yes", f"{SICK}again.ics?belly=yes"):
        response = client.get(address)
        assert response.headers["Location"] == "/emergency/"
        assert response.headers["Cache-Control"] == "no-store"


def test_an_animal_that_a_check_is_not_about_is_led_to_its_own(client: Client) -> None:
    live_check()
    assert client.get(f"{SICK}?animal=bird&belly=no").headers["Location"] == "/checks/?animal=bird"


def test_readers_see_the_published_text_and_not_the_working_copy(client: Client) -> None:
    check = live_check()
    check.questions.filter(key="belly").update(text="Is the working copy seen?")
    assert "Is the belly swollen?" in page(client, SICK)


def test_a_signature_holds_for_the_text_that_was_signed(client: Client) -> None:
    check = live_check()
    signed: dict[str, Any] = {
        "vet": ContributorFactory(is_vet=True),
        "name": "Ada Vet",
        "role": "Veterinary surgeon",
        "signed_at": datetime(2026, 11, 2, tzinfo=UTC),
        "review_due_on": datetime(2030, 1, 1, tzinfo=UTC).date(),
    }
    check.signatures.create(digest=check.digest, **signed)
    assert "Ada Vet (Veterinary surgeon) signed this check on 2 November 2026." in page(client, SICK)

    RowSignature.objects.update(digest="of another text")
    assert "No vet has signed this check yet." in page(client, SICK)


def test_pages_about_the_sign_are_linked_from_the_result(client: Client) -> None:
    article = LiveArticleFactory(title="Why do dogs eat grass?", slug="grass")
    article.species.add(SpeciesFactory(slug="dogs"))
    publish(article, by=None)
    live_check(pages=["grass"])
    title = live_edition(article).title
    assert title in page(client, f"{SICK}?belly=no&water=no")
    assert title in page(client, f"{SICK}?animal=dog&belly=no&water=no")
    # A page about dogs does not help with a cat.
    assert title not in page(client, f"{SICK}?animal=cat&belly=no&water=no")


def test_the_list_is_by_animal(client: Client) -> None:
    live_check(title="Being sick")
    live_check("rabbits", title="Rabbit off its food", animals=["rabbit"])
    everything = page(client, "/checks/")
    assert "Being sick" in everything
    assert "Rabbit off its food" in everything
    rabbits = page(client, "/checks/?animal=rabbit")
    assert "/check/rabbits/?animal=rabbit" in rabbits
    assert "Being sick" not in rabbits
    assert "no check for this animal yet" in page(client, "/checks/?animal=bird")
    assert "Being sick" in page(client, "/checks/?animal=unicorn")


def test_the_list_costs_the_same_however_many_checks(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    live_check()
    client.get("/checks/")
    with django_assert_num_queries(4):
        client.get("/checks/")
    for number in range(3):
        live_check(f"check-{number}", questions=[NOW, TODAY])
    with django_assert_num_queries(4):
        client.get("/checks/")


def test_a_post_is_no_answer(client: Client) -> None:
    live_check()
    assert client.post(SICK, {"belly": "yes"}).status_code == 405
    assert CONTENT["title"] in page(client, SICK)
