"""The pages of a 60-second check: plain refusals, a preview of anything, versions that come back."""

from typing import Any
from unittest.mock import patch

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from articles.models import SymptomCheck
from articles.models.article import Stage
from articles.publishing.checks import record
from tests.articles.admin.check_form import LIST, at, press, save
from tests.articles.admin.pages import client_of, messages_of, text_of
from tests.factories import AuthorFactory, EditorFactory, VetFactory, check_rows, live_check
from tests.factories.checks import NONE, NOW, TODAY

pytestmark = pytest.mark.django_db

PAGES = ["change", "review", "preview", "history", "version", "sign", "delete"]


@pytest.fixture
def check(db: None) -> SymptomCheck:
    return record(check_rows(), by=EditorFactory(first_name="Mira"))


def review(client: Client, check: SymptomCheck, **sent: Any) -> str:
    return text_of(client.post(at(check, "review"), sent))


def test_each_refusal_is_a_plain_sentence(check: SymptomCheck, editor_client: Client) -> None:
    digest = check.digest
    assert "Only a check in review can be approved." in review(
        editor_client, check, _approve="", digest=digest
    )
    assert "The text changed while you were reading it." in review(
        editor_client, check, _approve="", digest="x"
    )
    assert "nobody has approved this exact text" in review(editor_client, check, _publish="")
    assert "Readers do not see this check" in review(editor_client, check, _withdraw="")
    press(editor_client, check, "_submit")
    assert "This check is already in review." in review(editor_client, check, _submit="")
    assert "Say what is to be mended." in review(editor_client, check, _send_back="", remarks=" ")


def test_what_was_typed_stays_where_a_verb_refuses(check: SymptomCheck, editor_client: Client) -> None:
    assert "Name the gums" in review(editor_client, check, _send_back="", remarks="Name the gums")
    assert "Better words" in review(editor_client, check, _publish="", note="Better words")
    press(editor_client, check, "_submit")

    response = editor_client.post(at(check, "review"), {"_send_back": "", "remarks": "a" * 281})

    assert "at most 280 characters" in text_of(response)
    assert "a" * 281 in response.content.decode()


def test_what_is_wrong_is_named_and_links_to_its_question(editor_client: Client) -> None:
    check = check_rows(questions=[NOW, {**TODAY, "source": ""}])

    html = editor_client.get(at(check, "review")).content.decode()

    assert "Its result lacks where it was read." in html
    assert f'href="{at(check)}#questions-1"' in html
    assert 'id="questions-1"' in editor_client.get(at(check)).content.decode()


def test_a_check_with_something_to_mend_is_not_offered_for_publishing(editor_client: Client) -> None:
    check = record(check_rows(questions=[TODAY]), by=None)
    check.approved_digest, check.stage = check.digest, Stage.APPROVED
    check.save()

    assert 'name="_publish"' not in editor_client.get(at(check, "review")).content.decode()
    assert "there is something to mend first" in review(editor_client, check, _publish="")


def test_the_review_shows_all_of_the_check_by_animal(editor_client: Client) -> None:
    items = ["[cat] It strains in the tray", "It is dull"]
    check = check_rows(
        questions=[{**NOW, "items": items, "hint": "Lift the lip.", "animals": ["dog", "cat"]}]
    )

    page = text_of(editor_client.get(at(check, "review")))

    assert "Cat: It strains in the tray It is dull How to look: Lift the lip." in page
    assert "Asked only for: Dog, Cat" in page
    assert "Yes: Now. Phone a vet now and set off" in page
    assert "All no: At home. You can watch it at home for now" in page
    assert "Look again after 24 hours." in page


def test_remarks_stand_above_the_form_of_a_check_that_was_sent_back(
    check: SymptomCheck, editor_client: Client
) -> None:
    press(editor_client, check, "_submit")
    press(editor_client, check, "_send_back", remarks="Name the gums")

    assert "Sent back: Name the gums" in text_of(editor_client.get(at(check)))


def test_the_preview_asks_the_working_copy_and_is_kept_nowhere(editor_client: Client) -> None:
    check = live_check()
    save(editor_client, check, title="Sick")

    page = editor_client.get(at(check, "preview"))
    assert "Preview of the working copy" in text_of(page)
    assert "Sick" in text_of(page)
    assert "no-store" in page.headers["Cache-Control"]
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert "Phone a vet now and set off" in text_of(editor_client.get(at(check, "preview") + "?belly=yes"))
    last = text_of(editor_client.get(at(check, "preview") + "?animal=cat&belly=no&water=no"))
    assert "You can watch it at home for now" in last
    assert "Make a note" not in last


def test_the_preview_follows_a_yes_to_the_working_copy_of_another_check(editor_client: Client) -> None:
    rabbits = check_rows("rabbits", title="Rabbits")
    check = check_rows(questions=[{"key": "rabbit", "goes_to": "rabbits", "text": "A rabbit?"}])

    response = editor_client.get(at(check, "preview") + "?animal=cat&rabbit=yes")

    assert response.headers["Location"] == at(rabbits, "preview") + "?animal=cat"


BROKEN: dict[str, dict[str, Any]] = {
    "no questions": {"questions": []},
    "no level and no target": {"questions": [{"key": "belly", "text": "Is it?"}]},
    "empty heads": {"questions": [{"key": "belly", "text": "Is it?", "level": "now"}], "none": {}},
    "the name of the animal": {"questions": [{**NOW, "key": "animal"}]},
    "an unknown animal": {"questions": [{**NOW, "items": ["[dragon] Fire"]}], "none": NONE},
}
ANSWERS = [
    "",
    "belly=yes",
    "belly=no",
    "animal=cat",
    "animal=yes",
    "animal=cat&belly=yes",
    "animal=%00&belly=%00",
]


@pytest.mark.parametrize("broken", BROKEN)
def test_rows_that_are_not_finished_are_shown(editor_client: Client, broken: str) -> None:
    check = check_rows(**BROKEN[broken])

    for answers in ANSWERS:
        assert editor_client.get(f"{at(check, 'preview')}?{answers}").status_code == 200, answers
    for page in ("change", "review", "history"):
        assert editor_client.get(at(check, page)).status_code == 200


def test_rows_without_any_words_are_shown(editor_client: Client) -> None:
    check = check_rows()
    check.questions.filter(key="belly").update(key="", text="", level="")
    SymptomCheck.objects.update(title="", question="", animals=[])

    for answers in ANSWERS:
        assert editor_client.get(f"{at(check, 'preview')}?{answers}").status_code == 200, answers
    page = text_of(editor_client.get(at(check, "review")))
    assert "It has no title." in page
    assert "has no name." in page


def test_a_yes_that_leads_nowhere_is_said_to(editor_client: Client) -> None:
    check = check_rows(**BROKEN["no level and no target"])

    page = text_of(editor_client.get(at(check, "preview") + "?belly=yes"))

    assert "This yes leads nowhere yet" in page


def test_an_earlier_version_is_compared_and_restored(check: SymptomCheck, editor_client: Client) -> None:
    save(editor_client, check, title="Sick", reason="Shorter")
    assert [row.who for row in editor_client.get(at(check, "history")).context["versions"]][1] == "Mira"
    page = editor_client.get(at(check, "version") + "?number=1")
    assert "Title: Being sick" in text_of(page)

    sent = {"number": "1", "digest": page.context["digest"]}
    assert messages_of(editor_client.post(at(check, "version"), sent, follow=True)) == [
        "The working copy says again what it said then. Readers see it once it is published."
    ]

    check.refresh_from_db()
    assert check.title == "Being sick"
    assert check.versions.all()[0].why == "Restored from version 1"


def test_nothing_is_restored_over_a_text_that_was_not_seen(
    check: SymptomCheck, editor_client: Client
) -> None:
    save(editor_client, check, title="Sick")
    digest = editor_client.get(at(check, "version") + "?number=1").context["digest"]
    save(editor_client, check, title="Very sick")

    page = editor_client.post(at(check, "version"), {"number": "1", "digest": digest})

    check.refresh_from_db()
    assert check.title == "Very sick"
    assert "so nothing was restored" in text_of(page)


def test_what_a_restored_version_no_longer_finds_is_said(editor_client: Client) -> None:
    rabbits = check_rows("rabbits", title="Rabbits")
    questions = [{"key": "rabbit", "goes_to": "rabbits", "text": "A rabbit?"}]
    check = record(check_rows(questions=questions), by=None)
    check.questions.all().delete()
    rabbits.delete()
    record(check, by=None)

    sent = {"number": "1", "digest": check.text_digest()}
    said = messages_of(editor_client.post(at(check, "version"), sent, follow=True))

    assert "Pages or checks that the version names no longer exist, so they were left out." in said


def test_a_version_that_no_field_takes_is_refused(check: SymptomCheck, editor_client: Client) -> None:
    save(editor_client, check, title="Sick")
    digest = editor_client.get(at(check, "version") + "?number=1").context["digest"]
    sent = {"number": "1", "digest": digest}
    with patch("articles.publishing.checks.write_rows", side_effect=ValidationError("Too long")):
        page = text_of(editor_client.post(at(check, "version"), sent))

    assert "This version cannot be restored" in page


def test_many_versions_are_shown_page_by_page(check: SymptomCheck, editor_client: Client) -> None:
    for number in range(55):
        check.questions.filter(key="belly").update(head=f"Go {number}")
        record(check, by=None)

    first = editor_client.get(at(check, "history"))
    second = editor_client.get(at(check, "history") + f"?below={first.context['older']}")

    numbers = [row.row.number for page in (first, second) for row in page.context["versions"]]
    assert numbers == list(range(56, 0, -1))


@pytest.mark.parametrize("page", PAGES)
def test_nobody_else_opens_a_page(check: SymptomCheck, page: str, moderator_client: Client) -> None:
    for client in (moderator_client, client_of(AuthorFactory())):
        for path in (at(check, page), at(check, page).replace(f"/{check.pk}/", "/999/")):
            assert client.get(path).status_code == 403
            assert client.post(path).status_code == 403


def test_a_vet_restores_and_does_not_delete(check: SymptomCheck) -> None:
    vet = client_of(VetFactory())

    assert vet.get(at(check, "delete")).status_code == 403
    assert vet.get(f"{LIST}add/").status_code == 403
    assert 'value="Restore this version"' not in vet.get(at(check, "version") + "?number=1").content.decode()
    save(vet, check, title="Sick")
    assert 'value="Restore this version"' in vet.get(at(check, "version") + "?number=1").content.decode()
