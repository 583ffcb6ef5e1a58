"""Who hears of what becomes of a text, and who does not."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.utils import timezone

from articles.models import Article, SecondLook
from articles.publishing import Release, approve, call_off, publish, send_back, sign, small_correction, submit
from articles.publishing.checks import approve_check, publish_check, record, submit_check
from articles.publishing.second_looks import look
from comments.models import QueuedMail
from kbsite.notices.models import Notice, NoticeKind, NoticeOff
from tests.factories import EditorFactory, VetFactory, check_rows
from tests.kbsite.notices.conftest import change, letters

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_on")]

TITLE = "“Why do dogs dig?”"


def next_year() -> Any:
    return timezone.localdate() + timedelta(days=365)


def test_a_text_that_is_handed_in_is_told_to_those_who_may_approve_or_sign_it(
    draft: Article, ann: User, ed: User, vera: User
) -> None:
    submit(draft, by=ann, remarks="Is the second part too long?")

    assert letters() == [
        (ed.email, f"{TITLE} waits for your approval"),
        (vera.email, f"{TITLE} waits for your signature"),
    ]
    letter = QueuedMail.objects.get(to=ed.email)
    for words in (letter.text, letter.html):
        assert "Ann Lee handed in “Why do dogs dig?” for review." in words
        assert "Is the second part too long?" in words
        assert f"https://kb.example.org/admin/articles/article/{draft.pk}/review/" in words
    assert f"/admin/articles/article/{draft.pk}/sign/" in QueuedMail.objects.get(to=vera.email).text


def test_nobody_is_told_of_what_they_did_themselves_or_of_what_they_may_not_approve(
    draft: Article, ed: User
) -> None:
    change(draft, "Dogs dig.", by=ed)
    submit(draft, by=ed)

    assert letters() == []


def test_with_a_single_editor_those_who_wrote_a_text_are_asked_to_approve_it(
    draft: Article, ed: User, settings: Any
) -> None:
    settings.SELF_APPROVAL = True
    change(draft, "## Written anew\n\nAll of this text is by one person, and nobody else read it.", by=ed)
    submit(draft, by=draft.owner)
    check = record(check_rows(), by=ed)
    submit_check(check, by=EditorFactory())

    assert [to for to, _ in letters()] == [ed.email]
    asked = Notice.objects.filter(user=ed, kind=NoticeKind.HANDED_IN, told_at__isnull=False)
    assert {notice.text for notice in asked} == {draft, check}


def test_a_letter_of_somebody_whose_login_is_gone_does_not_say_the_operator_did_it(
    draft: Article, ed: User
) -> None:
    other = EditorFactory()
    submit(draft, by=other)
    other.delete()

    letters()

    words = "The operator or somebody whose login is gone handed in “Why do dogs dig?”"
    assert words in QueuedMail.objects.get(to=ed.email).text


def test_a_writer_hears_that_their_text_was_sent_back_and_why(draft: Article, ann: User, ed: User) -> None:
    submit(draft, by=ann)
    send_back(draft, by=ed, remarks="Say <b>which</b> dogs.")

    assert letters() == [(ann.email, f"{TITLE} was sent back")]
    letter = QueuedMail.objects.get()
    assert "> Say <b>which</b> dogs." in letter.text
    assert "Say &lt;b&gt;which&lt;/b&gt; dogs." in letter.html
    assert f"/admin/articles/article/{draft.pk}/change/" in letter.text


def test_a_text_that_is_approved_and_published_at_once_is_told_once(
    draft: Article, ann: User, ed: User
) -> None:
    submit(draft, by=ann)
    approve(draft, by=ed)
    assert letters() == [(ann.email, f"{TITLE} was approved")]
    QueuedMail.objects.all().delete()
    change(draft, "Dogs dig for a reason.", by=ann)
    submit(draft, by=ann)

    publish(draft, by=ed, release=Release(approving=Article.objects.get(pk=draft.pk).digest))

    assert letters() == [(ann.email, f"{TITLE} is published")]
    assert f"https://kb.example.org/articles/{draft.slug}/" in QueuedMail.objects.get().text


def test_a_scheduled_edition_is_told_when_readers_see_it_and_not_if_it_is_called_off(
    draft: Article, ann: User, ed: User
) -> None:
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        submit(draft, by=ann)
        approve(draft, by=ed)
        publish(draft, by=ed, release=Release(at=start + timedelta(days=2)))
        assert letters() == []
        clock.shift(timedelta(days=1))
        call_off(draft, by=ed)
        publish(draft, by=ed, release=Release(at=start + timedelta(days=3)))
        clock.shift(timedelta(days=1, minutes=1))
        assert letters() == []

        clock.shift(timedelta(days=1))

        assert letters() == [(ann.email, f"{TITLE} is published")]


def test_a_signature_is_told_to_the_writer_and_its_end_to_the_vet(
    draft: Article, ann: User, ed: User, vera: User
) -> None:
    submit(draft, by=ann)
    Notice.objects.all().delete()
    sign(draft, by=vera, review_due_on=next_year(), remarks="Good.")
    assert letters() == [(ann.email, f"{TITLE} was signed")]
    QueuedMail.objects.all().delete()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        change(draft, "Cats dig.", by=ed)
        assert letters() == []

        clock.shift(timedelta(minutes=31))

        assert letters() == [(vera.email, f"{TITLE} was changed after you signed it")]
    assert "Ed Orr changed" in QueuedMail.objects.get().text


def test_a_change_that_is_taken_back_at_once_is_not_told(draft: Article, ed: User, vera: User) -> None:
    sign(draft, by=vera, review_due_on=next_year())
    Notice.objects.all().delete()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        change(draft, "Cats dig.", by=ed)
        change(draft, draft.body, by=ed)

        clock.shift(timedelta(minutes=31))

        assert letters() == []


def test_what_is_over_before_its_letter_is_written_is_not_told(draft: Article, ann: User, ed: User) -> None:
    other = EditorFactory(email="other@desk.example")
    submit(draft, by=ann)
    send_back(draft, by=other, remarks="No.")
    Notice.objects.filter(kind=NoticeKind.SENT_BACK).delete()

    assert letters() == []
    assert not Notice.objects.exists()


@pytest.mark.parametrize("way", ["no address", "left", "turned off", "no right any more"])
def test_whoever_cannot_or_does_not_want_to_be_told_gets_no_letter(
    way: str, draft: Article, ann: User, ed: User
) -> None:
    if way == "turned off":
        NoticeOff.objects.create(user=ed, kind=NoticeKind.HANDED_IN)
    submit(draft, by=ann)
    if way == "no address":
        User.objects.filter(pk=ed.pk).update(email="")
    elif way == "left":
        User.objects.filter(pk=ed.pk).update(is_active=False)
    elif way == "no right any more":
        ed.groups.clear()

    assert letters() == []


def test_the_site_writes_nothing_to_the_desk_where_that_is_off(
    draft: Article, ann: User, ed: User, settings: Any
) -> None:
    settings.TEXT_LETTERS = False

    submit(draft, by=ann)

    assert not Notice.objects.exists()


def test_a_check_is_told_of_like_an_article(ed: User) -> None:
    other = EditorFactory(email="other@desk.example")
    vet = VetFactory(email="vera@desk.example")
    check = record(check_rows(), by=ed)

    submit_check(check, by=ed)
    assert {to for to, _ in letters()} == {other.email, vet.email}
    letter = QueuedMail.objects.get(to=other.email)
    assert f"handed in the 60-second check “{check.title}”" in letter.text
    assert f"/admin/articles/symptomcheck/{check.pk}/review/" in letter.text
    QueuedMail.objects.all().delete()
    approve_check(check, by=other, digest=check.digest)
    publish_check(check, by=other)

    assert letters() == [(ed.email, f"“{check.title}” is published")]
    assert f"https://kb.example.org/check/{check.slug}/" in QueuedMail.objects.get().text


def test_a_small_correction_is_told_to_others_who_approve(draft: Article, ann: User, ed: User) -> None:
    other = EditorFactory(email="other@desk.example")
    change(draft, "The dog digs because it likess it.", by=ann)
    publish(draft, by=None)
    Notice.objects.all().delete()
    changed = change(draft, "The dog digs because it likes it.", by=ed)

    publish(draft, by=ed, release=small_correction(changed.digest, "Spelling"))

    assert letters() == [
        (ann.email, f"{TITLE} is published"),
        (other.email, f"{TITLE}: a small correction to look at"),
    ]
    letter = QueuedMail.objects.get(to=other.email)
    assert "Ed Orr corrected “Why do dogs dig?” a little" in letter.text
    assert f"/admin/articles/article/{draft.pk}/second-look/" in letter.text


def test_a_correction_that_somebody_has_looked_at_is_not_told(draft: Article, ann: User, ed: User) -> None:
    EditorFactory(email="other@desk.example")
    change(draft, "The dog digs because it likess it.", by=ann)
    publish(draft, by=None)
    changed = change(draft, "The dog digs because it likes it.", by=ed)
    publish(draft, by=ed, release=small_correction(changed.digest, "Spelling"))

    look(SecondLook.objects.get(), by=ann)

    assert [subject for to, subject in letters() if to == "other@desk.example"] == []
