"""HTML of strangers, read once from its beginning to its end: no tree, no network.

libxml2 takes time in proportion to the length, whatever the marks are. Python's own HTMLParser
begins anew at each tag that is not closed.
"""

from typing import Protocol

from lxml import etree


class HtmlTarget(Protocol):
    """Is told what stands in a text, in its order. Every element that begins ends, also without a tag."""

    def start(self, tag: str, attributes: dict[str, str]) -> None: ...

    def end(self, tag: str) -> None: ...

    def data(self, text: str) -> None: ...

    def close(self) -> None: ...


def read_html(body: str, target: HtmlTarget) -> None:
    """Tell `target` of each tag and text of `body`, which has no lone surrogates and no NUL."""
    if not body.strip():
        return
    parser = etree.HTMLParser(
        target=target, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    parser.feed(body)
    parser.close()
