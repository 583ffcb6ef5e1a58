"""A form that is accepted makes one held comment, and is taken only where an article takes comments."""

import pytest
from django.test import Client

from articles.publishing import Release, publish, withdraw
from comments.models import MAX_NAME, MAX_PET, MAX_TEXT, Comment, Status
from comments.writing.forms import MIN_TEXT
from tests.comments.writing.sending import WHOLE, send
from tests.factories import (
    DraftArticleFactory,
    LoneArticleFactory,
    live_edition,
    photo_upload,
)

pytestmark = pytest.mark.django_db


def test_a_whole_comment_makes_one_held_row(reader: Client) -> None:
    article = LoneArticleFactory()

    send(reader, article, **WHOLE, photo=photo_upload())

    comment = Comment.objects.get()
    assert comment.status == Status.HELD
    assert (comment.article, comment.edition) == (article, live_edition(article))
    assert {name: str(getattr(comment, name)) for name in WHOLE} == WHOLE
    assert comment.html == "<p>Mine kicks with both legs at once.</p>"
    assert (comment.photo.width, comment.photo.height) == (1200, 800)


def test_a_held_comment_changes_nothing_readers_see(reader: Client) -> None:
    article = LoneArticleFactory()

    send(reader, article, **WHOLE)

    article.refresh_from_db()
    assert (article.comment_count, article.rating.count) == (0, 0)
    assert WHOLE["text"] not in reader.get(article.get_absolute_url()).content.decode()


def test_posting_sets_no_cookie_and_depends_on_none(reader: Client) -> None:
    article = LoneArticleFactory()

    answers = [
        send(reader, article, **WHOLE),
        send(reader, article, text="Short"),
        reader.get(article.get_absolute_url()),
    ]
    answers.append(reader.get(answers[0].headers["Location"]))

    for answer in answers:
        assert not answer.cookies
        assert "Cookie" not in answer.headers.get("Vary", "")
    assert not reader.cookies


def test_no_form_is_ever_kept_by_a_cache(reader: Client) -> None:
    article = LoneArticleFactory()

    answers = [send(reader, article, **WHOLE), send(reader, article, text="Short")]

    assert ["no-store" in answer.headers["Cache-Control"] for answer in answers] == [True, True]


@pytest.mark.parametrize("rating", ["1", "2", "3", "4", "5"])
def test_a_rating_alone_is_enough(rating: str, reader: Client) -> None:
    answer = send(reader, LoneArticleFactory(), rating=rating)

    comment = Comment.objects.get()
    assert answer.status_code == 303
    assert (str(comment.rating), comment.text, comment.html, comment.name) == (rating, "", "", "")


def test_words_and_a_name_are_enough(reader: Client) -> None:
    answer = send(reader, LoneArticleFactory(), name="Rowan", text=WHOLE["text"])

    assert answer.status_code == 303
    assert Comment.objects.get().rating is None


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "x" * MIN_TEXT},
        {"text": "x" * MAX_TEXT},
        {"text": f"  {'x' * MAX_TEXT}\n\n"},
        # Browsers send each line break as two characters; readers count one.
        {"text": "\r\n".join(["x" * 99] * (MAX_TEXT // 100)) + "y"},
        {"name": "x" * MAX_NAME},
        {"name": "Zoë 🐶 O’Neill-山田"},
        {"pet": "x" * MAX_PET},
        {"email": ""},
        {"email": f"{'x' * 63}@{'.'.join(['y' * 60] * 3)}.example"},
    ],
)
def test_all_that_fits_is_taken(fields: dict[str, str], reader: Client) -> None:
    answer = send(reader, LoneArticleFactory(), **WHOLE | fields)

    assert answer.status_code == 303
    assert Comment.objects.count() == 1


def test_a_comment_is_tied_to_the_edition_that_was_live(reader: Client) -> None:
    article = LoneArticleFactory()
    send(reader, article, **WHOLE)
    second = publish(article, by=None)

    send(reader, article, **WHOLE | {"text": "Mine does it on the rug.", "rating": ""})

    assert list(Comment.objects.order_by("pk").values_list("edition__number", flat=True)) == [
        1,
        second.number,
    ]


def test_a_breed_file_takes_no_comments(reader: Client) -> None:
    breed = LoneArticleFactory(kind="breed")

    answer = send(reader, breed, **WHOLE)

    assert answer.status_code == 404
    assert not Comment.objects.exists()


@pytest.mark.parametrize("state", ["unknown", "draft", "withdrawn", "scheduled"])
def test_what_no_reader_sees_takes_no_comments(state: str, reader: Client) -> None:
    article = DraftArticleFactory()
    if state == "withdrawn":
        publish(article, by=None)
        withdraw(article, by=None)
    elif state == "scheduled":
        publish(
            article, by=None, release=Release(at=article.created_at.replace(year=article.created_at.year + 1))
        )
    elif state == "unknown":
        article.slug = "nothing-here"

    answers = [send(reader, article, **WHOLE), reader.get(f"/articles/{article.slug}/comments/")]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert not Comment.objects.exists()


@pytest.mark.parametrize("method", ["get", "head"])
def test_the_address_of_the_form_leads_to_the_articles_comments(method: str, reader: Client) -> None:
    article = LoneArticleFactory()

    answer = getattr(reader, method)(f"/articles/{article.slug}/comments/")

    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/articles/{article.slug}/#comments"


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_a_comment_is_changed_through_no_other_method(method: str, reader: Client) -> None:
    article = LoneArticleFactory()
    private = send(reader, article, **WHOLE).headers["Location"]

    answers = [getattr(reader, method)(path) for path in (f"/articles/{article.slug}/comments/", private)]

    # The private page takes no form, so Django's own CSRF check refuses these first.
    assert [answer.status_code for answer in answers] == [405, 403]
    assert Comment.objects.count() == 1
