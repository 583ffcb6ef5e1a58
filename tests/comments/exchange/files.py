"""Small files in the shapes that other systems write, in words of our own."""

import json
import sqlite3
from pathlib import Path
from typing import Any

OLD = "https://old.example"


def post(number: int, **fields: Any) -> str:
    """A post of Disqus; the given fields replace those that are usual here."""
    given = {"thread": 1, "parent": None, "text": f"Text {number}", "name": "Ada", "email": ""} | fields
    parent = f'<parent dsq:id="{given["parent"]}"/>' if given["parent"] else ""
    deleted, spam = (str(bool(given.get(what))).lower() for what in ("is_deleted", "is_spam"))
    at = given.get("at", f"2015-03-0{number % 9 + 1}T10:00:00Z")
    return f"""
    <post dsq:id="{number}"><id/><message><![CDATA[<p>{given["text"]}</p>]]></message>
      <createdAt>{at}</createdAt>
      <isDeleted>{deleted}</isDeleted><isSpam>{spam}</isSpam>
      <author><email>{given["email"]}</email><name>{given["name"]}</name><isAnonymous>true</isAnonymous></author>
      <ipAddress>192.0.2.77</ipAddress><thread dsq:id="{given["thread"]}"/>{parent}</post>"""


def disqus(*posts: str, slug: str = "kicks", before: str = "") -> str:
    return f"""<?xml version="1.0" encoding="utf-8"?>{before}
<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">
  <category dsq:id="9"><forum>dogs</forum><title>General</title><isDefault>true</isDefault></category>
  <thread dsq:id="1"><id>{slug}-id</id><forum>dogs</forum><link>{OLD}/2015/03/{slug}.html</link>
    <title>Why dogs kick</title><message/><createdAt>2015-03-01T09:00:00Z</createdAt>
    <isClosed>false</isClosed><isDeleted>false</isDeleted></thread>{"".join(posts)}
</disqus>"""


def wordpress(*comments: dict[str, str], slug: str = "kicks", version: str = "1.2") -> str:
    """Comments override what is here by the name of the element after `comment_`."""
    usual = {
        "author": "Bo",
        "date_gmt": "2016-01-02 03:04:05",
        "content": "Hello",
        "approved": "1",
        "parent": "0",
    }
    rows = "".join(
        "<wp:comment>"
        + "".join(
            f"<wp:comment_{name}><![CDATA[{value}]]></wp:comment_{name}>"
            for name, value in (usual | comment).items()
        )
        + "</wp:comment>"
        for comment in comments
    )
    return f"""<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:wp="http://wordpress.org/export/{version}/"
     xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Dogs</title>
<item><title>Why dogs kick</title><link>{OLD}/?p=4</link><content:encoded><![CDATA[…]]></content:encoded>
<wp:post_name>{slug}</wp:post_name>{rows}</item></channel></rss>"""


def isso(path: Path, *rows: tuple[Any, ...], uri: str = "/kicks/") -> Path:
    """Rows of (id, parent, created, mode, text, author, email), in a database as Isso makes it."""
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    connection.execute(
        "CREATE TABLE threads (id INTEGER PRIMARY KEY, uri VARCHAR(256) UNIQUE, title VARCHAR(256))"
    )
    connection.execute(
        "CREATE TABLE comments (tid REFERENCES threads(id), id INTEGER PRIMARY KEY, parent INTEGER,"
        " created FLOAT NOT NULL, modified FLOAT, mode INTEGER, remote_addr VARCHAR, text VARCHAR,"
        " author VARCHAR, email VARCHAR, website VARCHAR, likes INTEGER DEFAULT 0,"
        " dislikes INTEGER DEFAULT 0, voters BLOB NOT NULL)"
    )
    connection.execute("INSERT INTO threads VALUES (1, ?, 'Why dogs kick')", [uri])
    for row in rows:
        connection.execute(
            "INSERT INTO comments (tid, id, parent, created, mode, text, author, email, remote_addr, voters)"
            " VALUES (1, ?, ?, ?, ?, ?, ?, ?, '192.0.2.77', x'00')",
            row,
        )
    connection.commit()
    connection.close()
    return path


def remark42(*comments: dict[str, Any], slug: str = "kicks") -> str:
    usual = {
        **{"pid": "", "text": "<p>Hello</p>", "user": {"name": "Cy", "id": "u1"}, "score": 0},
        **{
            "locator": {"site": "dogs", "url": f"{OLD}/{slug}/"},
            "time": "2017-12-20T15:18:22.123456789-06:00",
        },
    }
    lines = [{"version": 1, "users": [], "posts": []}, *(usual | comment for comment in comments)]
    return "\n".join(json.dumps(line) for line in lines)
