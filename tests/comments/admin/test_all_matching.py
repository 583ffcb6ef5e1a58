"""One decision on all comments that match the filters of the list, seen or not."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from comments import moderation
from comments.models import Comment, Decision, Photo, Report
from comments.moderation import bulk
from tests.comments.admin.desk import LIST, staff
from tests.factories import HeldCommentFactory, LoneArticleFactory, ModeratorFactory, PhotoFactory

pytestmark = pytest.mark.django_db

LIKELY_SPAM = LIST + "?score=high"


def fields(html: str) -> dict[str, str]:
    """The hidden fields of the form that decides."""
    return dict(re.findall(r'<input type="hidden" name="(_all|listed-at|counted)" value="([^"]*)"', html))


def ask(client: Client, verb: str, path: str = LIKELY_SPAM) -> str:
    """What the page says that a button below the list leads to."""
    listed_at = fields(client.get(path).content.decode())["listed-at"]
    return client.post(path, {"_all": verb, "listed-at": listed_at}).content.decode()


@pytest.fixture
def mixed() -> list[Comment]:
    """Three that are likely spam, and one that is not."""
    article = LoneArticleFactory()
    return [HeldCommentFactory(article=article, name=f"S{score}", score=score) for score in (5, 6, 7, 4)]


def statuses() -> list[str]:
    return list(Comment.objects.order_by("pk").values_list("status", flat=True))


def test_a_page_says_how_many_and_only_its_button_decides(
    mixed: list[Comment], moderator_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("comments.admin.CommentAdmin.list_per_page", 2)
    monkeypatch.setattr(bulk, "CHUNK", 2)

    page = ask(moderator_client, "spam")
    before = statuses()
    answer = moderator_client.post(LIKELY_SPAM, fields(page), follow=True)

    assert "Mark 3 comments as spam" in page
    assert "5 or more: likely spam" in page
    assert before == ["held"] * 4
    assert statuses() == ["spam", "spam", "spam", "held"]
    assert "3 marked as spam." in answer.content.decode()
    assert set(Decision.objects.values_list("batch", flat=True)) == {Decision.objects.earliest("pk").pk}


def test_one_link_undoes_all_of_it_in_as_many_steps_as_it_needs(
    mixed: list[Comment], moderator_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "CHUNK", 2)
    html = moderator_client.post(LIKELY_SPAM, fields(ask(moderator_client, "spam")), follow=True)
    number = Decision.objects.earliest("pk").pk

    told = moderator_client.post("/admin/comments/decision/undo/", {"batch": number}, follow=True)

    assert f'/undo/?batch={number}" data-undo' in html.content.decode()
    assert "3 comments are as before." in told.content.decode()
    assert statuses() == ["held"] * 4


def test_what_changed_or_came_after_the_list_was_shown_is_left(
    mixed: list[Comment], moderator_client: Client
) -> None:
    page = ask(moderator_client, "approve")
    later = timezone.now() + timedelta(seconds=1)
    Comment.objects.filter(pk=mixed[0].pk).update(edited_at=later)
    HeldCommentFactory(article=mixed[0].article, score=9)

    answer = moderator_client.post(LIKELY_SPAM, fields(page), follow=True).content.decode()

    assert statuses() == ["held", "approved", "approved", "held", "held"]
    assert "2 approved." in answer
    assert "was changed by its writer after you opened it" in answer


def test_what_was_reported_or_put_back_after_the_list_was_shown_is_left(
    mixed: list[Comment], moderator: User, moderator_client: Client
) -> None:
    shown, back, *_ = mixed
    moderation.approve([shown], by=moderator)
    moderation.mark_spam([back], by=moderator)
    listed_at = fields(moderator_client.get(LIST).content.decode())["listed-at"]
    for network in range(3):
        Report.objects.create(comment=shown, reason="spam", sender_hash=str(network), network=network)
    moderation.hide_reported(shown)
    moderation.undo(Decision.objects.latest("pk"), by=moderator)

    page = moderator_client.post(LIST, {"_all": "spam", "listed-at": listed_at}).content.decode()
    answer = moderator_client.post(LIST, fields(page), follow=True).content.decode()

    assert statuses() == ["approved", "held", "spam", "spam"]
    assert "was reported after you opened it" in answer
    assert "was already put back by" in answer


def test_nothing_is_decided_on_that_the_asking_page_did_not_count(
    mixed: list[Comment], moderator_client: Client
) -> None:
    page = ask(moderator_client, "spam")
    Comment.objects.filter(pk=mixed[0].pk).update(score=0)
    Comment.objects.filter(pk=mixed[3].pk).update(score=9)

    moderator_client.post(LIKELY_SPAM, fields(page))

    assert statuses() == ["held", "spam", "spam", "held"]


@pytest.mark.parametrize("counted", ["", "x", "-5", "1..2", "f" * 5000, "ffffffffffffffff.ffffffffffffffff"])
def test_a_form_that_names_nothing_that_can_be_read_decides_nothing(
    counted: str, mixed: list[Comment], moderator_client: Client
) -> None:
    answer = moderator_client.post(LIKELY_SPAM, {"_all": "spam", "counted": counted}, follow=True)

    assert answer.status_code == 200
    assert statuses() == ["held"] * 4


def test_what_another_decided_meanwhile_is_left(mixed: list[Comment], moderator_client: Client) -> None:
    page = ask(moderator_client, "reject", LIST + "?status=all")
    moderation.approve([mixed[0]], by=ModeratorFactory(username="noor"))

    answer = moderator_client.post(LIST + "?status=all", fields(page), follow=True).content.decode()

    assert statuses() == ["approved", "rejected", "rejected", "rejected"]
    assert "was already approved by noor at" in answer


def test_the_page_warns_of_what_may_mean_danger(mixed: list[Comment], moderator_client: Client) -> None:
    calm = ask(moderator_client, "approve")
    Comment.objects.filter(pk=mixed[0].pk).update(is_urgent=True)

    assert "1 of them may mean danger now" in ask(moderator_client, "approve")
    assert "may mean danger" not in calm


def test_ticking_all_pages_of_the_list_asks_too(mixed: list[Comment], moderator_client: Client) -> None:
    chosen = {"action": "reject_selected", "select_across": "1", "_selected_action": [mixed[0].pk]}

    page = moderator_client.post(LIKELY_SPAM, chosen).content.decode()
    after_asking = statuses()
    moderator_client.post(LIKELY_SPAM, fields(page))

    assert after_asking == ["held"] * 4
    assert statuses() == ["rejected"] * 3 + ["held"]


def test_photos_of_all_that_match_are_blurred(moderator_client: Client) -> None:
    PhotoFactory(comment__score=5)
    page = ask(moderator_client, "blur")

    moderator_client.post(LIKELY_SPAM, fields(page))

    assert "Blur the photos of 1 comment" in page
    assert "One link undoes it." in page
    assert "is left as it is" not in page
    assert Photo.objects.get().is_blurred


@pytest.mark.parametrize(
    "posted", [{"_all": "delete"}, {"_all": ""}, {"_all": "approve", "listed-at": "\x00"}]
)
def test_what_nobody_offers_decides_nothing(
    posted: dict[str, str], mixed: list[Comment], moderator_client: Client
) -> None:
    moderator_client.post(LIST, posted)

    assert statuses() == ["held"] * 4


def test_nobody_but_a_moderator_decides_on_all(mixed: list[Comment]) -> None:
    client = staff("view_comment", "change_comment")

    answer = client.post(LIST, {"_all": "approve", "counted": "1"})

    assert answer.status_code == 403
    assert "_all" not in client.get(LIST).content.decode()
    assert statuses() == ["held"] * 4
