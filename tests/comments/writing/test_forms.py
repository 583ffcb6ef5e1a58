"""What the forms of readers take, what they refuse, and the limits they name."""

from typing import Any

import pytest

from comments.models import MAX_ALT
from comments.writing.forms import MAX_LINKS, CommentForm, ReplyForm, WritingForm, edit_form_for
from tests.factories import ApprovedCommentFactory, ContributorFactory, PhotoFactory, photo_upload

pytestmark = pytest.mark.django_db

WORDS = {"name": "Rowan", "text": "Mine kicks with both legs."}
LINK = "https://example.org/page"


def errors(form: WritingForm) -> dict[str, list[str]]:
    return {field: [str(error) for error in messages] for field, messages in form.errors.items()}


@pytest.mark.parametrize("links", [0, MAX_LINKS])
def test_a_few_links_are_taken(links: int) -> None:
    assert CommentForm(WORDS | {"text": "Mine does what is told here: " + f"{LINK} " * links}).is_valid()


@pytest.mark.parametrize("link", [LINK, "www.example.org", "rowan@example.org"])
def test_what_readers_would_see_as_one_link_too_many_is_refused(link: str) -> None:
    form = CommentForm(WORDS | {"text": f"{link} " * (MAX_LINKS + 1)})

    assert errors(form) == {"text": ["Use at most 2 links."]}


def test_the_limits_are_told_beforehand() -> None:
    hint = CommentForm().fields["text"].help_text

    assert hint.endswith("10 to 2,000 characters, at most 2 links.")


@pytest.mark.parametrize(
    ("rating", "kept"), [("1", "unclear"), ("3", "unclear"), ("4", ""), ("5", ""), ("", "")]
)
def test_what_was_missing_is_asked_of_few_stars_only(rating: str, kept: str) -> None:
    form = CommentForm(WORDS | {"rating": rating, "shortfall": "unclear"})

    assert form.is_valid()
    assert form.cleaned_data["shortfall"] == kept


def test_an_answer_that_is_not_offered_is_refused() -> None:
    form = CommentForm({"rating": "1", "shortfall": "boring"})

    assert errors(form) == {"shortfall": ["Choose one of the answers, or none."]}


@pytest.mark.parametrize("name", ["Vera Ito", "Vera", "Vеra Itо", "Moderator", "Dr Smith"])
def test_no_name_is_refused_for_sounding_like_ours(name: str) -> None:
    """Moderators are told of it instead: a reader may have that name."""
    ContributorFactory(name="Vera Ito")

    assert CommentForm(WORDS | {"name": name}).is_valid()


def test_words_for_a_photo_have_a_limit() -> None:
    form = CommentForm(WORDS | {"photo_alt": "x" * (MAX_ALT + 1)}, {"photo": photo_upload()})

    assert errors(form) == {"photo_alt": ["Use at most 200 characters."]}


def test_a_reply_takes_no_stars() -> None:
    assert {"rating", "shortfall"}.isdisjoint(ReplyForm().fields)


@pytest.mark.parametrize("is_reply", [True, False])
@pytest.mark.parametrize("has_photo", [True, False])
def test_what_was_sent_is_changed_with_the_fields_that_fit_it(is_reply: bool, has_photo: bool) -> None:
    parent = ApprovedCommentFactory()
    changes: dict[str, Any] = {"article": parent.article, "parent": parent, "rating": None}
    comment = ApprovedCommentFactory(**changes if is_reply else {})
    if has_photo:
        PhotoFactory(comment=comment)

    fields = set(edit_form_for(comment)().fields)

    assert ("rating" in fields, "remove_photo" in fields) == (not is_reply, has_photo)


@pytest.mark.parametrize(("changes", "valid"), [({}, False), ({"remove_photo": "on"}, True)])
def test_a_photo_is_not_left_without_words(changes: dict[str, str], valid: bool) -> None:
    comment = PhotoFactory().comment

    form = edit_form_for(comment)({"rating": "4", "text": "", "name": ""} | changes)

    assert form.is_valid() is valid
