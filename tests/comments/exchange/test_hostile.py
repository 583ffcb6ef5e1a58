"""Files that are broken, mistaken or made to do harm are refused with a sentence, and change nothing."""

import gzip
import json
import sqlite3
from pathlib import Path

import pytest
from django.core.management import CommandError

from articles.models import Article
from comments.exchange import opening, reading_xml
from comments.exchange.formats import isso as isso_format
from comments.exchange.plain_text import from_html, from_markdown
from comments.models import Comment
from tests.comments.exchange.conftest import Import
from tests.comments.exchange.files import disqus, isso, post, remark42, wordpress

pytestmark = pytest.mark.django_db

BOMB = f"""<!DOCTYPE disqus [
<!ENTITY a "{"a" * 100}"><!ENTITY b "{"&a;" * 100}"><!ENTITY d "{"&b;" * 100}">
<!ENTITY c "{"&d;" * 100}">]>"""
OUTSIDE = '<!DOCTYPE disqus [<!ENTITY c SYSTEM "file:///etc/passwd">]>'
NESTED = '{"version":1}\n' + "[" * 100_000


@pytest.mark.parametrize(
    ("system", "contents", "message"),
    [
        ("disqus", disqus(post(1, text="&c;"), before=BOMB), "document type"),
        ("disqus", disqus(post(1, text="&c;"), before=OUTSIDE), "document type"),
        ("disqus", disqus(post(1))[:-12], r"broken at line \d+"),
        ("disqus", disqus(post(1)).replace("Ada", "A\x01da"), r"broken at line \d+"),
        ("disqus", disqus(post(1, name="Zoë")).encode("latin-1"), r"broken at line \d+"),
        ("disqus", disqus(post(1, thread=7)), "names a thread that the file does not have"),
        ("disqus", "", "broken at"),
        ("disqus", '<rss xmlns="http://disqus.com"/>', "begins with <rss>"),
        ("disqus", wordpress({"id": "1"}), "looks like one of WordPress: --from wordpress"),
        ("wordpress", disqus(post(1)), "looks like one of Disqus"),
        ("isso", remark42({"id": "a"}), "looks like one of Remark42"),
        ("remark42", "SQLite format 3\0" + "x" * 100, "looks like one of Isso"),
        ("remark42", '{"version":2}', "version 2"),
        ("remark42", "{not json}", "Line 1 is no JSON"),
        ("remark42", NESTED, "too many lists within lists"),
        ("remark42", '{"version":1}\n{"id":"a"}', "Line 2 names no page"),
        ("remark42", b'{"version":1}\n{"id":"\xff"}', "Line 2 is not UTF-8 at byte 8"),
        ("remark42", '{"version":1}\n{"id":' + "9" * 5000 + "}", "number that is too long"),
        ("json", '{"format":"scratchpost-comments","version":9}', "Line 1 is not that"),
        ("isso", "SQLite format 3\0" + "x" * 5000, "SQLite cannot read"),
        ("isso", '{"id": 1}', "no list of threads"),
        ("isso", '[{"comments": []}]', "Thread 1 has no “id”"),
        ("disqus", gzip.compress(disqus(post(1)).encode())[:-20], "cannot be unpacked"),
    ],
)
def test_it_is_refused_with_a_reason(
    system: str, contents: str | bytes, message: str, article: Article, take: Import
) -> None:
    with pytest.raises(CommandError, match=message):
        take(system, contents)

    assert not Comment.objects.exists()


@pytest.mark.parametrize("system", ["disqus", "remark42"])
def test_a_bomb_is_unpacked_only_so_far(
    system: str, article: Article, take: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "MOST_BYTES", 200_000)
    start = disqus(post(1)).removesuffix("</disqus>") if system == "disqus" else remark42({"id": "a"}) + "\n"
    bomb = gzip.compress(start.encode() + b"\n" * 10_000_000)

    with pytest.raises(CommandError, match="holds more than 0 MB"):
        take(system, bomb)


def test_an_article_of_too_many_elements_is_refused(
    article: Article, take: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_xml, "MOST_ELEMENTS", 20)

    with pytest.raises(CommandError, match="too large"):
        take("wordpress", wordpress({"id": "1"}, {"id": "2"}, {"id": "3"}))


def test_a_view_in_place_of_a_table_is_not_read(article: Article, take: Import, tmp_path: Path) -> None:
    path = isso(tmp_path / "comments.db", (1, None, 1400000000.0, 1, "Hello", "Di", ""))
    with sqlite3.connect(path) as connection:
        connection.execute("ALTER TABLE comments RENAME TO others")
        connection.execute("CREATE VIEW comments AS SELECT * FROM others")
    connection.close()

    with pytest.raises(CommandError, match="no tables"):
        take("isso", path)


@pytest.mark.parametrize("given", ["CREATE  VIRTUAL TABLE", "create/**/virtual table"])
def test_a_virtual_table_is_not_read(given: str, article: Article, take: Import, tmp_path: Path) -> None:
    path = isso(tmp_path / "comments.db", (1, None, 1400000000.0, 1, "Hello", "Di", ""))
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE comments")
        connection.execute(
            "CREATE VIRTUAL TABLE comments USING fts5(tid, id, parent, created, mode, text, author, email)"
        )
        connection.execute("INSERT INTO comments VALUES (1, 1, NULL, 1400000000, 1, 'a', 'b', '')")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_master SET sql = replace(sql, 'CREATE VIRTUAL TABLE', ?) WHERE name = 'comments'",
            [given],
        )
    connection.close()

    with pytest.raises(CommandError, match="no tables"):
        take("isso", path)


def test_a_full_disk_is_not_blamed_on_the_file(
    article: Article, take: Import, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copyfileobj", fail)

    with pytest.raises(CommandError, match=r"cannot be copied to .*: No space left on device"):
        take("isso", isso(tmp_path / "comments.db", (1, None, 1400000000.0, 1, "Hello", "Di", "")))


def test_what_the_file_says_gives_the_terminal_no_orders(article: Article, take: Import) -> None:
    page = {"locator": {"url": f"https://old.example/\x1b]0;owned\x07\u202e{'x' * 300}"}}

    told = take("remark42", remark42({"id": "a"} | page), "--skip-unknown")

    assert f"No article for https://old.example/]0;owned{'x' * 72}: 1" in told
    with pytest.raises(CommandError) as refused:
        take("remark42", remark42({"id": "\x1b[2J", "time": "\x1b[31m"} | page))
    assert "\x1b" not in f"{told}{refused.value}"


def test_a_database_that_takes_too_long_is_given_up(
    article: Article, take: Import, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(isso_format, "LOOKS", 0)
    monkeypatch.setattr(isso_format, "STEPS", 1)

    with pytest.raises(CommandError, match="interrupted"):
        take("isso", isso(tmp_path / "comments.db", (1, None, 1400000000.0, 1, "Hello", "Di", "")))


def test_a_database_in_use_is_refused_and_the_file_stays_as_it_is(
    article: Article, take: Import, tmp_path: Path
) -> None:
    path = isso(tmp_path / "comments.db", (1, None, 1400000000.0, 1, "Hello", "Di", ""))
    before = path.read_bytes()
    beside = tmp_path / "comments.db-wal"
    beside.write_bytes(b"rows")
    with pytest.raises(CommandError, match="Stop Isso first"):
        take("isso", path)

    beside.unlink()
    take("isso", path)

    assert path.read_bytes() == before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["comments.db"]


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (post(2, at="2999-01-01T00:00:00Z"), "is dated 2999-01-01"),
        (post(2, at="0001-01-01T00:00:00Z"), "is dated"),
        (post(2, at="2015-02-30T00:00:00Z"), "has no date that can be read: “2015-02-30T00:00:00Z”"),
        (post(1, text="Other"), "has the number of another comment"),
        (post(2).replace('<post dsq:id="2">', "<post>"), "has no number"),
    ],
)
def test_a_broken_comment_stops_the_file_until_it_is_skipped(
    broken: str, message: str, article: Article, take: Import
) -> None:
    file = disqus(post(1), broken)
    with pytest.raises(CommandError, match=message):
        take("disqus", file)
    assert not Comment.objects.exists()

    told = take("disqus", file, "--skip-broken")

    assert "Left out, broken: 1" in told
    assert Comment.objects.get().text == "Text 1"


def test_the_same_comment_twice_is_one(article: Article, take: Import) -> None:
    take("disqus", disqus(post(1), post(1)))

    assert Comment.objects.count() == 1


def test_characters_that_nothing_can_store_are_dropped(article: Article, take: Import) -> None:
    line = {"id": "a\0", "text": "<p>No\0thing\ud800 here</p>", "user": {"name": "C\0y\u202e"}}

    take("remark42", remark42(line))

    found = Comment.objects.get()
    assert (found.name, found.text) == ("Cy", "Nothing? here")


@pytest.mark.parametrize("values", [{"badge": "king"}, {"rating": 9}, {"helpful": -1}, {"ordinal": "x"}])
def test_our_own_format_takes_no_values_of_its_own(
    values: dict[str, object], article: Article, take: Import
) -> None:
    first = {"format": "scratchpost-comments", "version": 1}
    line = {
        "id": "a",
        "article": "kicks",
        "text": "Hello",
        "name": "Ed",
        "created_at": "2020-01-01T00:00:00Z",
    }

    with pytest.raises(CommandError, match="none of our files has"):
        take("json", f"{json.dumps(first)}\n{json.dumps(line | values)}")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two<br/>three</p>", "One\n\nTwo\nthree"),
        ("<ul><li>a</li><li>b</li></ul>end", "- a\n- b\n\nend"),
        ("<script>alert(1)</script>safe<style>x</style>", "safe"),
        ('<a href="javascript:alert(1)">click</a>', "click"),
        ('<a href="https://a.example/">https://a.example</a>', "https://a.example"),
        (
            '<a href="https://disq.us/url?url=https%3A%2F%2Fa.example%2Fb%3AXyZ&amp;cuid=1">here</a>',
            "here (https://a.example/b)",
        ),
        ('<a href="https://a.example/">open', "open (https://a.example/)"),
        ("a < b &lt;b&gt; <unknown>c</unknown>", "a < b <b> c"),
        ("<pre>a  b\n  c</pre>", "a b\nc"),
        ("&#x200b;&#x2800;", ""),
    ],
)
def test_html_becomes_plain_text(html: str, text: str) -> None:
    assert from_html(html) == text


def test_a_very_long_body_is_read_only_so_far() -> None:
    assert len(from_html("<p>" + "x" * 10**6)) < 21_000
    assert len(from_markdown("*" * 10**6)) < 21_000
