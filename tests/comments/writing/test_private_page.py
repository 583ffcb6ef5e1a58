"""The page behind the private link: it shows a comment and what became of it, to its writer alone."""

import re

import pytest
from django.test import Client

from comments.models import Comment
from tests.comments.writing.sending import WHOLE, send
from tests.factories import (
    LoneArticleFactory,
    photo_upload,
)

pytestmark = pytest.mark.django_db


def test_its_writer_is_led_to_a_private_page_that_shows_it(reader: Client) -> None:
    article = LoneArticleFactory()

    answer = send(reader, article, **WHOLE, photo=photo_upload())

    assert answer.status_code == 303
    page = reader.get(answer.headers["Location"])
    html = page.content.decode()
    assert page.status_code == 200
    assert "Thank you, <bdi>Rowan</bdi>" in html
    assert "Waiting for a moderator" in html
    assert "<p>Mine kicks with both legs at once.</p>" in html
    assert "Lives with <bdi>two beagles</bdi>" in html
    assert "4 out of 5 stars" in html
    assert re.search(r'src="\S+/photo/\d+\.webp"', html)


def test_the_private_page_is_for_no_cache_no_search_engine_and_no_referrer(reader: Client) -> None:
    answer = send(reader, LoneArticleFactory(), **WHOLE)

    page = reader.get(answer.headers["Location"])

    assert page.headers["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in page.content.decode()
    assert {"no-store", "private"} <= set(page.headers["Cache-Control"].split(", "))
    assert page.headers["Referrer-Policy"] == "no-referrer"


def test_the_page_of_a_rating_alone_names_nobody(reader: Client) -> None:
    answer = send(reader, LoneArticleFactory(), rating="5")

    html = reader.get(answer.headers["Location"]).content.decode()
    assert "<h1>Thank you</h1>" in html
    assert "A reader" in html
    assert "your rating is counted" in html


def test_the_private_page_outlives_the_edition_it_judged(reader: Client) -> None:
    article = LoneArticleFactory()
    private = send(reader, article, **WHOLE).headers["Location"]

    article.editions.all().delete()

    assert WHOLE["text"] in reader.get(private).content.decode()


def test_the_private_page_opens_with_its_own_address_only(reader: Client) -> None:
    article, other = LoneArticleFactory(), LoneArticleFactory()
    private = send(reader, article, **WHOLE).headers["Location"]
    token = private.rstrip("/").rpartition("/")[2]
    stored = Comment.objects.get().token_hash

    guesses = [token[:-1], token.upper(), stored, "0" * 32, "%00", "x" * 500]
    wrong = [f"/articles/{article.slug}/comments/{guess}/" for guess in guesses]
    wrong.append(f"/articles/{other.slug}/comments/{token}/")

    assert len(token) == 32
    assert [reader.get(path).status_code for path in wrong] == [404] * len(wrong)


@pytest.mark.parametrize(
    ("status", "words"), [("approved", "<h1>Approved</h1>"), ("rejected", "Not published")]
)
def test_the_private_page_tells_what_was_decided(status: str, words: str, reader: Client) -> None:
    private = send(reader, LoneArticleFactory(), **WHOLE).headers["Location"]

    Comment.objects.update(status=status)

    html = reader.get(private).content.decode()
    assert words in html
    assert "waiting for a moderator" not in html.lower()
