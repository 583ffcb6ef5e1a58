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
from django.utils import timezone

from articles.models import Article
from comments.admin import CommentAdmin
from comments.models import Comment, Decision, Photo, Report, Status
from comments.moderation import approve, reject
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
    return re.findall(r'/change/[^"]*"><strong>(.*?)</strong>', html.partition('id="result_list"')[2])


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
        ("?status=spam", ["Spam"]),
        ("?status=all", ["Approved", "Held", "Rejected", "Spam"]),
        ("?status=all&urgent=yes", ["Held"]),
        ("?status=all&reported=yes", ["Approved"]),
        ("?status=all&reported=hidden", []),
        ("?status=all&rating=5", ["Approved"]),
        ("?status=all&q=whiskers", ["Rejected"]),
        ("?status=nonsense", []),
    ],
)
def test_the_list_can_be_filtered_and_searched(
    query: str, names: list[str], moderator_client: Client
) -> None:
    article = LiveArticleFactory()
    HeldCommentFactory(article=article, name="Held", is_urgent=True)
    approved = ApprovedCommentFactory(article=article, name="Approved", rating=5)
    Report.objects.create(comment=approved, reason="spam")
    HeldCommentFactory(article=article, name="Rejected", status=Status.REJECTED, text="About whiskers")
    HeldCommentFactory(article=article, name="Spam", status=Status.SPAM)

    assert sorted(listed(moderator_client, query)) == names


def test_the_list_shows_words_and_photos_without_obeying_them(moderator_client: Client) -> None:
    photo = PhotoFactory(comment__name="<b>Rowan</b>", comment__text="<script>alert(1)</script> " + "x" * 300)

    html = moderator_client.get(LIST).content.decode()

    assert "&lt;b&gt;Rowan&lt;/b&gt;" in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; xxx" in html
    link, _, rest = html.partition('<details class="whole-text">')
    assert "x" * 200 not in link
    assert "x" * 300 in rest.partition("</details>")[0]
    assert re.search(
        rf'<img class="thumbnail" src="/media/photos/../{photo.digest}-320.webp" width="160"', html
    )


def test_what_may_mean_danger_comes_first_and_says_why(moderator_client: Client) -> None:
    article = LiveArticleFactory()
    HeldCommentFactory(article=article, name="Early", is_urgent=True, dangers=["Swallowed <poison>"])
    HeldCommentFactory(article=article, name="Late")

    html = moderator_client.get(LIST).content.decode()

    assert [name for name in listed(moderator_client) if name in {"Early", "Late"}] == ["Early", "Late"]
    assert "Swallowed &lt;poison&gt;" in html


def test_the_list_says_in_words_what_the_checks_and_the_readers_found(moderator_client: Client) -> None:
    findings = [{"check": "links", "points": 4, "words": "It has 3 <links>."}]
    comment = HeldCommentFactory(score=4, findings=findings, is_reported=True)
    Report.objects.create(comment=comment, reason="unkind")
    Report.objects.create(comment=comment, reason="spam", settled_at=timezone.now())

    html = moderator_client.get(LIST).content.decode()

    for words in ("Score 4", "It has 3 &lt;links&gt;.", "It is unkind or hateful", "Hidden after reports"):
        assert words in html
    assert "It advertises something" not in html


def test_the_list_names_a_rating_alone(moderator_client: Client) -> None:
    HeldCommentFactory(name="", text="", html="", rating=2)

    html = moderator_client.get(LIST).content.decode()

    assert "A rating alone" in html


def test_the_list_costs_as_many_queries_for_thirty_comments_as_for_one(moderator_client: Client) -> None:
    queries = []
    for number in (1, 29):
        for _ in range(number):
            PhotoFactory()
            Report.objects.create(comment=HeldCommentFactory(), reason="spam")
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
        ("spam_selected", "spam", "2 marked as spam.", (0, 0)),
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
    ("button", "status", "counted"),
    [
        ("_approve", "approved", (1, 1)),
        ("_reject", "rejected", (0, 0)),
        ("_spam", "spam", (0, 0)),
    ],
)
def test_one_is_decided_with_a_button_on_its_page(
    button: str, status: str, counted: tuple[int, int], moderator: User, moderator_client: Client
) -> None:
    comment = HeldCommentFactory()
    page = moderator_client.get(change_page(comment)).content.decode()

    answer = moderator_client.post(change_page(comment), {button: "1"}, follow=True)

    assert f'name="{button}"' in page
    assert answer.redirect_chain[-1][0].startswith(LIST)
    assert f": {'marked as spam' if status == 'spam' else status}." in answer.content.decode()
    comment.refresh_from_db()
    assert (comment.status, comment.decided_by) == (status, moderator)
    assert counts() == counted


@pytest.mark.parametrize(
    ("verb", "status"), [("approve", "approved"), ("reject", "rejected"), ("spam", "spam")]
)
def test_one_is_decided_with_a_button_in_its_row(verb: str, status: str, moderator_client: Client) -> None:
    comment = HeldCommentFactory()
    page = moderator_client.get(LIST).content.decode()

    answer = moderator_client.post(LIST + "?rating=4", {"_decide": f"{verb}-{comment.pk}"})

    assert f'value="{verb}-{comment.pk}"' in page
    assert answer.headers["Location"] == LIST + "?rating=4"
    assert Comment.objects.get().status == status


@pytest.mark.parametrize(
    "value", ["", "approve", "approve-", "approve-x", f"approve-{9**40}", "delete-1", "-"]
)
def test_a_row_button_that_nobody_offers_changes_nothing(value: str, moderator_client: Client) -> None:
    HeldCommentFactory()

    answer = moderator_client.post(LIST, {"_decide": value})

    assert answer.status_code == 302
    assert Comment.objects.held().count() == 1


def test_photos_are_blurred_many_at_once_and_one_by_one(moderator_client: Client) -> None:
    first, second = PhotoFactory(), PhotoFactory()
    plain = HeldCommentFactory()

    many = act(moderator_client, "blur_selected", first.comment, second.comment, plain)
    blurred = Photo.objects.filter(is_blurred=True).count()
    moderator_client.post(change_page(first.comment), {"_unblur": "1"})

    assert "2 blurred." in many.content.decode()
    assert (blurred, list(Photo.objects.filter(is_blurred=True))) == (2, [second])


# Taking back


def undo_link(html: str) -> str:
    found = re.search(r'<a href="(/admin/comments/decision/undo/[^"]*)" data-undo>Undo</a>', html)
    assert found
    return found[1]


def test_what_was_done_to_many_is_undone_together_from_the_message(moderator_client: Client) -> None:
    comments = HeldCommentFactory.create_batch(3, article=LiveArticleFactory())
    link = undo_link(act(moderator_client, "approve_selected", *comments).content.decode())

    page = moderator_client.get(link).content.decode()
    after_the_link = Comment.objects.approved().count()
    moderator_client.post(link.partition("?")[0], {"d": link.partition("=")[2]})

    assert page.count("Goes back to “held”.") == 3
    assert (after_the_link, Comment.objects.held().count()) == (3, 3)
    assert counts() == (0, 0)


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
    # The log outlives what was deleted, and says nothing of who wrote it.
    assert "Rowan" not in html.partition('id="result_list"')[2]


@pytest.mark.parametrize(("query", "found"), [("{}", 1), ("999", 0), ("x", 0), ("9" * 40, 0)])
def test_the_log_is_searched_by_the_number_of_a_comment(
    query: str, found: int, moderator: User, moderator_client: Client
) -> None:
    comment = HeldCommentFactory()
    approve([comment], by=moderator)

    html = moderator_client.get(f"/admin/comments/decision/?q={query.format(comment.pk)}").content.decode()

    assert html.count("Approved (Held → Approved)") == found


@pytest.mark.parametrize("name", ["decision", "report", "lowrating"])
def test_the_other_lists_cost_as_many_queries_for_thirty_rows_as_for_one(
    name: str, moderator: User, admin_client: Client
) -> None:
    path, queries = f"/admin/comments/{name}/", []
    for number in (1, 29):
        for _ in range(number):
            comment = HeldCommentFactory(rating=1)
            approve([comment], by=moderator)
            Report.objects.create(comment=comment, reason="spam")
        admin_client.get(path)
        with CaptureQueriesContext(connection) as captured:
            admin_client.get(path)
        queries.append(len(captured))

    assert queries[0] == queries[1]


# Replying, and what cannot be undone


def test_a_moderator_replies_from_the_comments_page(moderator: User, moderator_client: Client) -> None:
    comment = ApprovedCommentFactory()
    path = f"{LIST}{comment.pk}/reply/"
    page = moderator_client.get(change_page(comment)).content.decode()

    answer = moderator_client.post(path, {"text": "Thank you for the test."}, follow=True)

    reply = Comment.objects.get(parent=comment)
    assert f'action="{path}"' in page
    assert (reply.text, reply.author, reply.status) == ("Thank you for the test.", moderator, "approved")
    assert "Your reply stands under the comment." in answer.content.decode()


def test_what_shows_no_words_is_offered_no_reply(moderator_client: Client) -> None:
    rating = ApprovedCommentFactory(name="", text="", html="", rating=1)

    html = moderator_client.get(change_page(rating)).content.decode()

    assert "/reply/" not in html


def test_a_comment_that_was_reported_can_be_left_as_it_is(moderator_client: Client) -> None:
    comment = ApprovedCommentFactory()
    before = moderator_client.get(change_page(comment)).content.decode()
    Report.objects.create(comment=comment, reason="spam")

    page = moderator_client.get(change_page(comment)).content.decode()
    moderator_client.post(change_page(comment), {"_approve": "1"})
    after = moderator_client.get(change_page(comment)).content.decode()

    assert ["Leave it approved" in html for html in (before, page, after)] == [False, True, False]
    assert Comment.objects.get().status == Status.APPROVED
    assert not Report.objects.filter(settled_at__isnull=True).exists()


@pytest.mark.parametrize(
    ("text", "error"), [("", "Write a reply first."), ("x" * 2001, "Write at most 2,000")]
)
def test_a_reply_that_cannot_be_taken_says_why_and_is_kept(
    text: str, error: str, moderator_client: Client
) -> None:
    comment = ApprovedCommentFactory()

    html = moderator_client.post(f"{LIST}{comment.pk}/reply/", {"text": text}).content.decode()

    assert error in html
    assert text in html
    assert Comment.objects.count() == 1


def test_a_photo_is_removed_only_after_a_warning(moderator_client: Client) -> None:
    comment = PhotoFactory().comment
    path = f"{LIST}{comment.pk}/remove-photo/"

    page = moderator_client.get(path).content.decode()
    after_the_warning = Photo.objects.count()
    moderator_client.post(path)

    assert "nobody can undo that" in page
    assert (after_the_warning, Photo.objects.count(), Comment.objects.count()) == (1, 0, 1)


def test_deleting_says_beforehand_that_nobody_can_undo_it(moderator_client: Client) -> None:
    comment = HeldCommentFactory()
    chosen = {"action": "delete_selected", "_selected_action": [comment.pk]}

    one = moderator_client.get(f"{LIST}{comment.pk}/delete/").content.decode()
    many = moderator_client.post(LIST, chosen).content.decode()

    assert "nobody can undo that" in one
    assert "nobody can undo that" in many


def test_a_reported_comment_can_be_deleted(moderator: User, moderator_client: Client) -> None:
    comment = HeldCommentFactory()
    Report.objects.create(comment=comment, reason="spam")

    moderator_client.post(f"{LIST}{comment.pk}/delete/", {"post": "yes"})

    assert not Comment.objects.exists()
    deleted = Decision.objects.get()
    assert (deleted.action, deleted.comment_number, deleted.by) == ("delete", comment.pk, moderator)


# What editors are told of ratings


def test_editors_see_why_a_rating_was_low_and_nothing_of_who_gave_it(editor_client: Client) -> None:
    comment = ApprovedCommentFactory(
        name="Rowan", text="Secret words.", email="r@private.example", rating=2, shortfall="unclear"
    )

    pages = [
        editor_client.get(f"/admin/comments/lowrating/{end}").content.decode()
        for end in ("", f"{comment.pk}/change/", f"{comment.pk}/history/")
    ]

    assert "It was hard to understand" in pages[0]
    assert "It was hard to understand" in pages[1]
    for secret in ("Rowan", "Secret words", "private.example"):
        assert not [page for page in pages if secret in page]


@pytest.mark.parametrize(
    ("query", "expected"),
    [("", 2), ("?reason=unclear", 1), ("?reason=none", 1), ("?q=kneading", 1), ("?q=secret", 0)],
)
def test_low_ratings_are_filtered_by_reason_and_found_by_article(
    query: str, expected: int, editor_client: Client
) -> None:
    kneading = LiveArticleFactory(title="Why is she kneading?", slug="k")
    ApprovedCommentFactory(article=kneading, rating=2, shortfall="unclear", text="Secret.")
    other = ApprovedCommentFactory(rating=1).article
    ApprovedCommentFactory(article=other, rating=5)
    HeldCommentFactory(article=other, rating=1)

    html = editor_client.get(f"/admin/comments/lowrating/{query}").content.decode()

    assert html.partition('id="result_list"')[2].count('class="field-rating"') == expected


# The page of a comment


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
