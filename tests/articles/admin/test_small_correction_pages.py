"""A typo on a live page: from its form to readers in two presses, and a second look by somebody else."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from articles.admin.pages.small_correction import NOTE
from articles.drafts import editing
from articles.models import Article, SecondLook
from articles.publishing import publish, sign, small_correction
from tests.articles.admin.open_form import OpenForm
from tests.articles.admin.pages import address, client_of, messages_of, text_of
from tests.articles.publishing.test_signing import DUE
from tests.factories import AuthorFactory, EditorFactory, LoneArticleFactory, VetFactory, live_edition

pytestmark = pytest.mark.django_db

LIST = reverse("admin:articles_article_second_looks")


@pytest.fixture
def article() -> Article:
    return LoneArticleFactory(title="Why do cats purr?", answer="Cats recieve a lot.")


def corrected(article: Article, by: User) -> SecondLook:
    working = Article.objects.get(pk=article.pk)
    working.answer = "Cats receive a lot."
    editing.record(working, by=by)
    look: SecondLook = publish(working, by=by, release=small_correction(working.digest)).second_look
    return look


def send(client: Client, page: str, context: Any, **more: str) -> Any:
    return client.post(page, {"digest": context["article"].digest, "note": "A spelling"} | more, follow=True)


def test_an_editor_mends_a_typo_with_two_presses(article: Article, editor_client: Client) -> None:
    pressed = OpenForm(editor_client, article).type(answer="Cats receive a lot.").save(_correct="")
    page = address(article, "small_correction")
    assert pressed.headers["Location"] == page
    shown = editor_client.get(page)
    assert "<del>recieve</del>" in shown.content.decode()

    done = send(editor_client, page, shown.context)

    assert "Readers see “Why do cats purr?” as it is now." in messages_of(done)[0]
    # Whatever else was sent: a note of one's own would be words that nobody else has read.
    assert (live_edition(article).answer, live_edition(article).note) == ("Cats receive a lot.", NOTE)


def test_a_change_that_is_not_small_is_told_why_and_led_to_the_review(
    article: Article, editor_client: Client
) -> None:
    OpenForm(editor_client, article).type(answer="Cats receive nothing.", urgency="watch").save()
    page = address(article, "small_correction")
    shown = editor_client.get(page)

    assert "It changes the level of urgency." in text_of(shown)
    assert "Publish the correction" not in text_of(shown)
    assert "It changes the level of urgency." in text_of(send(editor_client, page, shown.context))
    assert live_edition(article).number == 1


def test_a_text_that_changed_meanwhile_is_shown_again(article: Article, editor_client: Client) -> None:
    OpenForm(editor_client, article).type(answer="Cats receive a lot.").save()
    page = address(article, "small_correction")
    shown = editor_client.get(page)
    working = Article.objects.get(pk=article.pk)
    working.answer = "Cats receive a lot, and more."
    editing.record(working, by=EditorFactory())

    assert "The text changed while you were reading it" in text_of(send(editor_client, page, shown.context))
    assert live_edition(article).number == 1


def test_the_page_says_that_a_signature_ends(article: Article, editor_client: Client) -> None:
    sign(article, by=VetFactory(), review_due_on=DUE)
    publish(article, by=None)
    OpenForm(editor_client, article).type(answer="Cats receive a lot.").save()

    shown = text_of(editor_client.get(address(article, "small_correction")))

    assert "The corrected page says that no vet has signed it, until a vet signs it again." in shown


def test_the_button_is_there_only_where_it_leads_somewhere(
    article: Article, editor_client: Client, settings: Settings
) -> None:
    button = 'name="_correct"'
    assert button in editor_client.get(address(article)).content.decode()
    author = AuthorFactory()
    Article.objects.update(owner=author)
    assert button not in client_of(author).get(address(article)).content.decode()
    settings.SMALL_CORRECTIONS = False
    assert button not in editor_client.get(address(article)).content.decode()


def test_somebody_else_compares_and_presses_looked_at(
    article: Article, editor: User, editor_client: Client
) -> None:
    second_look = corrected(article, editor)
    other = client_of(EditorFactory())
    assert "Nothing waits for you." in text_of(editor_client.get(LIST))
    assert "Why do cats purr?" in text_of(other.get(LIST))
    page = address(article, "second_look")
    assert "<ins>receive</ins>" in other.get(page).content.decode()

    done = other.post(page, {"second_look": second_look.pk}, follow=True)

    assert messages_of(done) == ["You looked at the correction of “Why do cats purr?”."]
    assert "Nothing waits for you." in text_of(done)


def test_nobody_looks_at_their_own_or_at_what_has_changed_since(
    article: Article, editor: User, editor_client: Client
) -> None:
    second_look = corrected(article, editor)
    page = address(article, "second_look")

    assert "words of yours" in text_of(editor_client.get(page))
    own = editor_client.post(page, {"second_look": second_look.pk})
    old = client_of(EditorFactory()).post(page, {"second_look": second_look.pk + 1})

    assert "words of yours" in messages_of(own)[0]
    assert messages_of(old) == ["This has changed meanwhile. Nothing was noted."]
    assert SecondLook.objects.get().looked_at is None
