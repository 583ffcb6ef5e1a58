"""Many articles at once: who may do what, how many, and handing in and approving."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError
from django.test import Client

from articles import publishing
from articles.admin import bulk
from articles.models import Article, Edition
from articles.models.article import Stage
from articles.publishing import submit
from tests.articles.admin.bulk import LIST, act
from tests.articles.admin.pages import client_of, messages_of, text_of
from tests.factories import (
    ApprovedArticleFactory,
    AuthorFactory,
    DraftArticleFactory,
    EditorFactory,
    LoneArticleFactory,
    ModeratorFactory,
    VetFactory,
)

pytestmark = pytest.mark.django_db

ACTIONS = ["submit_selected", "approve_selected", "publish_selected", "withdraw_selected"]


def stages(*articles: Article) -> list[str]:
    return [Article.objects.get(pk=article.pk).stage for article in articles]


def handed_in(**fields: Any) -> Article:
    return submit(DraftArticleFactory(**fields), by=None)


# Handing in and approving


def test_an_author_hands_in_several_of_their_own() -> None:
    author = AuthorFactory()
    first, second = DraftArticleFactory.create_batch(2, owner=author)
    others = DraftArticleFactory()

    response = act(client_of(author), "submit_selected", first, second, others)

    assert messages_of(response) == ["2 articles handed in."]
    assert stages(first, second, others) == [Stage.IN_REVIEW, Stage.IN_REVIEW, Stage.WRITING]
    assert {article.submitted_by for article in Article.objects.filter(stage=Stage.IN_REVIEW)} == {author}


def test_an_editor_approves_several_and_hears_why_others_are_not(editor: User, editor_client: Client) -> None:
    first, second = handed_in(), handed_in()
    writing = DraftArticleFactory(title="Not handed in")
    own = submit(DraftArticleFactory(title="My own", owner=editor), by=editor)

    response = act(editor_client, "approve_selected", first, second, writing, own)

    summary, *refusals = messages_of(response)
    assert summary == "2 of 4 articles approved."
    assert sorted(refusals) == [
        "“My own”: You handed this text in, so somebody else approves it. A second editor has to approve it, "
        "or read it and hand it in again. On a site with a single editor, SELF_APPROVAL=yes in its settings "
        "lifts this.",
        "“Not handed in”: Only a text in review can be approved; this one is being written.",
    ]
    assert stages(first, second, writing, own) == ["approved", "approved", "writing", "in-review"]


def test_each_step_stands_in_the_history_with_its_person(editor: User, editor_client: Client) -> None:
    article = handed_in()

    act(editor_client, "approve_selected", article)

    latest = article.history.latest()
    assert (latest.history_change_reason, latest.history_user) == ("Approved", editor)


def test_one_that_fails_stops_no_other(editor_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = [handed_in(title=f"Number {number}") for number in range(3)]
    approve = publishing.approve

    def locked_out(article: Article, **kwargs: Any) -> Article:
        if article.title == "Number 1":
            raise OperationalError("canceling statement due to lock timeout")
        return approve(article, **kwargs)

    monkeypatch.setattr(publishing, "approve", locked_out)

    response = act(editor_client, "approve_selected", *articles)

    assert messages_of(response) == [
        "2 of 3 articles approved.",
        "“Number 1”: Somebody else is saving it just now. Try again.",
    ]
    assert stages(*articles) == ["approved", "in-review", "approved"]


def test_one_that_is_deleted_meanwhile_stops_no_other(
    editor_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, stays = handed_in(title="Gone"), handed_in()
    approve = publishing.approve

    def deleting(article: Article, **kwargs: Any) -> Article:
        Article.objects.filter(title="Gone").delete()
        return approve(article, **kwargs)

    monkeypatch.setattr(publishing, "approve", deleting)

    response = act(editor_client, "approve_selected", gone, stays)

    assert messages_of(response) == ["1 of 2 articles approved.", "“Gone”: It was deleted meanwhile."]
    assert stages(stays) == ["approved"]


# How many


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("more", [{}, {"confirmed": "yes"}], ids=["asked", "confirmed"])
def test_more_than_a_page_is_refused_whole(
    action: str, more: dict[str, str], editor_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MOST", 2)
    articles: list[Article] = [LoneArticleFactory(), ApprovedArticleFactory(), handed_in()]
    before = stages(*articles)

    response = act(editor_client, action, *articles, select_across="1", **more)

    assert messages_of(response) == ["Choose at most 2 articles at once. Nothing was changed."]
    assert stages(*articles) == before
    assert Edition.objects.live().count() == 1


def test_the_list_does_not_offer_to_choose_all_pages(
    editor_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = editor_client.get(LIST).context["cl"].model_admin
    assert admin.list_per_page <= bulk.MOST
    LoneArticleFactory.create_batch(3)
    monkeypatch.setattr(type(admin), "list_per_page", 2)

    text = text_of(editor_client.get(LIST))

    assert "3 articles" in text
    assert "Select all" not in text


# Who may


@pytest.mark.parametrize(
    ("factory", "offered"),
    [
        (AuthorFactory, ["submit_selected"]),
        (EditorFactory, ACTIONS),
        (VetFactory, []),
    ],
)
def test_only_what_a_person_may_do_is_offered(factory: Any, offered: list[str]) -> None:
    user = factory()
    DraftArticleFactory(owner=user)

    html = client_of(user).get(LIST).content.decode()

    assert re.findall(r'name="action" value="(\w+_selected)"', html) == offered


@pytest.mark.parametrize("factory", [AuthorFactory, VetFactory, ModeratorFactory])
def test_what_is_not_offered_cannot_be_posted(factory: Any) -> None:
    user = factory()
    client = client_of(user)
    own, live = submit(DraftArticleFactory(owner=user), by=None), LoneArticleFactory(owner=user)
    approved = ApprovedArticleFactory(owner=user)
    before = stages(own, live, approved)

    for action in ACTIONS[1:]:
        act(client, action, own, live, approved, confirmed="yes", note="x", size="major")

    assert stages(own, live, approved) == before
    assert Edition.objects.live().count() == 1
