"""Text that nobody sees is empty, and the writer is told what an empty field is told."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from comments.reports.form import ReportForm
from comments.writing.forms import CommentForm, ReplyForm
from comments.writing.replying import REPLY_TEXT
from tests.comments.writing.test_forms import WORDS, errors

UNSEEN = ["\u200b\u200d\u2060", "\u3164", "\u2800 \u2800", "\u00ad", "\ufe0f\u034f", "\U000e0041", "\u202e"]
NO_NAME = "Tell readers what to call you. A first name is fine."

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("unseen", UNSEEN, ids=ascii)
class TestUnseenText:
    def test_is_no_name(self, unseen: str) -> None:
        assert errors(CommentForm(WORDS | {"name": unseen})) == {"name": [NO_NAME]}

    def test_is_no_comment_and_no_reply(self, unseen: str) -> None:
        text = {"text": unseen * 12, "name": ""}

        assert errors(CommentForm(text)) == {"text": ["Write a comment or choose a number of stars."]}
        assert errors(ReplyForm(text)) == {"text": ["Write a reply."]}
        with pytest.raises(ValidationError, match="Write a reply first"):
            REPLY_TEXT.clean(unseen)

    def test_is_nothing_in_fields_that_may_stay_empty(self, unseen: str) -> None:
        form = CommentForm(WORDS | {"pet": unseen, "photo_alt": unseen})

        assert form.is_valid()
        assert (form.cleaned_data["pet"], form.cleaned_data["photo_alt"]) == ("", "")

    def test_says_nothing_in_a_report(self, unseen: str) -> None:
        form = ReportForm({"reason": "other", "detail": unseen})

        assert form.is_valid()
        assert form.cleaned_data["detail"] == ""

    def test_is_no_search(self, unseen: str) -> None:
        page = Client().get("/search/", {"q": unseen}).content.decode()

        assert "Ask in your own words" in page


def test_hidden_characters_do_not_count_as_words() -> None:
    form = CommentForm(WORDS | {"text": "Hi" + "\u200b" * 20})

    assert errors(form) == {"text": ["Write at least 10 characters. You have written 2."]}


def test_what_was_typed_stays_in_the_form() -> None:
    typed = "Ro\u202ewan\n" + "x" * 40

    assert CommentForm(WORDS | {"name": typed})["name"].value() == typed


@pytest.mark.parametrize("field", ["name", "pet", "photo_alt"])
def test_lines_of_a_reader_are_cleaned(field: str) -> None:
    form = CommentForm(WORDS | {field: "A\tb\u202e\0" + "c" + "\u0301" * 30})

    assert form.is_valid()
    assert form.cleaned_data[field] == "A bc" + "\u0301" * 5


def test_a_text_keeps_its_lines_and_joiners_but_no_pile_of_marks() -> None:
    typed: dict[str, Any] = {"text": "می\u200cخواهم 👩\u200d👧\r\nz" + "\u0301" * 30}
    form = CommentForm(WORDS | typed)

    assert form.is_valid()
    assert form.cleaned_data["text"] == "می\u200cخواهم 👩\u200d👧\nz" + "\u0301" * 5
