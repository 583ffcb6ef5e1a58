"""The moderators' desk: they decide on readers' words and never write them; nobody else decides."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from comments.admin import CommentAdmin
from comments.models import Comment, Photo, Status
from comments.moderation import approve
from tests.factories import (
    ApprovedCommentFactory,
    HeldCommentFactory,
    LiveArticleFactory,
    PhotoFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

LIST = "/admin/comments/comment/"


def change_page(comment: Comment) -> str:
    return f"{LIST}{comment.pk}/change/"


def listed(client: Client, query: str = "") -> list[str]:
    """The names in the rows of the list."""
    html = client.get(LIST + query).content.decode()
    return re.findall(r"<strong>(.*?)</strong>", html.partition('id="result_list"')[2])


def act(client: Client, action: str, *comments: Comment) -> Any:
    chosen = {"action": action, "_selected_action": [comment.pk for comment in comments]}
    return client.post(LIST + "?status=all", chosen, follow=True)


def staff(*codenames: str) -> Client:
    user = UserFactory()
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client = Client()
    client.force_login(user)
    return client


def counts() -> tuple[int, int]:
    article = Article.objects.get()
    return article.comment_count, article.rating.count


# The list


def test_the_list_opens_with_what_is_held(moderator_client: Client) -> None:
    article = LiveArticleFactory()
    HeldCommentFactory(article=article, name="Held")
    ApprovedCommentFactory(article=article, name="Approved")
    HeldCommentFactory(article=article, name="Rejected", status=Status.REJECTED)

    assert listed(moderator_client) == ["Held"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?status=held", ["Held"]),
        ("?status=approved", ["Approved"]),
        ("?status=rejected", ["Rejected"]),
        ("?status=all", ["Approved", "Held", "Rejected"]),
        ("?status=all&rating=5", ["Approved"]),
        ("?status=all&q=whiskers", ["Rejected"]),
        ("?status=nonsense", []),
    ],
)
def test_the_list_can_be_filtered_and_searched(
    query: str, names: list[str], moderator_client: Client
) -> None:
    article = LiveArticleFactory()
    HeldCommentFactory(article=article, name="Held")
    ApprovedCommentFactory(article=article, name="Approved", rating=5)
    HeldCommentFactory(article=article, name="Rejected", status=Status.REJECTED, text="About whiskers")

    assert sorted(listed(moderator_client, query)) == names


def test_the_list_shows_words_and_photos_without_obeying_them(moderator_client: Client) -> None:
    photo = PhotoFactory(comment__name="<b>Rowan</b>", comment__text="<script>alert(1)</script> " + "x" * 300)

    html = moderator_client.get(LIST).content.decode()

    assert "&lt;b&gt;Rowan&lt;/b&gt;" in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; xxx" in html
    assert "x" * 200 not in html
    assert re.search(
        rf'<img class="thumbnail" src="/media/photos/../{photo.digest}-320.webp" width="160"', html
    )


def test_the_list_names_a_rating_alone(moderator_client: Client) -> None:
    HeldCommentFactory(name="", text="", html="", rating=2)

    html = moderator_client.get(LIST).content.decode()

    assert "A rating alone" in html


def test_the_list_costs_as_many_queries_for_thirty_comments_as_for_one(moderator_client: Client) -> None:
    queries = []
    for number in (1, 29):
        for _ in range(number):
            PhotoFactory()
            HeldCommentFactory()
        moderator_client.get(LIST)
        with CaptureQueriesContext(connection) as captured:
            moderator_client.get(LIST)
        queries.append(len(captured))

    assert queries[0] == queries[1]


# Deciding


@pytest.mark.parametrize(
    ("action", "status", "message", "counted"),
    [
        ("approve_selected", "approved", "2 approved.", (2, 2)),
        ("reject_selected", "rejected", "2 rejected.", (0, 0)),
    ],
)
def test_many_are_decided_at_once(
    action: str,
    status: str,
    message: str,
    counted: tuple[int, int],
    moderator: User,
    moderator_client: Client,
) -> None:
    first, second, other = HeldCommentFactory.create_batch(3, article=LiveArticleFactory())

    answer = act(moderator_client, action, first, second)

    assert message in answer.content.decode()
    decided = Comment.objects.filter(status=status, decided_by=moderator)
    assert set(decided) == {first, second}
    assert list(Comment.objects.held()) == [other]
    assert counts() == counted


@pytest.mark.parametrize(
    ("button", "status", "counted"), [("_approve", "approved", (1, 1)), ("_reject", "rejected", (0, 0))]
)
def test_one_is_decided_with_a_button_on_its_page(
    button: str, status: str, counted: tuple[int, int], moderator: User, moderator_client: Client
) -> None:
    comment = HeldCommentFactory()
    page = moderator_client.get(change_page(comment)).content.decode()

    answer = moderator_client.post(change_page(comment), {button: "1"}, follow=True)

    assert f'name="{button}"' in page
    assert answer.redirect_chain[-1][0].startswith(LIST)
    assert f": {status}." in answer.content.decode()
    comment.refresh_from_db()
    assert (comment.status, comment.decided_by) == (status, moderator)
    assert counts() == counted


def test_the_page_of_a_comment_shows_what_a_moderator_needs(moderator_client: Client) -> None:
    photo = PhotoFactory(comment__email="rowan@private.example", comment__text="<i>Mine kicks.</i>")

    html = moderator_client.get(change_page(photo.comment)).content.decode()

    assert "rowan@private.example" in html
    assert "&lt;i&gt;Mine kicks.&lt;/i&gt;" in html
    assert f'alt="{photo.alt}"' in html


def test_deciding_is_only_posted(moderator_client: Client) -> None:
    comment = HeldCommentFactory()

    moderator_client.get(change_page(comment) + "?_approve=1")
    moderator_client.get(LIST + f"?action=approve_selected&_selected_action={comment.pk}")

    assert Comment.objects.held().count() == 1


def test_deciding_needs_the_admins_own_form(moderator: User) -> None:
    comment = HeldCommentFactory()
    client = Client(enforce_csrf_checks=True)
    client.force_login(moderator)

    answers = [
        client.post(change_page(comment), {"_approve": "1"}),
        client.post(LIST, {"action": "approve_selected", "_selected_action": [comment.pk]}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert Comment.objects.held().count() == 1


# Readers' words are theirs


def test_nobody_adds_a_comment_in_a_readers_place(moderator_client: Client) -> None:
    article = LiveArticleFactory()

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


def test_a_form_without_a_decision_never_undoes_another_moderators(
    moderator: User, moderator_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    comment = HeldCommentFactory()
    original = CommentAdmin.save_form

    def meanwhile(self: CommentAdmin, *args: Any, **kwargs: Any) -> Any:
        # Between the reading of the row and its saving, somebody else approves it.
        approve([comment], by=moderator)
        return original(self, *args, **kwargs)

    monkeypatch.setattr(CommentAdmin, "save_form", meanwhile)

    moderator_client.post(change_page(comment), {"_save": "1"})

    assert Comment.objects.get().status == Status.APPROVED
    assert counts() == (1, 1)


# Who may not


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


def test_an_editor_has_no_business_here(editor_client: Client) -> None:
    comment = HeldCommentFactory()

    answers = [editor_client.get(path) for path in (LIST, change_page(comment))]

    assert [answer.status_code for answer in answers] == [403, 403]


# Removing for good


@pytest.mark.parametrize("way", ["one", "many"])
def test_deleting_recounts_and_removes_the_photo(
    way: str, moderator_client: Client, media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    photo = PhotoFactory()
    approve([photo.comment], by=UserFactory())

    with django_capture_on_commit_callbacks(execute=True):
        if way == "one":
            moderator_client.post(f"{LIST}{photo.comment.pk}/delete/", {"post": "yes"})
        else:
            chosen = {"action": "delete_selected", "_selected_action": [photo.comment.pk], "post": "yes"}
            moderator_client.post(LIST + "?status=all", chosen)

    assert (Comment.objects.count(), Photo.objects.count()) == (0, 0)
    assert [path for path in media.rglob("*") if path.is_file()] == []
    assert counts() == (0, 0)


def test_what_was_decided_stays_when_the_moderators_login_goes(moderator: User) -> None:
    comment = HeldCommentFactory()
    approve([comment], by=moderator)

    moderator.delete()

    comment.refresh_from_db()
    assert (comment.status, comment.decided_by) == (Status.APPROVED, None)
    assert comment.decided_at > datetime(2026, 1, 1, tzinfo=UTC)
