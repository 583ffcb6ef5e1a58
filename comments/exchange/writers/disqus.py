"""The XML of Disqus's own exports, for programs that read those. Disqus itself imports WordPress's."""

from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from comments.exchange.writers.outgoing import OutgoingComment, OutgoingPage
from comments.exchange.writers.writing_xml import Element, stamp, text_element

_NS = "http://disqus.com"
_INTERNALS = "http://disqus.com/disqus-internals"
_NAMES = {None: _NS, "dsq": _INTERNALS}
_TIME = "%Y-%m-%dT%H:%M:%SZ"


def write(file: BinaryIO, pages: Iterator[OutgoingPage]) -> None:
    with etree.xmlfile(file, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element(f"{{{_NS}}}disqus", nsmap=_NAMES):
            for page in pages:
                xml.write(_thread(page), "\n")
                for comment in page.worded:
                    xml.write(_post(comment, page), "\n")


def _element(name: str, text: str = "", *, in_cdata: bool = False) -> Element:
    return text_element(f"{{{_NS}}}{name}", text, in_cdata=in_cdata, namespaces=_NAMES)


def _with_id(name: str, number: object) -> Element:
    element = _element(name)
    element.set(f"{{{_INTERNALS}}}id", str(number))
    return element


def _thread(page: OutgoingPage) -> Element:
    thread = _with_id("thread", page.number)
    thread.extend(
        [
            _element("id", page.slug),
            _element("link", page.address),
            _element("title", page.title),
            _element("createdAt", stamp(page.published_at, _TIME)),
            _element("isClosed", "false"),
            _element("isDeleted", "false"),
        ]
    )
    return thread


def _post(comment: OutgoingComment, page: OutgoingPage) -> Element:
    post = _with_id("post", comment.pk)
    author = _element("author")
    if comment.email:
        author.append(_element("email", comment.email))
    author.extend([_element("name", comment.name), _element("isAnonymous", "true")])
    post.extend(
        [
            _element("message", comment.html if comment.text else "", in_cdata=True),
            _element("createdAt", stamp(comment.created_at, _TIME)),
            _element("isDeleted", "true" if comment.is_removed else "false"),
            _element("isSpam", "false"),
            author,
            _with_id("thread", page.number),
        ]
    )
    if comment.parent:
        post.append(_with_id("parent", comment.parent))
    return post
