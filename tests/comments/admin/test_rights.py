"""Moderators decide on readers' words and never write them; nobody else decides."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from comments.models import Comment, Decision
from comments.moderation import reject
from tests.comments.admin.desk import LIST, act, change_page, counts, staff
from tests.factories import (
    HeldCommentFactory,
    LoneArticleFactory,
)

pytestmark = pytest.mark.django_db


def test_nobody_adds_a_comment_in_a_readers_place(moderator_client: Client) -> None:
    article = LoneArticleFactory()

    answer = moderator_client.post(
        f"{LIST}add/", {"article": article.pk, "name": "Me", "text": "Invented words."}
    )

    assert answer.status_code == 403
    assert not Comment.objects.exists()


def test_a_moderator_never_rewrites_what_a_reader_wrote(moderator_client: Client) -> None:
    comment = HeldCommentFactory(email="rowan@private.example")
    before = Comment.objects.values().get()
    forged = {
        "name": "Me",
        "text": "I never said this.",
        "html": "<script>alert(1)</script>",
        "pet": "a cat",
        "email": "other@private.example",
        "rating": "5",
        "status": "approved",
        "created_at_0": "2020-01-01",
        "submission": "0" * 64,
    }

    moderator_client.post(change_page(comment), forged | {"_save": "1"})

    assert Comment.objects.values().get() == before


def test_a_visitor_is_led_to_the_login() -> None:
    comment = HeldCommentFactory()

    for path in (LIST, change_page(comment)):
        for answer in (Client().get(path), Client().post(path, {"_approve": "1"})):
            assert answer.status_code == 302
            assert answer.headers["Location"] == f"/admin/login/?next={path}"
    assert Comment.objects.held().count() == 1


@pytest.mark.parametrize(
    "codenames",
    [
        ("view_comment",),
        ("view_comment", "change_comment"),
        ("view_comment", "change_comment", "delete_comment"),
    ],
)
def test_staff_who_are_no_moderators_are_offered_no_decision(codenames: tuple[str, ...]) -> None:
    comment = HeldCommentFactory()
    client = staff(*codenames)

    pages = [client.get(path) for path in (LIST, change_page(comment))]

    assert [page.status_code for page in pages] == [200, 200]
    html = "".join(page.content.decode() for page in pages)
    for offer in ("approve_selected", "reject_selected", "_approve", "_reject"):
        assert offer not in html


@pytest.mark.parametrize("button", ["_approve", "_reject"])
@pytest.mark.parametrize("codenames", [("view_comment",), ("view_comment", "change_comment"), ()])
def test_staff_who_are_no_moderators_cannot_decide_whatever_they_post(
    codenames: tuple[str, ...], button: str
) -> None:
    comment = HeldCommentFactory()
    client = staff(*codenames)

    client.post(change_page(comment), {button: "1"})
    act(client, "approve_selected", comment)
    act(client, "reject_selected", comment)

    assert Comment.objects.held().count() == 1
    assert counts() == (0, 0)


def test_whoever_may_not_change_comments_decides_and_undoes_nothing(moderator: User) -> None:
    rejected, held = HeldCommentFactory.create_batch(2, article=LoneArticleFactory())
    reject([rejected], by=moderator)
    client = staff("view_comment", "moderate_comment", "view_decision")
    undo = f"/admin/comments/decision/undo/?d={Decision.objects.get().pk}"

    act(client, "approve_selected", held)
    answers = [client.get(undo), client.post(undo)]
    log = client.get("/admin/comments/decision/").content.decode()

    assert [answer.status_code for answer in answers] == [403, 403]
    assert "Rejected (Held → Rejected)" in log
    assert "/undo/" not in log
    assert not Comment.objects.approved().exists()


def test_an_editor_has_no_business_here(editor_client: Client) -> None:
    comment = HeldCommentFactory()

    answers = [editor_client.get(path) for path in (LIST, change_page(comment))]

    assert [answer.status_code for answer in answers] == [403, 403]
