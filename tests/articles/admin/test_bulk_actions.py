"""Many articles at once: each by its own verb, in its own transaction, and every refusal in words."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import publishing
from articles.admin import bulk
from articles.models import Article, Edition
from articles.models.article import Stage
from articles.publishing import publish, submit
from tests.factories import (
    ApprovedArticleFactory,
    AuthorFactory,
    DraftArticleFactory,
    EditorFactory,
    LiveArticleFactory,
    ModeratorFactory,
    VetFactory,
    live_edition,
)

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"
ACTIONS = ["submit_selected", "approve_selected", "publish_selected", "withdraw_selected"]


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def act(client: Client, action: str, *articles: Article, **data: Any) -> Any:
    chosen = {"action": action, "_selected_action": [article.pk for article in articles]}
    return client.post(LIST, chosen | data, follow=True)


def said(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def text_of(response: Any) -> str:
    words = re.sub(r"<[^>]*>", " ", response.content.decode())
    return " ".join(words.split()).replace("&#x27;", "'")


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

    assert said(response) == ["2 articles handed in."]
    assert stages(first, second, others) == [Stage.IN_REVIEW, Stage.IN_REVIEW, Stage.WRITING]
    assert {article.submitted_by for article in Article.objects.filter(stage=Stage.IN_REVIEW)} == {author}


def test_an_editor_approves_several_and_hears_why_others_are_not(editor: User, editor_client: Client) -> None:
    first, second = handed_in(), handed_in()
    writing = DraftArticleFactory(title="Not handed in")
    own = submit(DraftArticleFactory(title="My own", owner=editor), by=editor)

    response = act(editor_client, "approve_selected", first, second, writing, own)

    summary, *refusals = said(response)
    assert summary == "2 of 4 articles approved."
    assert sorted(refusals) == [
        "“My own”: You wrote this text or handed it in, so somebody else approves it. On a site with a "
        "single editor, SELF_APPROVAL=yes in its settings lifts this.",
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

    assert said(response) == [
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

    assert said(response) == ["1 of 2 articles approved.", "“Gone”: It was deleted meanwhile."]
    assert stages(stays) == ["approved"]


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
    assert "Publish 1 article now Ready Never published. Working copy: approved, not signed." in text
    assert response.context["ready"][0].article == ready
    assert not Edition.objects.exists()


def confirm(client: Client, action: str, *articles: Article, **data: Any) -> Any:
    """Presses the button of the confirmation, with the fields that it holds."""
    html = act(client, action, *articles).content.decode()
    form = html.partition('class="publish-form"')[2].partition("</form>")[0]
    hidden = re.findall(r'type="hidden" name="(_selected_action|action|confirmed)" value="([^"]*)"', form)
    fields: dict[str, Any] = {"_selected_action": []}
    for name, value in hidden:
        fields[name] = [*fields[name], value] if name == "_selected_action" else value
    return client.post(LIST, fields | data, follow=True)


def test_what_was_confirmed_is_published(editor: User, editor_client: Client) -> None:
    first, second = ApprovedArticleFactory.create_batch(2)
    unapproved = DraftArticleFactory()

    response = confirm(editor_client, "publish_selected", first, second, unapproved)

    assert said(response) == ["2 articles published."]
    assert {edition.article for edition in Edition.objects.live()} == {first, second}
    assert {edition.published_by for edition in Edition.objects.all()} == {editor}


def approved_again(**fields: Any) -> Article:
    """Live, changed since, and approved once more."""
    article: Article = LiveArticleFactory(**fields)
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

    assert said(told) == ["2 articles published."]
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

    assert said(response) == [
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

    summary, refusal = said(response)
    assert summary == "0 of 1 article published."
    assert refusal.startswith("“Bad”: ")
    assert len(re.findall(r"nobody\d", refusal)) <= bulk.REASONS
    assert re.search(r"And \d+ more\.$", refusal)


# Withdrawing


def test_withdrawing_asks_first_and_names_what_leads_there(editor_client: Client) -> None:
    target = LiveArticleFactory(title="Target", slug="target")
    pointing = DraftArticleFactory(body="## One\n\n[It](article:target) does.")
    publish(pointing, by=None)
    draft = DraftArticleFactory(title="Draft")

    response = act(editor_client, "withdraw_selected", target, draft)

    text = text_of(response)
    assert "Draft Readers do not see it, and nothing is scheduled." in text
    assert "Target Live. Working copy: published as it is, not signed. 1 other page leads to it." in text
    assert Edition.objects.live().count() == 2


def test_what_was_confirmed_is_withdrawn(editor_client: Client) -> None:
    first, second = LiveArticleFactory.create_batch(2)
    stays = LiveArticleFactory()

    response = confirm(editor_client, "withdraw_selected", first, second)

    assert said(response) == ["2 articles withdrawn."]
    assert [edition.article for edition in Edition.objects.live()] == [stays]


def test_the_confirmation_comes_back_to_the_list_it_came_from(editor_client: Client) -> None:
    article = LiveArticleFactory()
    chosen = {"action": "withdraw_selected", "_selected_action": [article.pk]}

    html = editor_client.post(LIST + "?readers=live", chosen).content.decode()

    assert f'class="closelink" href="{LIST}?readers=live"' in html


# How many


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("more", [{}, {"confirmed": "yes"}], ids=["asked", "confirmed"])
def test_more_than_a_page_is_refused_whole(
    action: str, more: dict[str, str], editor_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MOST", 2)
    articles: list[Article] = [LiveArticleFactory(), ApprovedArticleFactory(), handed_in()]
    before = stages(*articles)

    response = act(editor_client, action, *articles, select_across="1", **more)

    assert said(response) == ["Choose at most 2 articles at once. Nothing was changed."]
    assert stages(*articles) == before
    assert Edition.objects.live().count() == 1


def test_the_list_does_not_offer_to_choose_all_pages(
    editor_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = editor_client.get(LIST).context["cl"].model_admin
    assert admin.list_per_page <= bulk.MOST
    LiveArticleFactory.create_batch(3)
    monkeypatch.setattr(type(admin), "list_per_page", 2)

    text = text_of(editor_client.get(LIST))

    assert "0 of 2 selected" in text
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

    assert re.findall(r'<option value="(\w+_selected)"', html) == offered


@pytest.mark.parametrize("factory", [AuthorFactory, VetFactory, ModeratorFactory])
def test_what_is_not_offered_cannot_be_posted(factory: Any) -> None:
    user = factory()
    client = client_of(user)
    own, live = submit(DraftArticleFactory(owner=user), by=None), LiveArticleFactory(owner=user)
    approved = ApprovedArticleFactory(owner=user)
    before = stages(own, live, approved)

    for action in ACTIONS[1:]:
        act(client, action, own, live, approved, confirmed="yes", note="x", size="major")

    assert stages(own, live, approved) == before
    assert Edition.objects.live().count() == 1


def test_a_confirmation_costs_no_more_queries_for_what_leads_there(editor_client: Client) -> None:
    counts = []
    for number in (1, 4):
        articles = LiveArticleFactory.create_batch(number)
        act(editor_client, "withdraw_selected", *articles)
        with CaptureQueriesContext(connection) as captured:
            act(editor_client, "withdraw_selected", *articles)
        counts.append(len(captured))

    assert counts[0] == counts[1]
