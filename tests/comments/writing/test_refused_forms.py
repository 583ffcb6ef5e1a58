"""A form that is refused is shown again, with what is wrong and with all that was typed."""

import re
from pathlib import Path

import pytest
from django.test import Client

from comments.models import MAX_NAME, MAX_PET, MAX_TEXT, Comment
from tests.comments.writing.sending import (
    SEEN_AGAIN,
    WHOLE,
    checked_rating,
    send,
    stored_files,
    value_of,
)
from tests.factories import (
    LoneArticleFactory,
    photo_upload,
)

pytestmark = pytest.mark.django_db


REFUSED = [
    ("text", {"rating": "", "text": ""}, "Write a comment or choose a number of stars."),
    ("text", {"text": "Too short"}, "Write at least 10 characters. You have written 9."),
    ("text", {"text": "   Too short \n  "}, "Write at least 10 characters. You have written 9."),
    ("text", {"text": "x" * (MAX_TEXT + 1)}, "Write at most 2,000 characters."),
    ("text", {"text": "🐶" * 10_000}, "Write at most 2,000 characters."),
    ("text", {"text": "Mine \0 kicks with both legs."}, "Null characters are not allowed."),
    ("name", {"name": ""}, "Tell readers what to call you. A first name is fine."),
    ("name", {"name": "   "}, "Tell readers what to call you. A first name is fine."),
    ("name", {"name": "x" * (MAX_NAME + 1)}, "Use at most 40 characters."),
    ("name", {"name": "\u3164\0"}, "Tell readers what to call you. A first name is fine."),
    ("pet", {"pet": "x" * (MAX_PET + 1)}, "Use at most 60 characters."),
    ("email", {"email": "rowan"}, "Enter an email like name@example.org."),
    ("email", {"email": "rowan@"}, "Enter an email like name@example.org."),
    ("email", {"email": "a@b.example, c@d.example"}, "Enter an email like name@example.org."),
    ("email", {"email": f"{'x' * 250}@private.example"}, "Use at most 254 characters."),
    ("rating", {"rating": "0"}, "Choose one to five stars, or none."),
    ("rating", {"rating": "6"}, "Choose one to five stars, or none."),
    ("rating", {"rating": "-1"}, "Choose one to five stars, or none."),
    ("rating", {"rating": "abc"}, "Choose one to five stars, or none."),
    ("rating", {"rating": "4.5"}, "Choose one to five stars, or none."),
    ("rating", {"rating": "5\0"}, "Choose one to five stars, or none."),
]


def test_a_refused_field_is_explained_and_every_other_value_is_kept(reader: Client) -> None:
    article = LoneArticleFactory()

    for field, fields, message in REFUSED:
        sent = WHOLE | fields
        answer = send(reader, article, **sent)

        page = answer.content.decode()
        assert answer.status_code == SEEN_AGAIN, fields
        # In the summary, linked to the field, and beside the field.
        anchor = f'<a href="#id_{field}{"-1" if field == "rating" else ""}">{message}</a>'
        assert (page.count(anchor), page.count(message)) == (1, 2), fields
        assert page.count('class="field-error"') == 1, fields
        kept = {name for name in ("name", "text", "pet", "email") if value_of(page, name) == sent[name]}
        assert kept | {field} == {"name", "text", "pet", "email", field}, fields
        assert field == "rating" or checked_rating(page) == sent["rating"], fields
    assert not Comment.objects.exists()


def test_all_that_is_wrong_is_said_at_once(reader: Client) -> None:
    answer = send(reader, LoneArticleFactory(), text="Short", email="nowhere", rating="9")

    page = answer.content.decode()
    assert page.count('class="field-error"') == 4
    assert Comment.objects.count() == 0


def test_nothing_at_all_is_refused(reader: Client) -> None:
    answer = send(reader, LoneArticleFactory())

    assert answer.status_code == SEEN_AGAIN
    assert "Write a comment or choose a number of stars." in answer.content.decode()
    assert not Comment.objects.exists()


def test_a_photo_needs_words(reader: Client, media: Path) -> None:
    answer = send(reader, LoneArticleFactory(), rating="5", photo=photo_upload())

    assert answer.status_code == SEEN_AGAIN
    assert "Say in a few words what your photo shows." in answer.content.decode()
    assert (Comment.objects.count(), stored_files(media)) == (0, [])


def test_a_photo_sent_with_a_refused_form_has_to_be_chosen_again(reader: Client, media: Path) -> None:
    article = LoneArticleFactory()

    with_photo = send(reader, article, **WHOLE | {"name": ""}, photo=photo_upload())
    without = send(reader, article, **WHOLE | {"name": ""})

    assert "please choose it again" in with_photo.content.decode()
    assert "please choose it again" not in without.content.decode()
    assert stored_files(media) == []


def test_the_refused_form_can_be_mended_and_sent(reader: Client) -> None:
    article = LoneArticleFactory()
    page = send(reader, article, **WHOLE | {"name": ""}).content.decode()
    [action] = re.findall(r'<form class="form comment-form" action="([^"]+)"', page)
    again = {name: value_of(page, name) for name in ("text", "pet", "email")}

    answer = reader.post(action, again | {"rating": checked_rating(page), "name": "Rowan"})

    assert answer.status_code == 303
    assert Comment.objects.filter(**WHOLE).count() == 1


def test_a_program_that_fills_in_every_field_is_refused_with_a_reason(reader: Client) -> None:
    answer = send(reader, LoneArticleFactory(), **WHOLE, website="https://spam.example")

    page = answer.content.decode()
    assert answer.status_code == SEEN_AGAIN
    assert "Please leave the field “Leave this empty” empty" in page
    assert value_of(page, "text") == WHOLE["text"]
    assert "spam.example" not in page
    assert not Comment.objects.exists()


@pytest.mark.parametrize("charset", ["unicode_escape", "utf-16", "utf-7", "base64"])
def test_a_charset_of_the_senders_choice_is_not_obeyed(charset: str, reader: Client) -> None:
    article = LoneArticleFactory()
    body = b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
    parts = [(b"name", b"Rowan"), (b"text", rb"Half a character: \ud800")]

    answer = reader.generic(
        "POST",
        f"/articles/{article.slug}/comments/",
        b"".join(body % part for part in parts) + b"--b--\r\n",
        content_type=f"multipart/form-data; boundary=b; charset={charset}",
    )

    assert answer.status_code == 303
    assert Comment.objects.get().text == r"Half a character: \ud800"
