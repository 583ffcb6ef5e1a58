"""Editors write a 60-second check in its form, and two people bring it to readers."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import SymptomCheck
from articles.models.article import Stage
from articles.publishing.checks import record, submit_check
from articles.publishing.row_signing import sign_row
from tests.articles.admin.check_form import LIST, at, offered, opened, press, row_of, save
from tests.articles.admin.pages import client_of, form_of, messages_of, text_of
from tests.factories import EditorFactory, UserFactory, VetFactory, check_rows, live_check

pytestmark = pytest.mark.django_db

ADD = f"{LIST}add/"
QUESTION = {
    "questions-0-text": "Is the belly swollen?",
    "questions-0-level": "now",
    "questions-0-head": "Phone a vet now and set off",
    "questions-0-do": "Keep it warm\r\n\r\n [cat]  Carry it \r\n",
    "questions-0-source": "example.org",
}
NEW = {
    "title": "Being sick",
    "question": "Is your animal being sick?",
    "slug": "being-sick",
    "animals": ["dog", "cat"],
    "sources": "example.org",
    "head": "Watch it",
    "do": "Watch",
    "watch": "Blood",
    "source": "example.org",
}


@pytest.fixture
def writer(db: None) -> Client:
    return client_of(EditorFactory(first_name="Mira"))


@pytest.fixture
def other(db: None) -> Client:
    return client_of(EditorFactory(first_name="Noor"))


@pytest.fixture
def vet(db: None) -> Client:
    return client_of(VetFactory())


def test_two_people_bring_a_check_to_readers_by_the_admins_pages(
    writer: Client, other: Client, reader: Client
) -> None:
    writer.post(ADD, form_of(writer, ADD) | NEW | QUESTION)
    check = SymptomCheck.objects.get()
    assert reader.get(check.get_absolute_url()).status_code == 404
    assert offered(writer, check) == {"submit"}

    press(writer, check, "_submit")
    assert offered(writer, check) == {"send_back"}
    assert "somebody else approves it" in text_of(writer.get(at(check, "review")))
    press(other, check, "_approve")
    assert offered(other, check) == {"publish", "send_back"}
    published = press(other, check, "_publish", note="First")

    assert published.status_code == 302
    assert "Is the belly swollen?" in text_of(reader.get(check.get_absolute_url()))
    assert offered(other, check) == {"withdraw"}
    assert check.versions.all()[0].why == "Published: First"


def test_a_new_check_has_all_that_was_typed(writer: Client) -> None:
    response = writer.post(ADD, form_of(writer, ADD) | NEW | QUESTION)

    check = SymptomCheck.objects.get()
    assert response.headers["Location"] == at(check)
    question = check.questions.get()
    # Without a name it gets one from its text; lines are stored as an import stores them.
    assert (question.key, question.do) == ("is-the-belly-swollen", "Keep it warm\n[cat] Carry it")
    assert check.digest == check.text_digest()
    assert [version.why for version in check.versions.all()] == ["First saved"]
    assert check.stage == Stage.WRITING


def test_a_save_without_a_change_is_none(library: Any, editor_client: Client) -> None:
    for check in SymptomCheck.objects.all():
        before = check.versions.count()

        assert save(editor_client, check).status_code == 302

        check.refresh_from_db()
        assert (check.slug, check.stage, check.versions.count()) == (check.slug, Stage.PUBLISHED, before)


def test_a_change_ends_the_approval_and_names_its_writer(writer: Client, other: Client) -> None:
    check = live_check()
    save(writer, check, title="Sick", reason="Shorter")

    check.refresh_from_db()
    assert (check.stage, check.digest) == (Stage.WRITING, check.text_digest())
    assert check.versions.all()[0].why == "Shorter"
    page = text_of(other.get(at(check, "review")))
    assert "Mira" in page
    assert "Title: Being sick" in page


def test_questions_are_moved_by_their_places(writer: Client) -> None:
    check = check_rows()
    data = opened(writer, check)
    data[f"{row_of(data, 'water')}position"] = "5"

    writer.post(at(check), data)

    assert list(check.questions.values_list("key", "position")) == [("water", 10), ("belly", 20)]


def test_a_question_without_a_place_becomes_the_last(writer: Client) -> None:
    check = check_rows()
    new = {name.replace("-0-", "-2-"): value for name, value in QUESTION.items()}

    save(writer, check, **new, **{"questions-2-key": "gums"})

    assert list(check.questions.values_list("key", flat=True)) == ["belly", "water", "gums"]


def test_two_questions_have_two_names(writer: Client) -> None:
    check = check_rows()
    data = opened(writer, check)
    data[f"{row_of(data, 'water')}key"] = "belly"

    response = writer.post(at(check), data)

    assert "cannot have the same name" in text_of(response)
    assert check.questions.filter(key="water").exists()


def test_a_published_check_keeps_its_address_and_cannot_be_deleted(writer: Client) -> None:
    draft, live = check_rows("draft"), live_check()
    assert "slug" in opened(writer, draft)
    assert "slug" not in opened(writer, live)

    assert writer.post(at(live, "delete"), {"post": "yes"}).status_code == 403
    assert writer.post(at(draft, "delete"), {"post": "yes"}).status_code == 302
    assert list(SymptomCheck.objects.all()) == [live]


def test_a_question_leads_to_another_check_and_never_to_its_own(writer: Client) -> None:
    check, rabbits = check_rows(), check_rows("rabbits", title="Rabbits")
    data = opened(writer, check)
    row = row_of(data, "water")

    own = writer.post(at(check), data | {f"{row}goes_to": str(check.pk), f"{row}level": ""})
    assert own.status_code == 200
    writer.post(at(check), data | {f"{row}goes_to": str(rabbits.pk), f"{row}level": ""})

    assert check.questions.get(key="water").goes_to == rabbits


def test_a_vet_changes_and_hands_in_and_decides_nothing_else(vet: Client) -> None:
    check = check_rows()

    assert save(vet, check, title="Sick").status_code == 302
    assert offered(vet, check) == {"submit"}
    press(vet, check, "_submit")

    check.refresh_from_db()
    assert (check.title, check.stage) == ("Sick", Stage.IN_REVIEW)
    assert offered(vet, check) == {"send_back"}
    for button in ("_approve", "_publish", "_withdraw"):
        assert "Only editors" in text_of(press(vet, check, button))
    assert at(check, "sign") in vet.get(at(check)).content.decode()


def test_who_may_only_read_sees_the_text_and_no_button() -> None:
    user = UserFactory()
    user.user_permissions.set(Permission.objects.filter(codename="view_symptomcheck"))
    client, check = client_of(user), check_rows()

    assert client.get(at(check)).status_code == 200
    assert offered(client, check) == set()
    assert "may change" in text_of(press(client, check, "_submit"))
    assert client.post(at(check), {}).status_code == 403


def test_a_vet_reads_the_whole_check_and_signs_it(vet: Client) -> None:
    check = live_check()
    page = vet.get(at(check, "sign"))
    assert "Does water come back up?" in text_of(page)
    assert "Source: example.org" in text_of(page)

    digest = page.context["row"].text_digest()
    due = timezone.localdate() + timedelta(days=100)
    vet.post(at(check, "sign"), {"digest": digest, "review_due_on": due.isoformat(), "remarks": ""})

    assert check.signature is not None
    assert "Signed by Vera Ito" in text_of(vet.get(at(check, "history")))


def test_a_signature_is_of_the_text_that_was_read(vet: Client, writer: Client) -> None:
    check = live_check()
    digest = vet.get(at(check, "sign")).context["row"].text_digest()
    save(writer, check, title="Sick")

    response = vet.post(
        at(check, "sign"), {"digest": digest, "review_due_on": "2099-01-01", "remarks": "Good"}
    )

    assert "The text changed while you were reading it" in text_of(response)
    assert check.signatures.count() == 0
    assert "Good" in response.content.decode()


def rows(client: Client, query: str = "") -> dict[str, tuple[str, str, str]]:
    found = client.get(f"{LIST}?{query}").context["cl"]
    admin = found.model_admin
    return {
        row.slug: (admin.progress(row), admin.readers(row), admin.signed(row)) for row in found.result_list
    }


def signed_by(vet: User, check: SymptomCheck, days: int = 10) -> None:
    due = timezone.localdate() + timedelta(days=days)
    sign_row(check, by=vet, review_due_on=due, digest=check.text_digest())


def test_the_list_says_how_each_check_stands_and_finds_what_waits(writer: Client) -> None:
    vet, mira = VetFactory(), EditorFactory()
    record(check_rows("new"), by=mira)
    handed_in = record(check_rows("handed-in"), by=mira)
    submit_check(handed_in, by=mira)
    live_check("live")
    signed_by(vet, live_check("signed"))
    changed = live_check("changed")
    signed_by(vet, changed)
    changed.questions.filter(key="belly").update(head="Go")
    record(changed, by=mira)
    overdue = live_check("overdue")
    signed_by(vet, overdue)
    overdue.signatures.update(review_due_on=timezone.localdate() - timedelta(days=1))

    assert rows(writer) == {
        "new": ("Being written", "Never published", "Not signed"),
        "handed-in": ("In review", "Never published", "Not signed"),
        "live": ("Published as it is", "Live", "Not signed"),
        "signed": ("Published as it is", "Live", "Signed"),
        "changed": ("Being written", "Live, an earlier text", "Readers’ text signed, this one not signed"),
        "overdue": ("Published as it is", "Live", "Signed, review overdue"),
    }
    assert set(rows(writer, "stage__exact=in-review")) == {"handed-in"}
    assert set(rows(writer, "vet=unsigned")) == {"handed-in", "live"}
    assert set(rows(writer, "vet=live-unsigned")) == {"live"}
    assert set(rows(writer, "vet=overdue")) == {"overdue"}
    assert set(rows(writer, "readers=changed")) == {"changed"}
    assert set(rows(writer, "readers=never")) == {"new", "handed-in"}


def test_the_list_asks_as_often_for_many_checks_and_versions_as_for_one(writer: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert writer.get(LIST).status_code == 200
        return len(captured)

    live_check("first")
    few = queries()
    for number in range(8):
        check = live_check(f"check-{number}")
        for _ in range(3):
            record(check, by=None)
            check.questions.filter(key="belly").update(head=f"Go {number}")

    assert queries() == few


def test_a_message_says_what_was_done(writer: Client) -> None:
    check = check_rows()
    data = {"digest": "", "_submit": ""}

    assert messages_of(writer.post(at(check, "review"), data, follow=True)) == [
        "“Being sick” is handed in for review."
    ]
