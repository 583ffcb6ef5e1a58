"""The log of decisions, and the page that undoes them."""

import re

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comments.models import Comment, CommentBlock, Decision, Report, Status
from comments.moderation import approve, delete, reject
from tests.comments.admin.desk import act, counts
from tests.factories import (
    ApprovedCommentFactory,
    HeldCommentFactory,
    LoneArticleFactory,
    many_live_editions,
)

pytestmark = pytest.mark.django_db


def undo_link(html: str) -> str:
    found = re.search(r'<a href="(/admin/comments/decision/undo/[^"]*)" data-undo>Undo</a>', html)
    assert found
    return found[1]


def post_undo(client: Client, link: str) -> str:
    path, _, query = link.partition("?")
    name, _, value = query.partition("=")
    return client.post(path, {name: value}, follow=True).content.decode()


def test_what_was_done_to_many_is_undone_together_from_the_message(moderator_client: Client) -> None:
    comments = HeldCommentFactory.create_batch(3, article=LoneArticleFactory())
    link = undo_link(act(moderator_client, "approve_selected", *comments).content.decode())

    page = moderator_client.get(link).content.decode()
    after_the_link = Comment.objects.approved().count()
    told = post_undo(moderator_client, link)

    assert "3 go back to “held”." in page
    assert "3 comments are as before." in told
    assert (after_the_link, Comment.objects.held().count()) == (3, 3)
    assert counts() == (0, 0)


def test_a_batch_is_undone_once_and_says_which_stay_and_why(moderator_client: Client, editor: User) -> None:
    first, second, third = HeldCommentFactory.create_batch(3, article=LoneArticleFactory())
    link = undo_link(act(moderator_client, "spam_selected", first, second, third).content.decode())
    approve([first], by=editor)
    delete([second], by=editor)

    page = moderator_client.get(link).content.decode()
    told = post_undo(moderator_client, link)
    again = post_undo(moderator_client, link)

    reasons = (
        f"Comment {first.pk}: {editor.username} decided on it since: “approved”.",
        f"Comment {second.pk}: The comment was deleted for good.",
    )
    assert "1 goes back to “held”." in page
    assert "2 stay as they are" in page
    assert re.search(rf"Comment {first.pk}</a>: {editor.username} decided on it since", page)
    for reason in reasons:
        assert reason in told
    assert "1 comment is as before." in told
    assert "as before" not in again
    assert dict(Comment.objects.values_list("pk", "status")) == {first.pk: "approved", third.pk: "held"}


def test_the_page_that_undoes_a_batch_says_what_becomes_of_the_replies(moderator_client: Client) -> None:
    top, other = HeldCommentFactory.create_batch(2, article=LoneArticleFactory())
    under = {"article": top.article, "rating": None}
    first = HeldCommentFactory(parent=top, **under)
    link = undo_link(act(moderator_client, "approve_selected", top, first).content.decode())
    ApprovedCommentFactory(parent=top, answers=first, **under)
    ApprovedCommentFactory(parent=other, **under)
    alone = moderator_client.get(link).content.decode()
    ApprovedCommentFactory(parent=top, **under)

    page = moderator_client.get(link).content.decode()

    assert "The reply under them goes from the page with them, and comes back when those are" in alone
    assert "The 2 replies under them go from the page with them" in page
    assert "stay" not in page


def test_a_reply_that_answers_one_of_a_batch_stays(moderator_client: Client) -> None:
    top = ApprovedCommentFactory()
    under = {"article": top.article, "parent": top, "rating": None}
    pair = HeldCommentFactory.create_batch(2, **under)
    link = undo_link(act(moderator_client, "approve_selected", *pair).content.decode())
    ApprovedCommentFactory(answers=pair[0], **under)

    page = moderator_client.get(link).content.decode()

    assert "The reply that answers them stays on the page. To take a reply away too, reject it." in page


def test_the_log_shows_a_batch_in_one_line_that_undoes_it(moderator_client: Client) -> None:
    comments = HeldCommentFactory.create_batch(3, article=LoneArticleFactory())
    act(moderator_client, "reject_selected", *comments)
    number = Decision.objects.earliest("pk").pk
    log = "/admin/comments/decision/"

    html = moderator_client.get(log).content.decode()
    lines = moderator_client.get(f"{log}?batch={number}").content.decode()
    post_undo(moderator_client, f"{log}undo/?batch={number}")
    after = moderator_client.get(log).content.decode()

    assert html.count("Rejected (Held → Rejected)") == 1
    assert f'<a href="?batch={number}">3 comments</a>' in html
    assert f'/undo/?batch={number}"' in html
    assert lines.count("Rejected (Held → Rejected)") == 3
    assert f'/undo/?batch={number}"' not in after
    assert after.count("Undone (Rejected → Held)") == 1


@pytest.mark.parametrize("number", ["0", "x", f"{9**40}", "\x00"])
def test_a_batch_that_never_was_says_so(number: str, moderator_client: Client) -> None:
    path = "/admin/comments/decision/"

    pages = [moderator_client.get(path + page, {"batch": number}) for page in ("", "undo/")]
    answer = moderator_client.post(f"{path}undo/", {"batch": number}, follow=True)

    assert [page.status_code for page in (*pages, answer)] == [200] * 3
    assert "There is nothing to undo here." in pages[1].content.decode()


def test_the_page_that_undoes_costs_as_many_queries_for_thirty_as_for_two(moderator_client: Client) -> None:
    queries = []
    for number in (2, 30):
        comments = HeldCommentFactory.create_batch(number, article=LoneArticleFactory())
        link = undo_link(act(moderator_client, "spam_selected", *comments).content.decode())
        with CaptureQueriesContext(connection) as captured:
            moderator_client.get(link)
        queries.append(len(captured))

    assert queries[0] == queries[1]


def test_undo_says_what_cannot_be_undone(moderator: User, editor: User, moderator_client: Client) -> None:
    comment = HeldCommentFactory()
    approve([comment], by=moderator)
    first = Decision.objects.get()
    reject([comment], by=editor)

    page = moderator_client.get(f"/admin/comments/decision/undo/?d={first.pk}").content.decode()
    answer = moderator_client.post("/admin/comments/decision/undo/", {"d": first.pk}, follow=True)

    assert "Cannot be undone" in page
    assert 'value="Undo"' not in page
    assert "decided on it since" in answer.content.decode()
    assert Comment.objects.get().status == Status.REJECTED


@pytest.mark.parametrize("numbers", ["", "0", "x", "1-", f"{9**40}", "1-2-3", "\x00"])
def test_undo_of_what_never_was_says_so(numbers: str, moderator_client: Client) -> None:
    path = "/admin/comments/decision/undo/"

    page = moderator_client.get(path, {"d": numbers})
    answer = moderator_client.post(path, {"d": numbers}, follow=True)

    assert "There is nothing to undo here." in page.content.decode()
    assert answer.status_code == 200


def test_the_log_lists_decisions_and_leads_to_their_undoing(
    moderator: User, moderator_client: Client
) -> None:
    comment = HeldCommentFactory(name="Rowan")
    approve([comment], by=moderator)

    html = moderator_client.get("/admin/comments/decision/").content.decode()

    assert "Approved (Held → Approved)" in html
    assert f"/undo/?d={Decision.objects.get().pk}" in html
    assert moderator.username in html
    # The log stays when a comment is deleted, so it must not name the writer.
    assert "Rowan" not in html.partition('id="result_list"')[2]


@pytest.mark.parametrize(("query", "found"), [("{}", 1), ("999", 0), ("x", 0), ("9" * 40, 0)])
def test_the_log_is_searched_by_the_number_of_a_comment(
    query: str, found: int, moderator: User, moderator_client: Client
) -> None:
    comment = HeldCommentFactory()
    approve([comment], by=moderator)

    html = moderator_client.get(f"/admin/comments/decision/?q={query.format(comment.pk)}").content.decode()

    assert html.count("Approved (Held → Approved)") == found


def test_the_other_lists_cost_as_many_queries_for_thirty_rows_as_for_one(
    moderator: User, admin_client: Client
) -> None:
    def queries_of(name: str) -> int:
        path = f"/admin/comments/{name}/"
        admin_client.get(path)
        with CaptureQueriesContext(connection) as captured:
            admin_client.get(path)
        return len(captured)

    queries = []
    for number in (1, 29):
        for edition in many_live_editions(LoneArticleFactory(), number):
            comment = HeldCommentFactory(article=edition.article, rating=1)
            approve([comment], by=moderator)
            Report.objects.create(comment=comment, reason="spam")
            row = {"kind": "writer", "comment": comment, "comment_number": comment.pk}
            CommentBlock.objects.create(**row, reason="Adverts.", by=moderator)
        names = ("decision", "report", "lowrating", "commentblock")
        queries.append({name: queries_of(name) for name in names})

    assert queries[0] == queries[1]
