"""Whoever changes a list is told what it changed for held comments."""

from typing import Any

import pytest
from django.test import Client

from comments.models import SpamPhrase
from tests.factories import DangerPhraseFactory, HeldCommentFactory

# What follows a commit tells it to whoever made the request, so there must be one.
pytestmark = pytest.mark.django_db(transaction=True)

PHRASES = "/admin/comments/spamphrase/"
DANGERS = "/admin/articles/dangerphrase/"
TEXT = "He got a zebra discount, and ate a whole zorblat."


def said(client: Client, path: str, **fields: Any) -> list[str]:
    """Send a form, and return the messages on the next page."""
    answer = client.post(path, fields)
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    return [str(message) for message in client.get(answer.headers["Location"]).context["messages"]]


def test_a_moderator_is_told_how_many_scores_a_phrase_changed(moderator_client: Client) -> None:
    comment = HeldCommentFactory(text=TEXT)

    added = said(moderator_client, f"{PHRASES}add/", phrase="zebra discount", points=4)
    phrase = SpamPhrase.objects.get(phrase="zebra discount")
    changed = said(moderator_client, f"{PHRASES}{phrase.pk}/change/", phrase="zebra discount", points=5)
    same = said(moderator_client, f"{PHRASES}{phrase.pk}/change/", phrase="zebra discount", points=5)
    deleted = said(moderator_client, f"{PHRASES}{phrase.pk}/delete/", post="yes")
    other = said(moderator_client, f"{PHRASES}add/", phrase="quagga discount", points=4)

    assert "1 held comment has another score now." in added
    assert "1 held comment has another score now." in changed
    assert not [words for words in same if "held" in words]
    assert "1 held comment has another score now." in deleted
    assert "No held comments have another score now." in other
    comment.refresh_from_db()
    assert comment.score == 0


def test_phrases_that_are_deleted_together_are_followed_once(moderator_client: Client) -> None:
    HeldCommentFactory(text=TEXT, score=8, findings=[{"check": "phrases", "points": 8, "words": "Two."}])
    rows = [SpamPhrase.objects.create(phrase=words) for words in ("zebra discount", "whole zorblat")]
    chosen = {"action": "delete_selected", "_selected_action": [row.pk for row in rows], "post": "yes"}

    told = said(moderator_client, PHRASES, **chosen)

    assert [words for words in told if "held" in words] == ["1 held comment has another score now."]


def test_an_editor_is_told_how_many_held_comments_a_danger_makes_urgent(
    editor_client: Client,
) -> None:
    comment = HeldCommentFactory(text=TEXT)
    row = DangerPhraseFactory(name="Zorblat", phrases="nothing like it", species=None)
    fields = {name: getattr(row, name) or "" for name in ("name", "slug", "questions", "source", "position")}

    told = said(editor_client, f"{DANGERS}{row.pk}/change/", **fields, phrases="zorblat")

    assert "Held comments were read again. 1 is now among those that may mean danger." in told
    comment.refresh_from_db()
    assert (comment.is_urgent, comment.dangers) == (True, ["Zorblat"])
