"""Writers can change a comment for a day through the private link; it is then held again."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article
from comments.models import Comment, Photo, Status
from comments.moderation import approve, reject
from comments.writing.editing import EDITABLE_FOR
from tests.factories import ApprovedCommentFactory, LoneArticleFactory, image_bytes, photo_upload

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
WORDS = {"name": "Rowan", "text": "Mine kicks at once.", "pet": "two beagles", "rating": "4"}


@pytest.fixture
def article() -> Article:
    return LoneArticleFactory()


@pytest.fixture
def link(reader: Client, article: Article) -> str:
    """The private page of a comment with everything in it."""
    form = WORDS | {
        "email": "rowan@private.example",
        "photo": photo_upload(image_bytes((300, 200))),
        "photo_alt": "A dog on a rug",
    }
    return str(reader.post(f"{article.get_absolute_url()}comments/", form).headers["Location"])


def change(reader: Client, link: str, **changes: Any) -> Any:
    return reader.post(f"{link}edit/", WORDS | {"photo_alt": "A dog on a rug"} | changes)


def test_the_form_holds_what_was_sent(reader: Client, link: str) -> None:
    assert f'href="{link}edit/"' in reader.get(link).content.decode()

    page = reader.get(f"{link}edit/").content.decode()

    for value in ("Rowan", "Mine kicks at once.", "two beagles", "rowan@private.example", "A dog on a rug"):
        assert value in page
    assert 'value="4" checked' in page


def test_a_change_is_stored_and_leads_back(reader: Client, link: str) -> None:
    answer = change(reader, link, text="Mine kicks with one leg.", rating="2")

    comment = Comment.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, link)
    assert (comment.text, comment.rating) == ("Mine kicks with one leg.", 2)
    assert "<p>Mine kicks with one leg.</p>" in comment.html
    assert comment.edited_at
    assert comment.photo


def test_an_approved_comment_that_is_changed_is_held_and_counted_no_more(
    reader: Client, link: str, article: Article, moderator: User
) -> None:
    approve(Comment.objects.all(), by=moderator)

    change(reader, link, text="Mine kicks with one leg.")

    article.refresh_from_db()
    assert Comment.objects.get().status == Status.HELD
    assert (article.comment_count, article.rating.count) == (0, 0)


def test_saving_without_a_change_changes_nothing(reader: Client, link: str, moderator: User) -> None:
    approve(Comment.objects.all(), by=moderator)

    assert change(reader, link, email="rowan@private.example").status_code == 303

    comment = Comment.objects.get()
    assert (comment.status, comment.edited_at) == (Status.APPROVED, None)


def test_a_new_photo_takes_the_place_of_the_old(reader: Client, link: str, media: Path) -> None:
    before = set(Photo.objects.get().image.names)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.db.transaction.on_commit", lambda run, **_: run())
        change(reader, link, photo=photo_upload(image_bytes((500, 400), color="red")))

    after = set(Photo.objects.get().image.names)
    stored = {str(path.relative_to(media)) for path in media.rglob("*.webp")}
    assert not before & after
    assert stored == after


def test_a_photo_is_taken_away(reader: Client, link: str) -> None:
    change(reader, link, remove_photo="on")

    assert not Photo.objects.exists()
    assert Comment.objects.get().status == Status.HELD


def test_the_words_for_the_photo_can_change_alone(reader: Client, link: str) -> None:
    change(reader, link, photo_alt="A brown dog")

    assert Photo.objects.get().alt_text == "A brown dog"


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(reader: Client, link: str) -> None:
    answer = change(reader, link, text="No", name="Ash")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Nothing was changed" in page
    assert 'value="Ash"' in page
    assert Comment.objects.get().name == "Rowan"


def test_after_a_day_nothing_can_be_changed(reader: Client) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        article = LoneArticleFactory()
        sent = reader.post(f"{article.get_absolute_url()}comments/", WORDS)
        link = sent.headers["Location"]
        clock.shift(EDITABLE_FOR - timedelta(seconds=1))
        assert change(reader, link, text="Mine kicks with one leg.").status_code == 303
        clock.shift(timedelta(seconds=1))

        answer = change(reader, link, text="Mine never kicks at all.")

        assert answer.status_code == 409
        assert "Mine never kicks at all." in answer.content.decode()
        assert reader.get(f"{link}edit/").headers["Location"] == link
        assert f"{link}edit/" not in reader.get(link).content.decode()
    assert Comment.objects.get().text == "Mine kicks with one leg."


def test_what_a_moderator_rejected_cannot_be_changed(reader: Client, link: str, moderator: User) -> None:
    reject(Comment.objects.all(), by=moderator)

    assert change(reader, link, text="Mine kicks with one leg.").status_code == 409


def test_a_rating_is_changed_where_a_second_one_would_be_refused(
    reader: Client, link: str, article: Article
) -> None:
    assert reader.post(f"{article.get_absolute_url()}comments/", {"rating": "1"}).status_code == 422

    assert change(reader, link, rating="1").status_code == 303

    assert Comment.objects.get().rating == 1


def test_a_rating_that_is_added_beside_another_of_the_same_reader_is_kept_uncounted(
    reader: Client, article: Article, link: str
) -> None:
    words = {"name": "Rowan", "text": "One more thing to say.", "rating": ""}
    second = reader.post(f"{article.get_absolute_url()}comments/", words).headers["Location"]

    answer = reader.post(f"{second}edit/", words | {"rating": "5"})

    assert answer.status_code == 303
    comment = Comment.objects.get(text=words["text"])
    assert (comment.rating, comment.uncounted_rating) == (None, 5)
    assert "Your 5 stars stay with what you sent" in reader.get(second).content.decode()


def test_a_reply_is_changed_without_stars(reader: Client) -> None:
    parent = ApprovedCommentFactory()
    words = {"name": "Rowan", "text": "Mine does that as well."}
    link = reader.post(f"/comments/{parent.pk}/reply/", words).headers["Location"]

    assert 'name="rating"' not in reader.get(f"{link}edit/").content.decode()
    reader.post(f"{link}edit/", words | {"text": "Mine does not do that."})

    assert parent.replies.get().text == "Mine does not do that."


def test_changes_count_as_comments_do(reader: Client, link: str, settings: Any) -> None:
    # From an IPv4 address, where a household may send twice as many.
    settings.COMMENTS_A_MINUTE = 2
    with time_machine.travel(NOON, tick=False):
        Comment.objects.update(created_at=NOON)
        answers = [change(reader, link, text=f"Mine kicks {number} times.") for number in range(5)]

    assert [answer.status_code for answer in answers] == [303] * 4 + [429]


def test_a_form_from_a_page_elsewhere_changes_nothing(link: str) -> None:
    foreign = Client(headers={"Sec-Fetch-Site": "cross-site"})

    assert change(foreign, link, text="Somebody else's words.").status_code == 403
    assert Comment.objects.get().text == WORDS["text"]
