"""A page as Markdown, made from the edition that readers see."""

import json
import re
from html import unescape
from typing import Any

from django.http import HttpRequest
from django.utils.html import strip_tags

from articles.machines.plain_text import markdown_text, one_line, writable
from articles.machines.site_address import absolute, picture_url, site_root
from articles.models import Edition
from articles.models.article import page_address
from articles.rendering.plain_lines import PlainFigure, Surroundings
from articles.rendering.plain_markdown import plain_markdown, slugs_in

# These need match only what the sanitiser writes, as in feed.py.
FIGURE = re.compile(r"<figure\b.*?</figure>", re.DOTALL)
SOURCE = re.compile(r'<img\b[^>]*?\ssrc="([^"]*)"')
ALT = re.compile(r'<img\b(?:[^>"]|"[^"]*")*?\salt="([^"]*)"')
CAPTION = re.compile(r"<figcaption>(.*?)</figcaption>", re.DOTALL)


def markdown_copy(request: HttpRequest, edition: Edition) -> str:
    """Return the page as Markdown. One query, for the articles that the text links to."""
    around = Surroundings(
        site_root(request),
        absolute(request, edition.get_absolute_url()),
        _linked(request, edition),
        [_figure(request, match[0]) for match in FIGURE.finditer(edition.body_html)],
    )
    parts = [
        _head(request, edition),
        f"# {markdown_text(edition.title)}",
        markdown_text(edition.standfirst),
        f"**In short:** {markdown_text(edition.answer)}" if edition.answer else "",
        "\n".join(f"- {markdown_text(point)}" for point in edition.key_points),
        *(_gallery_picture(request, picture) for picture in edition.pictures),
        _facts(edition),
        plain_markdown(writable(edition.body), around),
        "\n".join(_footnote(reference) for reference in edition.references),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(request: HttpRequest, edition: Edition) -> str:
    """Return the front matter. Values are written as JSON, because every JSON string is valid YAML."""
    rows = {
        "title": edition.title,
        "answer": edition.answer,
        "urgency": edition.get_urgency_display(),
        "updated": f"{edition.updated_on:%Y-%m-%d}",
        "edition": edition.number,
        "author": edition.author["name"],
        "review": edition.review_state,
        "canonical": absolute(request, edition.get_absolute_url()),
    }
    lines = [f"{name}: {_yaml(value)}" for name, value in rows.items() if value]
    return "\n".join(["---", *lines, "---"])


def _yaml(value: object) -> str:
    return json.dumps(one_line(value) if isinstance(value, str) else value, ensure_ascii=False)


def _linked(request: HttpRequest, edition: Edition) -> dict[str, tuple[str, str]]:
    """Return {slug: (title, address)} for the articles that the text links to, as they are now.

    A slug that is not live keeps an address without a title: for an article that moved, this
    old address redirects to the new one.
    """
    slugs = slugs_in(edition.body)
    if not slugs:
        return {}
    known: dict[str, tuple[str, str]] = {
        slug: ("", absolute(request, page_address("article", slug))) for slug in slugs
    }
    live = Edition.objects.live().filter(article__slug__in=slugs)
    for slug, kind, title in live.values_list("article__slug", "kind", "title"):
        known[slug] = (markdown_text(title), absolute(request, page_address(kind, slug)))
    return known


def _figure(request: HttpRequest, html: str) -> PlainFigure:
    """Return a figure as it was published, read from the stored HTML.

    The library cannot be asked: it may have another picture under that key by now.
    """
    source, alt, caption = SOURCE.search(html), ALT.search(html), CAPTION.search(html)
    return PlainFigure(
        absolute(request, unescape(source[1])) if source else "",
        markdown_text(unescape(alt[1])) if alt else "",
        markdown_text(unescape(strip_tags(caption[1]))) if caption else "",
    )


def _gallery_picture(request: HttpRequest, picture: dict[str, Any]) -> str:
    caption = markdown_text(" ".join(part for part in (picture["caption"], picture["credit"]) if part))
    image = f"![{markdown_text(picture['alt'])}]({picture_url(request, picture)})"
    return f"{image}\n\n*{caption}*" if caption else image


def _facts(edition: Edition) -> str:
    keys = {reference["number"]: reference["key"] for reference in edition.references}
    rows = [
        f"| {markdown_text(fact['label'])} | {markdown_text(fact['value'])}"
        + (f"[^{keys[fact['reference']]}] |" if fact["reference"] in keys else " |")
        for fact in edition.facts
    ]
    return "\n".join(["| At a glance | |", "|---|---|", *rows]) if rows else ""


def _footnote(reference: dict[str, Any]) -> str:
    year = f" ({reference['year']})" if reference["year"] else ""
    source = " ".join(part for part in (reference["source"], reference["locator"]) if part)
    sentences = [f"{reference['authors']}{year}", reference["title"], source, reference["evidence_label"]]
    text = " ".join(f"{markdown_text(sentence)}." for sentence in sentences if sentence)
    return f"[^{reference['key']}]: {text} {reference['link']}".rstrip()
