"""Each system's file becomes the site's comments: who, when, what, under what, and how they stand."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from articles.models import Article
from comments.models import Comment, Status
from tests.comments.exchange.conftest import Import
from tests.comments.exchange.files import disqus, isso, post, remark42, wordpress

pytestmark = pytest.mark.django_db


def stored() -> list[tuple[str, str, str]]:
    rows = Comment.objects.order_by("created_at", "pk")
    return [(row.name, row.text, row.status) for row in rows]


def test_disqus(article: Article, take: Import) -> None:
    told = take(
        "disqus",
        disqus(
            post(
                1, text='Look <a href="https://vet.example/a/b" rel="nofollow">vet.example/a...</a></p><p>Two'
            ),
            post(
                2,
                name="",
                parent=1,
                email="Ada@Example.org",
                text="He <b>kicks</b><br>and sleeps &amp; snores",
            ),
            post(3, is_spam=True, text="Buy"),
            post(4, is_deleted=True, text="Gone"),
        ),
        "--approved",
    )

    first, second = Comment.objects.order_by("created_at")
    assert (first.name, first.text) == ("Ada", "Look https://vet.example/a/b\n\nTwo")
    assert first.created_at == datetime(2015, 3, 2, 10, tzinfo=UTC)
    assert (second.name, second.text, second.parent) == ("Guest", "He kicks\nand sleeps & snores", first)
    assert (second.email, second.article, second.status) == ("ada@example.org", article, Status.APPROVED)
    assert "https://vet.example/a/b</a>" in first.html
    assert "spam or in the bin there: 1" in told
    assert "192.0.2.77" not in str(list(Comment.objects.values()))


@pytest.mark.parametrize("version", ["1.0", "1.2"])
def test_wordpress(version: str, article: Article, take: Import) -> None:
    told = take(
        "wordpress",
        wordpress(
            {
                "id": "2",
                "author": "O&#039;Neil",
                "content": "One\n\nTwo <em>three</em>",
                "author_email": " no one ",
            },
            {"id": "3", "approved": "0", "date_gmt": "2016-01-02 03:04:06"},
            {"id": "4", "approved": "spam"},
            {"id": "5", "approved": "trash"},
            {"id": "6", "type": "pingback"},
            version=version,
        ),
        "--approved",
    )

    assert stored() == [("O'Neil", "One\n\nTwo three", "approved"), ("Bo", "Hello", "held")]
    assert not Comment.objects.exclude(email="").exists()
    assert "spam or in the bin there: 2" in told
    assert "a pingback or trackback, which nobody wrote: 1" in told
    assert "no e-mail address, because it was none: 1" in told


def test_isso_database(article: Article, take: Import, tmp_path: Path) -> None:
    path = isso(
        tmp_path / "comments.db",
        (
            1,
            None,
            1400000000.5,
            1,
            "**Bold** and [a link](https://vet.example/)\nnext line",
            "Di",
            "di@example.org",
        ),
        (2, 1, 1400000001.0, 2, "<p>Old HTML</p>", None, None),
        (3, None, 1400000002.0, 4, "", None, None),
    )

    take("isso", path, "--approved")

    assert stored() == [
        ("Di", "Bold and a link (https://vet.example/)\nnext line", "approved"),
        ("Anonymous", "Old HTML", "held"),
    ]
    assert Comment.objects.get(name="Anonymous").parent == Comment.objects.get(name="Di")


def test_isso_json(article: Article, take: Import) -> None:
    comment = {"id": "1", "author": "Di", "created": "2018-11-28 17:24:23", "text": "Fine", "email": ""}

    take("isso", json.dumps([{"id": "/blog/kicks", "title": "", "comments": [comment]}]))

    assert stored() == [("Di", "Fine", "held")]
    assert Comment.objects.get().created_at == datetime(2018, 11, 28, 17, 24, 23, tzinfo=UTC)


@pytest.mark.parametrize("is_packed", [False, True])
def test_remark42(is_packed: bool, article: Article, take: Import) -> None:
    text = remark42(
        {
            "id": "a",
            "user": {"name": "Tom &amp; Jo"},
            "orig": "**so**",
            "text": "<p>so <strong>it</strong> is</p>",
        },
        {"id": "b", "pid": "a", "time": "2017-12-20T15:18:23-06:00", "text": "", "orig": "Only *this*"},
    )

    take("remark42", gzip.compress(text.encode()) if is_packed else text, "--approved")

    assert stored() == [("Tom & Jo", "so it is", "approved"), ("Cy", "Only this", "approved")]
    first = Comment.objects.order_by("created_at")[0]
    assert first.created_at == datetime(2017, 12, 20, 21, 18, 22, 123456, tzinfo=UTC)
