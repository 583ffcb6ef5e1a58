"""Replies that moderators write on a comment's page."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.publishing import withdraw
from comments.models import Comment, Decision, Status
from comments.moderation import approve, reject, undo, what_was_seen
from tests.comments.admin.desk import LIST, change_page
from tests.factories import ApprovedCommentFactory, HeldCommentFactory

pytestmark = pytest.mark.django_db


def test_a_moderator_replies_from_the_comments_page(moderator: User, moderator_client: Client) -> None:
    comment = ApprovedCommentFactory()
    path = f"{LIST}{comment.pk}/reply/"
    page = moderator_client.get(change_page(comment)).content.decode()

    answer = moderator_client.post(path, {"text": "Thank you for the test."}, follow=True)

    reply = Comment.objects.get(parent=comment)
    assert f'action="{path}"' in page
    assert "as “Scratchpost, Moderator”" in page
    assert (reply.text, reply.author, reply.status) == ("Thank you for the test.", moderator, "approved")
    assert "Your reply is shown under the comment." in answer.content.decode()


def test_what_shows_no_words_is_offered_no_reply(moderator_client: Client) -> None:
    rating = ApprovedCommentFactory(name="", text="", html="", rating=1)

    html = moderator_client.get(change_page(rating)).content.decode()

    assert "/reply/" not in html


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


def in_row(comment: Comment, text: str) -> dict[str, str]:
    """What the list sends when somebody presses the button below a row's reply."""
    pk = comment.pk
    return {"_reply": str(pk), f"reply-{pk}": text, f"seen-{pk}": what_was_seen(comment)}


def test_a_row_of_the_queue_approves_and_replies_and_leads_back_to_it(moderator_client: Client) -> None:
    comment = HeldCommentFactory()
    page = moderator_client.get(LIST).content.decode()

    answer = moderator_client.post(LIST + "?rating=4", in_row(comment, "It is not odd."), follow=True)

    assert f'name="reply-{comment.pk}"' in page
    assert f'name="_reply" value="{comment.pk}"' in page
    assert answer.redirect_chain == [(LIST + "?rating=4", 302)]
    html = answer.content.decode()
    assert ": approved, and your reply is shown under it." in html
    assert f"/undo/?d={Decision.objects.get(action='approve').pk}" in html
    assert Comment.objects.get(answers=comment).text == "It is not odd."
    assert Comment.objects.get(pk=comment.pk).status == Status.APPROVED


def test_a_held_comments_page_approves_and_replies(moderator_client: Client) -> None:
    comment = HeldCommentFactory()
    page = moderator_client.get(change_page(comment)).content.decode()
    sent = {"text": "It is not odd.", "seen": what_was_seen(comment)}

    moderator_client.post(f"{LIST}{comment.pk}/reply/", sent)

    assert 'value="Approve and reply"' in page
    assert Comment.objects.approved().count() == 2


def test_words_are_kept_when_somebody_decided_meanwhile_and_can_be_sent_then(
    moderator: User, moderator_client: Client
) -> None:
    comment = HeldCommentFactory()
    sent = in_row(comment, "It is not odd.")
    reject([comment], by=moderator)

    answer = moderator_client.post(LIST + "?rating=4", sent)

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "was already rejected by" in html
    assert "It is not odd.</textarea>" in html
    assert Comment.objects.count() == 1
    again = {"text": "It is not odd.", "seen": "rejected", "back": LIST + "?rating=4"}
    assert 'name="seen" value="rejected"' in html
    assert f'name="back" value="{LIST}?rating=4"' in html
    to = moderator_client.post(f"{LIST}{comment.pk}/reply/", again).headers["Location"]
    assert to == LIST + "?rating=4"
    assert Comment.objects.approved().count() == 2


def test_a_form_that_was_sent_twice_is_answered_even_if_no_approval_is_in_the_log(
    moderator: User, moderator_client: Client
) -> None:
    comment = ApprovedCommentFactory()
    reject([comment], by=moderator)
    comment.refresh_from_db()
    sent = in_row(comment, "It is not odd.")
    moderator_client.post(LIST, sent)
    for decision in (Decision.objects.get(action="approve"), Decision.objects.get(action="reject")):
        undo(decision, by=moderator)

    answer = moderator_client.post(LIST, sent, follow=True)

    assert ": approved, and your reply is shown under it." in answer.content.decode()
    assert Comment.objects.count() == 2


def test_what_stands_where_nobody_would_read_a_reply_gets_no_form_and_the_reason(
    moderator_client: Client,
) -> None:
    gap = HeldCommentFactory(status=Status.REMOVED, name="", text="", html="", rating=None)
    under = HeldCommentFactory(article=gap.article, parent=gap, rating=None)
    withdrawn = HeldCommentFactory()
    withdraw(withdrawn.article, by=None)

    queue = moderator_client.get(LIST).content.decode()
    pages = [moderator_client.get(change_page(comment)).content.decode() for comment in (under, withdrawn)]
    sent = {"text": "It is not odd."}
    refusals = [
        moderator_client.post(f"{LIST}{comment.pk}/reply/", sent).content.decode()
        for comment in (under, withdrawn)
    ]

    assert "data-card-reply" not in queue
    reasons = ("so its thread takes no more replies.", "The article is not published")
    for reason, page, refusal in zip(reasons, pages, refusals, strict=True):
        assert reason in page
        assert 'name="text"' not in page
        assert reason in refusal
        assert "It is not odd.</textarea>" in refusal


def test_words_are_kept_when_the_comment_was_deleted_meanwhile(moderator_client: Client) -> None:
    comment = HeldCommentFactory()
    sent = in_row(comment, "It is not <odd>.")
    comment.delete()

    answer = moderator_client.post(LIST, sent)

    assert answer.status_code == 409
    assert "It is not &lt;odd&gt;.</textarea>" in answer.content.decode()


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "/admin/", LIST + "1/change/"])
def test_a_reply_leads_back_only_to_the_list(back: str, moderator_client: Client) -> None:
    comment = ApprovedCommentFactory()

    answer = moderator_client.post(f"{LIST}{comment.pk}/reply/", {"text": "It is not odd.", "back": back})

    assert answer.headers["Location"] == change_page(comment)


def test_likely_spam_gets_no_form_in_its_row_unless_it_may_mean_danger(moderator_client: Client) -> None:
    HeldCommentFactory(score=5)
    urgent = HeldCommentFactory(score=5, is_urgent=True)

    html = moderator_client.get(LIST).content.decode()

    assert html.count("data-card-reply") == 1
    assert f'name="reply-{urgent.pk}"' in html


def test_undo_says_what_becomes_of_the_replies(moderator: User, moderator_client: Client) -> None:
    comment = HeldCommentFactory()
    moderator_client.post(LIST, in_row(comment, "It is not odd."))
    under = HeldCommentFactory(article=comment.article, parent=comment, rating=None)
    approve([under], by=moderator)
    moderator_client.post(f"{LIST}{under.pk}/reply/", {"text": "Many dogs do."})
    approvals = Decision.objects.filter(action="approve").order_by("pk")

    page = moderator_client.get(
        "/admin/comments/decision/undo/?d=" + "-".join(str(decision.pk) for decision in approvals)
    ).content.decode()

    assert "The 3 replies under it go from the page with it, and come back when it is approved again." in page
    assert "The reply that answers it stays on the page. To take a reply away too, reject it." in page
