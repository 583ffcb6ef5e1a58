"""Whatever stands where a reader expects something else, it is taken or refused with words."""

import io
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from articles.models import Article
from comments.exchange.formats import FORMATS
from comments.exchange.opening import Unreadable
from comments.models import Comment
from tests.comments.exchange.conftest import Import
from tests.comments.exchange.files import disqus, isso, post, wordpress

pytestmark = pytest.mark.django_db

VALUES: list[Any] = [
    *(None, True, 0, -1, 5, 1.5, 10**30, float("inf"), float("nan"), "", "x", "5", "1e9", "\ud800", "\0"),
    *("http://[bad", "//\udfff/kicks", "\x1b[31m", "\u202e", "x" * 300, "2020-13-45", "0001-01-01T00:00Z"),
    *([], [1], [[]], {}, {"a": []}),
]
REMARK = {
    **{"id": "a", "pid": "b", "text": "<p>Hello</p>", "orig": "Hello", "user": {"name": "Cy", "id": "u"}},
    **{"locator": {"site": "s", "url": "https://old.example/kicks/"}, "time": "2017-12-20T15:18:22Z"},
    **{"title": "Why", "delete": False},
}
OURS = {
    **{
        "id": "a",
        "article": "kicks",
        "address": "/articles/kicks/",
        "parent": "b",
        "name": "Ed",
        "text": "Hi",
    },
    **{"created_at": "2020-01-01T00:00:00Z", "edited_at": "2020-01-02T00:00:00Z", "ordinal": 1, "pet": "cat"},
    **{"removed": False, "badge": "vet", "rating": 3, "rates_present_text": True, "helpful": 2},
    **{"email": "a@example.org"},
}
THREAD = {
    **{"id": "/blog/kicks", "title": "Why"},
    "comments": [
        {
            "id": "1",
            "author": "Di",
            "created": "2018-11-28 17:24:23",
            "text": "Fine",
            "email": "d@example.org",
        }
    ],
}
# The first line, and a line or a thread below it.
EXAMPLES: dict[str, tuple[Any, dict[str, Any]]] = {
    "remark42": ({"version": 1, "users": [], "posts": []}, REMARK),
    "json": ({"format": "scratchpost-comments", "version": 1, "site": ""}, OURS),
    "isso": (None, THREAD),
}


def variants(value: Any) -> Iterator[Any]:
    """The value with each odd one in each of its places, and in its own."""
    yield from VALUES
    inner: Any = (
        value.items() if isinstance(value, dict) else enumerate(value if isinstance(value, list) else ())
    )
    for place, kept in inner:
        for odd in variants(kept):
            copy = value.copy()
            copy[place] = odd
            yield copy


def written(system: str, first: Any, entries: list[Any]) -> str:
    if system == "isso":
        return json.dumps(entries)
    return "\n".join(json.dumps(line) for line in [first, *entries])


def is_read(system: str, contents: str) -> bool:
    try:
        list(FORMATS[system].read(io.BytesIO(contents.encode())))
    except Unreadable as error:
        return not str(error)
    return True


@pytest.mark.parametrize("system", list(EXAMPLES))
def test_json_of_any_kind(system: str, article: Article, take: Import, tmp_path: Path) -> None:
    first, entry = EXAMPLES[system]
    for odd in variants(first):
        is_read(system, written(system, odd, [entry]))
    taken = [odd for odd in variants(entry) if is_read(system, written(system, first, [odd]))]
    # Numbers of their own, so that no comment is taken for another one.
    for number, one in enumerate(taken):
        if one.get("id") == "a":
            one["id"] = f"a{number}"
    everything = written(system, first, taken)
    assert len(taken) > 50

    take(system, everything, "--skip-broken", "--propose-map", str(tmp_path / "map.csv"))
    take(system, everything, "--skip-broken", "--skip-unknown", "--approved")
    take(system, everything, "--skip-broken", "--skip-unknown", "--map", str(tmp_path / "map.csv"))

    assert Comment.objects.exists()


def test_a_database_of_any_kind(article: Article, take: Import, tmp_path: Path) -> None:
    usual = (1, None, 1400000000.0, 1, "Hello", "Di", "d@example.org")
    odd = (None, 5, -1, 1.5, 10**18, float("inf"), "x", "", "\x1b[31m", b"\xff\0", b"")
    changed = [(*usual[:place], value, *usual[place + 1 :]) for place in range(1, 7) for value in odd]
    # The column refuses it.
    changed = [row for row in changed if row[2] is not None]
    path = isso(tmp_path / "comments.db", *((number, *row[1:]) for number, row in enumerate(changed, 1)))
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE comments SET author = CAST(x'ff41' AS TEXT) WHERE id = 1")
    connection.close()

    take("isso", path, "--skip-broken", "--approved")

    assert Comment.objects.filter(name="\ufffdA").exists()


@pytest.mark.parametrize("link", ["http://[bad", "//", "?", "\x85", "http://a:b:c/kicks", ""])
def test_an_address_that_is_none(link: str, article: Article, take: Import) -> None:
    for system, contents in {
        "wordpress": wordpress({"id": "1"}).replace("https://old.example/?p=4", link),
        "disqus": disqus(post(1, at="2019-01-01T00:00:00Z")).replace(
            "https://old.example/2015/03/kicks.html", link
        ),
    }.items():
        take(system, contents, "--skip-unknown")


def test_an_answer_that_only_rates_is_left_out(article: Article, take: Import) -> None:
    answer = OURS | {"id": "c", "parent": "a", "text": "", "rating": 3}

    told = take("json", written("json", EXAMPLES["json"][0], [OURS | {"parent": ""}, answer]))

    assert "Left out, without a text: 1" in told
    assert Comment.objects.count() == 1
