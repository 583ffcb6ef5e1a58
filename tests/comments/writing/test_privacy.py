"""What others see of a comment that was sent, and what the site never shows or stores of its writer."""

from html import unescape
from pathlib import Path

import pytest
from django.test import Client

from articles.models import Article
from comments.models import Comment, Status
from tests.comments.writing.sending import (
    ADDRESS,
    WHOLE,
    everything_stored,
    send,
    stored_files,
    value_of,
)
from tests.factories import (
    LoneArticleFactory,
    photo_upload,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "markup", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '"><b>bold</b>']
)
def test_markup_is_shown_and_never_obeyed(markup: str, reader: Client) -> None:
    article = LoneArticleFactory()
    fields = WHOLE | {"name": markup, "pet": markup, "text": f"Look here: {markup}"}

    answers = [send(reader, article, **fields), send(reader, article, **fields | {"email": markup})]

    private = reader.get(answers[0].headers["Location"]).content.decode()
    form = answers[1].content.decode()
    assert markup not in private + form
    assert unescape(private).count(markup) >= 3
    assert {value_of(form, name) for name in ("name", "pet", "email")} == {markup}


def test_a_readers_link_earns_no_rank(reader: Client) -> None:
    answer = send(reader, LoneArticleFactory(), **WHOLE | {"text": "Read https://shop.example/ they say."})

    html = reader.get(answer.headers["Location"]).content.decode()
    assert '<a href="https://shop.example/" rel="nofollow ugc noopener">https://shop.example/</a>' in html


def test_email_and_address_appear_on_no_page(reader: Client) -> None:
    article = LoneArticleFactory()
    answer = reader.post(f"/articles/{article.slug}/comments/", WHOLE, REMOTE_ADDR=ADDRESS)
    Comment.objects.update(status=Status.APPROVED)
    Article.objects.update(comment_count=1)

    shown = [article.get_absolute_url(), answer.headers["Location"], "/", article.category.get_absolute_url()]
    pages = "".join(reader.get(path).content.decode() for path in shown)

    assert pages.count(WHOLE["text"]) >= 2
    assert WHOLE["email"] not in pages
    assert ADDRESS not in pages


def test_no_address_is_stored_anywhere(reader: Client) -> None:
    article = LoneArticleFactory()

    reader.post(f"/articles/{article.slug}/comments/", WHOLE, REMOTE_ADDR=ADDRESS)

    stored = everything_stored()
    assert WHOLE["email"] in stored
    assert ADDRESS not in stored


def test_the_name_of_a_readers_file_is_stored_nowhere(reader: Client, media: Path) -> None:
    photo = photo_upload(name="Rowan-at-12-Home-Street.jpg")

    send(reader, LoneArticleFactory(), **WHOLE, photo=photo)

    assert "Home-Street" not in everything_stored()
    assert stored_files(media)
    assert not [path for path in stored_files(media) if "Home-Street" in str(path)]


@pytest.mark.parametrize("way", ["refused", "accepted"])
def test_an_unpublished_title_stays_unseen(way: str, reader: Client) -> None:
    article = LoneArticleFactory(title="Why do dogs dig?")
    article.title = "Why do dogs dig? NOT CHECKED YET"
    article.save()

    answer = send(reader, article, **WHOLE if way == "accepted" else {})

    page = reader.get(answer.headers["Location"]) if way == "accepted" else answer
    html = page.content.decode()
    assert "Why do dogs dig?" in html
    assert "NOT CHECKED YET" not in html
