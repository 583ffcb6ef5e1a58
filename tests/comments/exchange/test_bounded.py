"""A file costs time and memory in proportion to its length, and words that nobody wants cost none."""

import io
import json
import time
from pathlib import Path

import pytest

from comments.exchange import plain_text, reading_xml
from comments.exchange.formats import FORMATS, isso
from comments.exchange.opening import Unreadable
from comments.exchange.plain_text import MOST_READ, from_html, from_markdown
from tests.comments.exchange.files import disqus, post, remark42, wordpress
from tests.comments.exchange.files import isso as isso_database

MARKS = [
    *(
        "<",
        "&",
        "&#",
        "&#x1F600",
        "</",
        "<a ",
        "<a href='",
        '<a href="',
        "<a x=1 ",
        "<a x",
        "</b>",
        "<!",
        "<?",
    ),
    *(
        "<!--",
        "<!-- --",
        "<![CDATA[",
        "<b>",
        "<b></i>",
        "<p><b>",
        "<li>",
        "<table>",
        "<td>",
        "<select>",
        "<pre>",
    ),
    *("<script>", "<style>", "<title>", "<textarea>", "<svg><a>", "<a href=http://a.example/>", "\n", "x"),
    *("*", "_a", "**a ", "[", "![", "[a](", "`", "` `` ", ">", "- ", "~~a ", "|a|\n|-|\n", "\\", "[a]: b\n"),
]


def test_no_marks_of_strangers_take_long() -> None:
    # Some of these took a quarter of a minute each, while others took a millisecond.
    begun = time.process_time()
    for marks in MARKS:
        body = (marks * MOST_READ)[:MOST_READ]
        from_html(body)
        from_markdown(body)

    assert time.process_time() - begun < 10


def test_a_few_words_do_not_become_many() -> None:
    table = "|".join("a" * 3000) + "\n" + "|".join("-" * 3000) + "\n" + "a\n" * 4000

    assert len(plain_text._markdown.render(table)) < 5 * len(table)
    assert from_markdown("a|b\n-|-\n1|2") == "a|b\n-|-\n1|2"


def test_words_of_spam_and_of_what_is_gone_are_never_converted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    converted = []

    def note(body: str, **_: bool) -> str:
        converted.append(body)
        return body

    monkeypatch.setattr(plain_text, "from_html", note)
    monkeypatch.setattr(plain_text, "from_markdown", note)
    pings = [
        {"id": "1", "approved": "spam"},
        {"id": "2", "approved": "trash"},
        {"id": "3", "type": "pingback"},
    ]
    files = {
        "disqus": disqus(post(1, is_spam=True), post(2, is_deleted=True), post(3, text="Seen")),
        "wordpress": wordpress(*pings, {"id": "4", "content": "Seen"}),
        "remark42": remark42({"id": "a", "delete": True}, {"id": "b", "text": "Seen"}),
    }
    rows = [(1, None, 1.0, 4, "Gone", "", ""), (2, None, 1.0, 2, "Seen", "", "")]

    for system, contents in files.items():
        list(FORMATS[system].read(io.BytesIO(contents.encode())))
    with isso_database(tmp_path / "comments.db", *rows).open("rb") as file:
        list(isso.read(file))

    assert [one.removeprefix("<p>").removesuffix("</p>") for one in converted] == ["Seen"] * 4


def test_one_article_of_too_many_bytes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_xml, "MOST_OF_A_PIECE", 200_000)
    many = [{"id": "1", "content": "x" * 60_000}]
    divided = wordpress(*many).replace("</channel>", f"<item>{'y' * 150_000}</item></channel>")

    assert len(list(FORMATS["wordpress"].read(io.BytesIO(divided.encode())))) == 1
    with pytest.raises(Unreadable, match="A single part of the XML has more than"):
        list(FORMATS["wordpress"].read(io.BytesIO(wordpress(*many * 4).encode())))


def test_json_that_is_read_at_once_is_short() -> None:
    long = json.dumps([{"id": "/a/", "comments": [], "more": "x" * 8 * 1024**2}])

    with pytest.raises(Unreadable, match="longer than 8 MB"):
        list(isso.read(io.BytesIO(long.encode())))
