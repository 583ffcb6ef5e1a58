"""All that is kept for an e-mail address is found, written into a file, and erased."""

import io
import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from comments.blocks import Wanted, set_block
from comments.mail.recipients import find, hash_of, stop
from comments.models import (
    BlockKind,
    Comment,
    Decision,
    EarlierText,
    HelpfulVote,
    Photo,
    QueuedMail,
    Report,
    Status,
)
from comments.subjects import erase, erasing, find_holding, read_address, write_export
from tests.comments.subjects.kept import ADDRESS, WORDS, answer_by_another, everything_kept
from tests.comments.writing.sending import everything_stored, stored_files
from tests.factories import HeldCommentFactory, PhotoFactory, UserFactory

pytestmark = pytest.mark.django_db


def exported(address: str = ADDRESS) -> dict[str, Any]:
    """The files of the export by their names, JSON read."""
    file = io.BytesIO()
    write_export(address, file)
    with ZipFile(file) as archive:
        assert archive.testzip() is None
        contents = {name: archive.read(name) for name in archive.namelist()}
    return {name: json.loads(one) if name.endswith(".json") else one for name, one in contents.items()}


def test_everything_of_an_address_is_counted() -> None:
    first, *_ = everything_kept()
    answer_by_another(first)
    UserFactory(email="Rowan@private.example")

    holding = find_holding(ADDRESS)

    assert (holding.comments, holding.replies, holding.ratings, holding.photos) == (3, 1, 2, 1)
    assert (holding.earlier_texts, holding.answers, holding.reports, holding.decisions) == (1, 1, 1, 1)
    assert (holding.log_entries, holding.letters, holding.recognised) == (1, 1, 1)
    assert holding.has_login
    assert holding.recipient == find(ADDRESS)


def test_it_is_counted_in_as_many_queries_as_its_description_says(
    django_assert_num_queries: Any,
) -> None:
    everything_kept()
    find_holding(ADDRESS)

    with django_assert_num_queries(10):
        find_holding(ADDRESS)
    assert "Ten queries" in str(find_holding.__doc__)


def test_what_an_erasure_leaves_of_a_block_is_said(moderator: Any) -> None:
    wanted = Wanted(BlockKind.ADDRESS, "Adverts.", None, pattern=ADDRESS)
    set_block(wanted, by=moderator)

    [said] = find_holding(ADDRESS).stays

    assert said.startswith("1 block of the writer or the mailbox")
    assert "a hash of the writer, or the address of the mailbox, goes 30 days after the end" in said


def test_nobody_elses_is_found() -> None:
    HeldCommentFactory(email="ash@private.example")
    HeldCommentFactory(email="")

    assert find_holding(ADDRESS).is_empty


def test_an_address_is_read_as_comments_store_it() -> None:
    assert read_address("  Rowan@Private.Example ") == ADDRESS
    for typed in ("", "rowan", "a\0@b.example", "x" * 300 + "@private.example"):
        with pytest.raises(ValidationError):
            read_address(typed)


def test_the_export_holds_every_word_and_the_photos() -> None:
    first, rating, answer = everything_kept()

    files = exported()

    comments = {comment["number"]: comment for comment in files["comments.json"]}
    assert list(comments) == [first.pk, rating.pk, answer.pk]
    told = comments[first.pk]
    assert (told["text"], told["pet"], told["email"]) == (first.text, "two beagles", ADDRESS)
    assert told["before_changes"][0]["text"] == "Before the change"
    assert told["reports_by_others"][0]["reason"] == "It advertises something"
    assert [decision["what"] for decision in told["decisions"]] == ["Approved"]
    assert "of the network address, for the rating" in told["hashes_kept"]
    assert comments[rating.pk]["rating"] == 2
    photo = Image.open(io.BytesIO(files[told["photo"]]))
    assert (photo.format, photo.size) == ("WEBP", (800, 600))
    about = files["address.json"]
    assert about["letters"]["confirmed_at"]
    assert about["letters_that_wait"][0]["text"] == "Dear Rowan"
    assert "Rowan" in about["entries_of_the_admins_log"][0]["names"]
    assert about["not_found_by_an_address"]


def test_the_export_names_no_other_reader_and_no_moderator() -> None:
    first, *_ = everything_kept()
    answer_by_another(first)
    decision = Decision.objects.get()
    assert decision.by

    told = json.dumps([content for name, content in exported().items() if name.endswith(".json")])

    assert "Ash" not in told
    assert decision.by.username not in told


def test_the_export_quotes_no_letter_about_the_answer_of_another() -> None:
    first, *_ = everything_kept()
    answer = answer_by_another(first)
    QueuedMail.objects.create(to=ADDRESS, subject="Somebody answered", text="> Ash’s words", comment=answer)

    own, about_another = exported()["address.json"]["letters_that_wait"]

    assert own["text"] == "Dear Rowan"
    assert about_another["subject"] == "Somebody answered"
    assert about_another["kind"] == "To a reader"
    assert about_another["written_at"]
    assert "text" not in about_another


def test_the_export_does_not_say_which_block_a_comment_met() -> None:
    findings = [
        {"check": "blocked", "points": 10, "words": "Blocked: address “ash.example”.", "blocks": [1]},
        {"check": "links", "points": 2, "words": "One link."},
    ]
    HeldCommentFactory(email=ADDRESS, findings=findings)

    [comment] = exported()["comments.json"]

    assert comment["found_by_the_spam_checks"] == [{"check": "blocked", "points": 10}, findings[1]]


@pytest.mark.parametrize(
    ("digest", "is_hash"), [("imported-1", False), ("forgotten-1", False), ("a" * 64, True)]
)
def test_only_a_hash_of_what_was_sent_is_called_one(digest: str, is_hash: bool) -> None:
    HeldCommentFactory(email=ADDRESS, submission=digest)

    [comment] = exported()["comments.json"]

    assert ("of what was sent and from where" in comment["hashes_kept"]) is is_hash


def test_a_photo_without_its_file_is_told_and_stops_nothing() -> None:
    first, *_ = everything_kept()
    for name in first.photo.image.names:
        default_storage.delete(name)

    files = exported()

    assert files["address.json"]["photos_without_a_file"] == [first.pk]
    assert len(files["comments.json"]) == 3


def test_the_export_costs_as_many_queries_for_many_comments_as_for_one() -> None:
    comment = PhotoFactory(comment__email=ADDRESS).comment

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            exported()
        return len(captured)

    one = queries()
    for color in ("red", "blue", "green"):
        PhotoFactory(comment__email=ADDRESS, comment__article=comment.article, color=color)

    assert queries() == one


def test_nothing_of_an_erased_address_is_left_in_any_table(
    media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    everything_kept()

    with django_capture_on_commit_callbacks(execute=True):
        assert erase(ADDRESS) == 3

    stored = everything_stored()
    assert [word for word in WORDS if word in stored] == []
    assert "a" * 64 not in stored
    assert stored_files(media) == []
    for model in (Photo, EarlierText, Report, HelpfulVote, QueuedMail):
        assert not model._default_manager.exists()
    # Asked not long ago, so that nobody has the address asked again and again.
    recipient = find(ADDRESS)
    assert recipient
    assert recipient.confirmed_at is None
    assert Comment.objects.count() == 2


def test_a_gap_stays_above_an_answer_of_another(moderator: Any) -> None:
    first, *_ = everything_kept()
    answer_by_another(first)
    before = [decision.pk for decision in Decision.objects.all()]

    erase(ADDRESS, by=moderator)

    gap = Comment.objects.get(pk=first.pk)
    assert (gap.status, gap.name, gap.text, gap.email) == (Status.REMOVED, "", "", "")
    assert gap.replies.count() == 1
    new = Decision.objects.exclude(pk__in=before)
    assert {decision.action for decision in new} == {"delete"}
    assert new.count() == 3
    assert all(decision.by == moderator for decision in new)
    assert first.pk in {decision.comment_number for decision in new}


def test_a_wish_for_no_more_letters_outlives_the_erasure() -> None:
    everything_kept()
    stop(hash_of(ADDRESS))

    assert any("wish for no more letters" in line for line in find_holding(ADDRESS).stays)
    erase(ADDRESS)

    recipient = find(ADDRESS)
    assert recipient
    assert recipient.stopped_at


def test_an_erasure_is_done_in_batches_and_stops_where_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erasing, "BATCH", 2)
    first = HeldCommentFactory(email=ADDRESS)
    HeldCommentFactory.create_batch(4, article=first.article, email=ADDRESS)

    assert erase(ADDRESS, most=3) == 3
    assert find_holding(ADDRESS).comments == 2
    assert erase(ADDRESS) == 2


def test_the_command_writes_a_file_that_only_its_owner_can_read(tmp_path: Path) -> None:
    everything_kept()
    file = tmp_path / "held.zip"

    call_command("export_address", ADDRESS.upper(), "--to", file, verbosity=0)

    assert file.stat().st_mode & 0o777 == 0o600
    with ZipFile(file) as archive:
        assert "comments.json" in archive.namelist()
    with pytest.raises(CommandError, match="is there already"):
        call_command("export_address", ADDRESS, "--to", file)


@pytest.mark.parametrize("given", ["nobody", "nobody@private.example"])
def test_the_command_makes_no_file_for_nobody(given: str, tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        call_command("export_address", given, "--to", tmp_path / "held.zip")

    assert list(tmp_path.glob("*.zip")) == []


def test_the_address_can_be_typed_unseen_by_the_shell(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    everything_kept()
    monkeypatch.setattr("builtins.input", lambda: ADDRESS)

    call_command("erase_address", "-")

    assert "3 comments, 1 of them in answer to another" in capsys.readouterr().out


def test_erasing_says_first_what_it_would_do(capsys: pytest.CaptureFixture[str]) -> None:
    everything_kept()

    call_command("erase_address", ADDRESS)
    said = capsys.readouterr().out
    assert "Nothing was changed" in said
    assert Comment.objects.filter(email=ADDRESS).count() == 3

    call_command("erase_address", ADDRESS, "--yes")
    assert "3 comments erased" in capsys.readouterr().out
    assert not Comment.objects.filter(email=ADDRESS).exists()
