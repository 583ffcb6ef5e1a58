"""Many articles are published or withdrawn at once, after a question."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import publishing
from articles.admin import bulk
from articles.models import Article, Edition
from articles.publishing import publish, submit
from tests.articles.admin.bulk import LIST, act, confirm
from tests.articles.admin.pages import messages_of, text_of
from tests.factories import (
    ApprovedArticleFactory,
    DraftArticleFactory,
    LoneArticleFactory,
    live_edition,
)

pytestmark = pytest.mark.django_db


# Publishing


def test_publishing_asks_first_and_says_what_it_will_leave_out(editor_client: Client) -> None:
    ready = ApprovedArticleFactory(title="Ready")
    unapproved = DraftArticleFactory(title="Unapproved")
    broken = ApprovedArticleFactory(title="Cites nothing", body="## One\n\nIt does.[^nobody1999]")

    response = act(editor_client, "publish_selected", ready, unapproved, broken)

    text = text_of(response)
    assert "2 articles will be left out" in text
    assert "Unapproved Nobody has approved this text." in text
    assert re.search(r"Cites nothing .*nobody1999", text)
    assert "Publish 1 article now" in text
    assert "Ready Never published. Working copy: approved, not signed." in text
    assert response.context["ready"][0].article == ready
    assert not Edition.objects.exists()


def test_what_was_confirmed_is_published(editor: User, editor_client: Client) -> None:
    first, second = ApprovedArticleFactory.create_batch(2)
    unapproved = DraftArticleFactory()

    response = confirm(editor_client, "publish_selected", first, second, unapproved)

    assert messages_of(response) == ["2 articles published."]
    assert {edition.article for edition in Edition.objects.live()} == {first, second}
    assert {edition.published_by for edition in Edition.objects.all()} == {editor}


def approved_again(**fields: Any) -> Article:
    """A live article that was changed and approved again."""
    article: Article = LoneArticleFactory(**fields)
    Article.objects.filter(pk=article.pk).update(title="Why do dogs do it so often?")
    article.refresh_from_db()
    submit(article, by=None)
    return publishing.approve(article, by=None)


def test_readers_are_told_what_changed_in_pages_they_know(editor_client: Client) -> None:
    known, new = approved_again(), ApprovedArticleFactory()

    silent = confirm(editor_client, "publish_selected", known, new, note="", size="minor")
    assert "Say in one line what changed." in text_of(silent)
    assert Edition.objects.count() == 1
    told = confirm(editor_client, "publish_selected", known, new, note="Clearer titles", size="minor")

    assert messages_of(told) == ["2 articles published."]
    edition = live_edition(known)
    assert (edition.number, edition.note, edition.is_major) == (2, "Clearer titles", False)


def test_pages_that_were_written_anew_are_published_together(editor_client: Client) -> None:
    article = approved_again()

    confirm(editor_client, "publish_selected", article, note="Written anew.", size="rewritten")

    edition = live_edition(article)
    assert (edition.writing, edition.is_major) == (2, True)


def test_nothing_is_asked_about_pages_that_readers_do_not_know(editor_client: Client) -> None:
    response = act(editor_client, "publish_selected", ApprovedArticleFactory())

    assert "What changed" not in text_of(response)


def test_a_text_that_changed_after_the_question_is_not_published(
    editor_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = ApprovedArticleFactory(title="Changed"), ApprovedArticleFactory()

    def meanwhile(*args: Any, **kwargs: Any) -> Edition:
        Article.objects.filter(pk=first.pk).update(answer="Something else.")
        return publish(*args, **kwargs)

    monkeypatch.setattr(publishing, "publish", meanwhile)
    response = confirm(editor_client, "publish_selected", first, second)

    assert messages_of(response) == [
        "1 of 2 articles published.",
        "“Changed”: Nobody has approved this text.",
    ]
    assert [edition.article for edition in Edition.objects.all()] == [second]


def test_the_problems_of_a_text_are_told_a_few_at_a_time(
    editor_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = ApprovedArticleFactory(title="Bad", body="".join(f"It.[^nobody{n}]\n\n" for n in range(9)))
    monkeypatch.setattr(bulk, "what_blocks_publishing", lambda article: [])

    response = confirm(editor_client, "publish_selected", article)

    summary, refusal = messages_of(response)
    assert summary == "0 of 1 article published."
    assert refusal.startswith("“Bad”: ")
    assert len(re.findall(r"nobody\d", refusal)) <= bulk.REASONS
    assert re.search(r"And \d+ more\.$", refusal)


# Withdrawing


def test_withdrawing_asks_first_and_names_what_leads_there(editor_client: Client) -> None:
    target = LoneArticleFactory(title="Target", slug="target")
    pointing = DraftArticleFactory(body="## One\n\n[It](article:target) does.")
    publish(pointing, by=None)
    draft = DraftArticleFactory(title="Draft")

    response = act(editor_client, "withdraw_selected", target, draft)

    text = text_of(response)
    assert "Draft Readers do not see it, and nothing is scheduled." in text
    assert "Target Live. Working copy: published as it is, not signed. 1 other page leads to it." in text
    assert Edition.objects.live().count() == 2


def test_what_was_confirmed_is_withdrawn(editor_client: Client) -> None:
    first, second = LoneArticleFactory.create_batch(2)
    stays = LoneArticleFactory()

    response = confirm(editor_client, "withdraw_selected", first, second)

    assert messages_of(response) == ["2 articles withdrawn."]
    assert [edition.article for edition in Edition.objects.live()] == [stays]


def test_the_confirmation_comes_back_to_the_list_it_came_from(editor_client: Client) -> None:
    article = LoneArticleFactory()
    chosen = {"action": "withdraw_selected", "_selected_action": [article.pk]}

    html = editor_client.post(LIST + "?readers=live", chosen).content.decode()

    assert f'href="{LIST}?readers=live">Cancel' in html


def test_a_confirmation_costs_no_more_queries_for_what_leads_there(editor_client: Client) -> None:
    counts = []
    for number in (1, 4):
        articles = LoneArticleFactory.create_batch(number)
        act(editor_client, "withdraw_selected", *articles)
        with CaptureQueriesContext(connection) as captured:
            act(editor_client, "withdraw_selected", *articles)
        counts.append(len(captured))

    assert counts[0] == counts[1]
