"""The XML that Disqus exports: threads, then posts that name their thread and the post they answer.

Disqus lists a thread more than once where its address changed, and keeps deleted posts and spam.
"""

from collections.abc import Iterator
from typing import BinaryIO

from comments.exchange import plain_text
from comments.exchange.opening import Unreadable
from comments.exchange.reading_xml import Element, child, local, pieces, words
from comments.exchange.record import SourceComment, SourceThread, Standing, moment, without_empty

NAME = "Disqus"
# What Disqus shows where a post has no name.
NAMELESS = "Guest"
_ID = "{http://disqus.com/disqus-internals}id"


def read(file: BinaryIO) -> Iterator[SourceComment]:
    threads: dict[str, SourceThread] = {}
    for element in pieces(file, depth=1, root="disqus"):
        kind, number = local(element), element.get(_ID, "")
        if kind == "thread" and number:
            names = without_empty([words(element, "id")])
            threads[number] = SourceThread(words(element, "link"), names)
        elif kind == "post":
            yield _comment(element, threads)


def _comment(post: Element, threads: dict[str, SourceThread]) -> SourceComment:
    thread = threads.get(_named(post, "thread"))
    if thread is None:
        raise Unreadable(f"The post at line {post.sourceline} names a thread that the file does not have.")
    written, standing = words(post, "createdAt"), _standing(post)
    return SourceComment(
        key=post.get(_ID, ""),
        thread=thread,
        parent=_named(post, "parent"),
        text=plain_text.from_html(words(post, "message")) if standing.has_words else "",
        name=words(post, "author", "name"),
        email=words(post, "author", "email"),
        created_at=moment(written),
        written_at=written,
        standing=standing,
    )


def _named(post: Element, what: str) -> str:
    found = child(post, what)
    return "" if found is None else str(found.get(_ID, ""))


def _standing(post: Element) -> Standing:
    if words(post, "isSpam") == "true":
        return Standing.SPAM
    if words(post, "isDeleted") == "true":
        return Standing.DELETED
    return Standing.HELD if words(post, "isApproved") == "false" else Standing.APPROVED
