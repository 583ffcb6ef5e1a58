"""What was typed without a script stands on the page that says why it was not saved."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article
from articles.models.article import Stage
from articles.publishing import submit
from tests.articles.admin.pages import address, client_of, form_of, messages_of, text_of
from tests.factories import DraftArticleFactory, EditorFactory

pytestmark = pytest.mark.django_db

WORDS = "Words that nobody has saved yet."
BROWSER = {"Accept": "text/html,application/xhtml+xml"}


@pytest.fixture
def article() -> Article:
    return DraftArticleFactory(title="Wag")


def test_a_save_after_the_login_ended_gives_the_text_back_and_offers_to_send_it_again(
    article: Article, editor_client: Client
) -> None:
    form = form_of(editor_client, address(article)) | {"body": WORDS, "_continue": "Save"}
    editor_client.logout()

    page = editor_client.post(address(article), form, headers=BROWSER)

    assert page.status_code == 403
    assert "You were logged out" in text_of(page)
    assert re.search(rf"<textarea[^>]*>\n{WORDS}</textarea>", page.content.decode())
    sent_again = dict(re.findall(r'<input type="hidden" name="(.*?)" value="(.*?)">', page.content.decode()))
    assert sent_again["body"] == WORDS
    assert sent_again["_continue"] == "Save"
    assert page["Cache-Control"] == "no-store"


def test_passwords_are_never_given_back(editor_client: Client) -> None:
    editor_client.logout()

    page = editor_client.post(
        "/admin/password_change/", {"old_password": "correct horse", "note": WORDS}, headers=BROWSER
    )

    assert "correct horse" not in page.content.decode()


def test_scripts_still_get_an_answer_of_their_own(article: Article) -> None:
    answer = Client().post(address(article, "autosave"), {"body": WORDS})

    assert (answer.status_code, answer["Content-Type"]) == (403, "application/json")


def test_after_a_login_in_another_window_the_old_page_sends_the_text_once_more(
    article: Article, editor: User
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    sent = {"body": WORDS, "csrfmiddlewaretoken": "of the old page"}

    ours = client.post(address(article), sent, headers=BROWSER | {"Sec-Fetch-Site": "same-origin"})
    theirs = client.post(address(article), sent, headers=BROWSER | {"Sec-Fetch-Site": "cross-site"})

    assert [ours.status_code, theirs.status_code] == [403, 403]
    assert f'name="body" value="{WORDS}"' in ours.content.decode()
    # Another site must not put words of its own before somebody who may save them.
    assert WORDS not in theirs.content.decode()


def test_a_save_of_a_deleted_article_gives_the_text_back(article: Article, editor_client: Client) -> None:
    form = form_of(editor_client, address(article)) | {"body": WORDS}
    path = address(article)
    article.delete()

    page = editor_client.post(path, form)

    assert page.status_code == 410
    assert "somebody deleted this article" in text_of(page)
    assert WORDS in page.content.decode()


def test_a_note_to_hand_in_what_is_handed_in_already_is_told_again(article: Article) -> None:
    client = client_of(EditorFactory())
    form = form_of(client, address(article)) | {"remarks": WORDS, "_hand_in": "yes"}
    submit(article, by=None)

    page = client.post(address(article), form, follow=True)
    review = client.post(address(article, "review"), {"remarks": WORDS, "_submit": "yes"})

    assert Article.objects.get().stage == Stage.IN_REVIEW
    assert WORDS in " ".join(messages_of(page))
    assert WORDS in review.content.decode()
