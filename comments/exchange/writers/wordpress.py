"""WXR 1.2, which WordPress imports, and Disqus and Isso too.

Source: wp-admin/includes/export.php of WordPress; Disqus's own elements are those of its custom
import format. The importer of WordPress knows no deleted comments, so a gap says what it is.
"""

from collections.abc import Iterator
from typing import BinaryIO

from django.conf import settings
from django.utils.html import escape
from lxml import etree

from articles.machines.site_address import LANGUAGE, SITE_NAME
from comments.exchange.writers.outgoing import OutgoingComment, OutgoingPage
from comments.exchange.writers.writing_xml import Element, stamp, text_element

_WP = "http://wordpress.org/export/1.2/"
_NAMES = {
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "wp": _WP,
    "dsq": "http://www.disqus.com/",
}
_TIME = "%Y-%m-%d %H:%M:%S"
REMOVED = "Removed by its writer"


def write(file: BinaryIO, pages: Iterator[OutgoingPage]) -> None:
    with etree.xmlfile(file, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element("rss", {"version": "2.0"}, nsmap=_NAMES), xml.element("channel"):
            for element in _about_the_site():
                xml.write(element, "\n")
            for page in pages:
                xml.write(_item(page), "\n")


def _about_the_site() -> Iterator[Element]:
    yield text_element("title", SITE_NAME)
    yield text_element("link", settings.SITE_URL)
    yield text_element("language", LANGUAGE)
    yield _wp("wxr_version", "1.2")
    yield _wp("base_site_url", settings.SITE_URL)
    yield _wp("base_blog_url", settings.SITE_URL)


def _wp(name: str, text: str, *, in_cdata: bool = False) -> Element:
    return _named("wp", name, text, in_cdata=in_cdata)


def _named(prefix: str, name: str, text: str, *, in_cdata: bool = False) -> Element:
    return text_element(f"{{{_NAMES[prefix]}}}{name}", text, in_cdata=in_cdata, namespaces=_NAMES)


def _item(page: OutgoingPage) -> Element:
    item = text_element("item", "", namespaces=_NAMES)
    at = stamp(page.published_at, _TIME)
    item.extend(
        [
            text_element("title", page.title),
            text_element("link", page.address),
            _named("content", "encoded", "", in_cdata=True),
            _named("dsq", "thread_identifier", page.slug),
            _wp("post_id", str(page.number)),
            _wp("post_date", at),
            _wp("post_date_gmt", at),
            _wp("comment_status", "open"),
            _wp("ping_status", "closed"),
            _wp("post_name", page.slug),
            _wp("status", "publish"),
            _wp("post_type", "post"),
        ]
    )
    item.extend(map(_comment, page.worded))
    return item


def _comment(comment: OutgoingComment) -> Element:
    element = _wp("comment", "")
    at = stamp(comment.created_at, _TIME)
    text = REMOVED if comment.is_removed else str(escape(comment.text))
    element.extend(
        [
            _wp("comment_id", str(comment.pk)),
            _wp("comment_author", str(escape(comment.name)), in_cdata=True),
            _wp("comment_author_email", comment.email),
            _wp("comment_author_url", ""),
            _wp("comment_author_IP", ""),
            _wp("comment_date", at),
            _wp("comment_date_gmt", at),
            _wp("comment_content", text, in_cdata=True),
            _wp("comment_approved", "1"),
            _wp("comment_type", ""),
            _wp("comment_parent", str(comment.parent or 0)),
            _wp("comment_user_id", "0"),
        ]
    )
    return element
