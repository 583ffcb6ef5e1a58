"""Atom feeds of the newest pages with their full text."""

import re
from datetime import UTC, datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape, format_html, format_html_join

from articles.machines.plain_text import one_line, writable
from articles.machines.site_address import LANGUAGE, SITE_NAME, absolute, site_root
from articles.models import Category, Edition, Species
from articles.models.edition import EditionQuerySet

NEWEST = 20
# These match only what the sanitiser writes: it puts every value in double quotes, and a tag
# has double quotes nowhere else.
TAG = re.compile(r'<[a-z][a-z0-9]*(?:\s[^>"]*(?:"[^"]*"[^>"]*)*)?>')
ADDRESS = re.compile(r'\s(href|src|srcset)="([^"]*)"')
# A button shows the meaning of a glossary term. The meanings are elsewhere in the page, so in a
# feed the button would do nothing.
BUTTON = re.compile(r"</?button\b[^>]*>")
# The date of a feed without entries. It is fixed, so that caches can keep an empty feed.
NEVER = datetime(2000, 1, 1, tzinfo=UTC)


class FullTextFeed(Atom1Feed):
    """Django's Atom feed with two changes: entries contain the full text, and the date is stable.

    Without entries Django would give the current time as the date of the feed.
    """

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=NEVER)

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


def newest(editions: EditionQuerySet) -> QuerySet[Edition]:
    """Return the newest editions in one query; `first_seen_at` is when readers first saw the page."""
    first = Edition.objects.seen().filter(article=OuterRef("article")).order_by("number")
    return (
        editions.select_related("article", "category")
        .defer("body", "references", "outline", "facts", "article__body", "article__parts")
        .annotate(first_seen_at=Subquery(first.values("live_from")[:1]))
        .newest_first()[:NEWEST]
    )


def build_feed(
    request: HttpRequest, editions: EditionQuerySet, subject: Category | Species | None
) -> FullTextFeed:
    path = subject.get_absolute_url() if subject else "/"
    title = f"{SITE_NAME}: {one_line(subject.name)}" if subject else SITE_NAME
    feed = FullTextFeed(
        title=title,
        link=absolute(request, path),
        description=None,
        subtitle=one_line(subject.description) if subject else None,
        language=LANGUAGE,
        feed_url=absolute(request, request.path),
        feed_guid=absolute(request, path),
        author_name=SITE_NAME,
    )
    for edition in newest(editions):
        _add(feed, request, edition)
    return feed


def _add(feed: FullTextFeed, request: HttpRequest, edition: Any) -> None:
    url = absolute(request, edition.get_absolute_url())
    feed.add_item(
        title=one_line(edition.title),
        link=url,
        # Django marks a summary as HTML, so plain text must be escaped.
        description=escape(one_line(edition.answer or edition.standfirst)),
        unique_id=entry_id(request, edition),
        # A text that was imported may be older than its first day on this site.
        pubdate=timezone.localtime(min(edition.first_seen_at, edition.updated_at)),
        updateddate=timezone.localtime(edition.updated_at),
        author_name=one_line(edition.author["name"]),
        categories=[one_line(edition.category.name)],
        content=writable(full_text(edition, site_root(request), url)),
    )


def full_text(edition: Edition, root: str, page: str) -> str:
    """Return the HTML of an entry: the text, and before it the picture, the answer and who checked it.

    Readers of a feed never see the page's header, so the state of the review has to be here.
    """
    points = format_html_join("", "<li>{}</li>", ((point,) for point in edition.key_points))
    parts = [
        format_html('<p><img src="{}" alt="{}"></p>', edition.lead["src"], edition.lead["alt"])
        if edition.lead
        else "",
        format_html("<p><strong>In short:</strong> {}</p>", edition.answer) if edition.answer else "",
        format_html("<ul>{}</ul>", points) if points else "",
        format_html("<p><em>{}</em></p>", edition.review_state),
        edition.body_html,
    ]
    return with_addresses("\n".join(part for part in parts if part), root, page)


def entry_id(request: HttpRequest, edition: Edition) -> str:
    """Return the entry's id, a tag URI (RFC 4151) of host, day and the article's pk.

    It stays the same when the page moves. Otherwise feed readers would show the page as new.
    """
    host = site_root(request).partition("://")[2].partition(":")[0]
    return f"tag:{host},{edition.article.created_at:%Y-%m-%d}:article/{edition.article_id}"


def with_addresses(html: str, root: str, page: str) -> str:
    """Return stored HTML with absolute addresses, which work outside the site too."""

    def address(match: re.Match[str]) -> str:
        name, value = match.groups()
        parts = value.split(", ") if name == "srcset" else [value]
        return f' {name}="{", ".join(_start(part, root, page) for part in parts)}"'

    return TAG.sub(lambda tag: ADDRESS.sub(address, tag[0]), BUTTON.sub("", html))


def _start(value: str, root: str, page: str) -> str:
    if value.startswith("#"):
        return page + value
    return root + value if value.startswith("/") else value
