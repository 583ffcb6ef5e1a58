"""A check reaches readers through two people, and readers see what was approved and nothing later."""

import pytest
from django.contrib.auth.models import User
from pytest_django import Settings

from articles.models import SymptomCheck
from articles.models.article import Stage
from articles.publishing import NotAllowed, NotApproved, NothingToWithdraw, NotReady, TextChanged, WrongStage
from articles.publishing.checks import (
    approve_check,
    publish_check,
    record,
    restore_check,
    send_check_back,
    submit_check,
    withdraw_check,
)
from tests.factories import AuthorFactory, EditorFactory, ModeratorFactory, check_rows, live_check

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer() -> User:
    return EditorFactory()


@pytest.fixture
def other() -> User:
    return EditorFactory()


@pytest.fixture
def check(writer: User) -> SymptomCheck:
    return record(check_rows(), by=writer)


def change(check: SymptomCheck, by: User, head: str = "Phone a vet at once") -> SymptomCheck:
    check.questions.filter(key="belly").update(head=head)
    return record(check, by=by)


def seen(check: SymptomCheck) -> str:
    """What readers are told about a swollen belly."""
    published = SymptomCheck.objects.select_related("published").get(pk=check.pk).published
    return published.content["questions"][0]["head"] if published else ""


def test_two_people_publish_a_check(check: SymptomCheck, writer: User, other: User) -> None:
    submit_check(check, by=writer)
    approve_check(check, by=other, digest=check.digest)
    publish_check(check, by=writer)

    assert seen(check) == "Phone a vet now and set off"
    assert [version.why for version in check.versions.all()] == [
        "Published",
        "Approved",
        "Handed in for review",
        "Changed",
    ]


def test_nobody_approves_what_they_wrote(check: SymptomCheck, writer: User, other: User) -> None:
    change(check, other)
    submit_check(check, by=other)
    for person in (writer, other):
        with pytest.raises(NotAllowed):
            approve_check(check, by=person, digest=check.text_digest())
    with pytest.raises(NotApproved):
        publish_check(check, by=writer)


def test_self_approval_is_a_setting(check: SymptomCheck, writer: User, settings: Settings) -> None:
    settings.SELF_APPROVAL = True
    submit_check(check, by=writer)
    approve_check(check, by=writer, digest=check.digest)
    publish_check(check, by=writer)
    assert seen(check)


def test_a_change_ends_the_approval(check: SymptomCheck, writer: User, other: User) -> None:
    submit_check(check, by=writer)
    approve_check(check, by=other, digest=check.digest)
    # A change that no verb recorded, as a save that failed half-way might leave it.
    check.questions.filter(key="belly").update(head="Wait")
    with pytest.raises(NotApproved):
        publish_check(check, by=other)
    assert seen(check) == ""


def test_the_address_is_approved_too(check: SymptomCheck, writer: User, other: User) -> None:
    submit_check(check, by=writer)
    approve_check(check, by=other, digest=check.digest)
    SymptomCheck.objects.filter(pk=check.pk).update(slug="do-not-phone")
    with pytest.raises(NotApproved):
        publish_check(check, by=writer)


def test_an_approval_is_of_the_text_that_was_read(check: SymptomCheck, writer: User, other: User) -> None:
    read = check.digest
    change(check, writer)
    submit_check(check, by=writer)
    with pytest.raises(TextChanged):
        approve_check(check, by=other, digest=read)


def test_readers_keep_the_old_text_until_the_new_one_is_published(writer: User) -> None:
    check = live_check()
    change(check, writer)
    assert seen(check) == "Phone a vet now and set off"
    # Once the text is as it was, it needs no approval.
    change(check, writer, "Phone a vet now and set off")
    check.refresh_from_db()
    assert check.stage == Stage.PUBLISHED


def test_whoever_wrote_for_the_last_publication_may_approve_the_next(writer: User, other: User) -> None:
    check = record(check_rows(), by=writer)
    submit_check(check, by=writer)
    approve_check(check, by=other, digest=check.digest)
    publish_check(check, by=other)

    change(check, other)
    submit_check(check, by=other)
    approve_check(check, by=writer, digest=check.text_digest())
    publish_check(check, by=other)
    assert seen(check) == "Phone a vet at once"


def test_a_check_with_problems_is_not_published(check: SymptomCheck) -> None:
    check.questions.filter(key="belly").update(source="")
    with pytest.raises(NotReady, match="belly: Its result lacks where it was read."):
        publish_check(check, by=None)


def test_a_check_is_sent_back_with_remarks(check: SymptomCheck, writer: User, other: User) -> None:
    with pytest.raises(WrongStage):
        send_check_back(check, by=other, remarks="Too early")
    submit_check(check, by=writer)
    send_check_back(check, by=other, remarks="Name the gums")
    check.refresh_from_db()
    assert check.stage == Stage.SENT_BACK
    assert check.versions.all()[0].why == "Sent back: Name the gums"


def test_a_withdrawn_check_is_gone_and_can_come_back(writer: User) -> None:
    check = live_check()
    withdraw_check(check, by=writer)
    assert seen(check) == ""
    with pytest.raises(NothingToWithdraw):
        withdraw_check(check, by=writer)
    publish_check(check, by=None)
    assert seen(check)


def test_a_check_that_others_lead_to_is_not_withdrawn(writer: User) -> None:
    check = live_check("rabbits", title="Rabbits")
    live_check(
        questions=[
            {"key": "rabbit", "goes_to": "rabbits", "text": "Is it a rabbit?"},
            {
                "key": "belly",
                "level": "now",
                "text": "Is it?",
                "head": "Go",
                "do": ["Go"],
                "source": "example.org",
            },
        ]
    )
    with pytest.raises(WrongStage, match="Being sick"):
        withdraw_check(check, by=writer)
    assert seen(check)


def test_an_earlier_version_is_restored_as_a_whole(check: SymptomCheck, writer: User, other: User) -> None:
    first = check.versions.get()
    check.questions.filter(key="water").delete()
    change(check, other)
    check = restore_check(check, first, by=other)
    assert check.content() == first.content
    assert check.versions.all()[0].why == "Restored from version 1"


@pytest.mark.parametrize("verb", [submit_check, publish_check, withdraw_check])
def test_others_may_not(check: SymptomCheck, verb: object) -> None:
    for person in (ModeratorFactory(), AuthorFactory()):
        with pytest.raises(NotAllowed):
            verb(check, by=person)  # type: ignore[operator]  # one of three functions
