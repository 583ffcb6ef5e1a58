"""WXR, the XML that WordPress exports: items of a channel, each with its comments.

Source: wp-admin/includes/export.php of WordPress. Numbers of comments are unique in one blog.
"""

from collections.abc import Iterator
from html import unescape
from typing import BinaryIO

from comments.exchange import plain_text
from comments.exchange.reading_xml import Element, local, pieces, words
from comments.exchange.record import SourceComment, SourceThread, Standing, host_of, moment, without_empty

NAME = "WordPress"
NAMELESS = "Anonymous"
NO_DATE = "0000-00-00"
_STANDINGS = {"1": Standing.APPROVED, "0": Standing.HELD, "approve": Standing.APPROVED, "hold": Standing.HELD}
_PINGS = {"pingback", "trackback"}


def read(file: BinaryIO) -> Iterator[SourceComment]:
    for item in pieces(file, depth=2, root="rss"):
        if local(item) == "item":
            names = without_empty([words(item, "post_name"), words(item, "guid")])
            thread = SourceThread(words(item, "link"), names)
            yield from (_comment(one, thread) for one in item if local(one) == "comment")


def _comment(element: Element, thread: SourceThread) -> SourceComment:
    # The name of the blog keeps two blogs apart whose comments have the same numbers.
    blog = host_of(thread.address)
    parent = words(element, "comment_parent")
    number = words(element, "comment_id")
    standing = _standing(element)
    written = words(element, "comment_date_gmt")
    if not written or written.startswith(NO_DATE):
        written = words(element, "comment_date")
    return SourceComment(
        key=f"{blog}#{number}" if number else "",
        thread=thread,
        parent="" if parent in {"", "0"} else f"{blog}#{parent}",
        text=_text(element) if standing.has_words else "",
        name=unescape(words(element, "comment_author")),
        email=words(element, "comment_author_email"),
        created_at=moment(written),
        written_at=written,
        standing=standing,
    )


def _text(element: Element) -> str:
    # WordPress makes the line breaks of what was typed into paragraphs only when it shows them.
    return plain_text.from_html(words(element, "comment_content"), keeps_lines=True)


def _standing(element: Element) -> Standing:
    if words(element, "comment_type") in _PINGS:
        return Standing.PINGBACK
    # Anything else is "spam", "trash" or "post-trashed".
    return _STANDINGS.get(words(element, "comment_approved"), Standing.SPAM)
