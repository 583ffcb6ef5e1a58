"""Atom feeds of comments: those of one article, and those of the whole site."""

from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from articles.characters import isolated
from articles.machines.feed import FullTextFeed
from articles.machines.plain_text import one_line, writable
from articles.machines.site_address import LANGUAGE, SITE_NAME, absolute, site_root
from articles.models import Edition
from articles.models.article import Kind
from comments.models import Comment, Photo

NEWEST = 30
SUMMARY_CHARACTERS = 160
SUBJECT = "what readers say"


def newest(article_id: int | None = None) -> QuerySet[Comment]:
    """The comments and answers with words that appeared last, on pages that readers see, in one query.

    Each has `page_title`, that of its page as it is published now.
    """
    live = Edition.objects.live().of_kind(Kind.ARTICLE).filter(article=OuterRef("article"))
    shown = Comment.objects.readable()
    if article_id is not None:
        shown = shown.filter(article=article_id)
    # By when they appeared: a comment may have waited long for its moderator.
    return (
        shown.annotate(page_title=Subquery(live.values("title")[:1]))
        .filter(page_title__isnull=False)
        .select_related("photo")
        .order_by(F("decided_at").desc(nulls_last=True), "-pk")[:NEWEST]
    )


def build_feed(request: HttpRequest, edition: Edition | None = None) -> FullTextFeed:
    """The feed of one page, or without `edition` that of the whole site."""
    path = f"{edition.get_absolute_url()}#comments" if edition else "/"
    about = f"“{one_line(edition.title)}”: {SUBJECT}" if edition else f"{SITE_NAME}: {SUBJECT}"
    feed = FullTextFeed(
        title=about,
        link=absolute(request, path),
        description=None,
        language=LANGUAGE,
        feed_url=absolute(request, request.path),
        feed_guid=_tag(request, edition),
        author_name=SITE_NAME,
    )
    for comment in newest(edition.article_id if edition else None):
        _add(feed, request, comment)
    return feed


def _add(feed: FullTextFeed, request: HttpRequest, comment: Any) -> None:
    name, page = isolated(one_line(comment.name)), one_line(comment.page_title)
    verb = "answered on" if comment.parent_id else "on"
    feed.add_item(
        title=f"{name} {verb} “{page}”",
        link=absolute(request, comment.permalink),
        # Django marks a summary as HTML, so plain text must be escaped.
        description=escape(Truncator(one_line(comment.text)).chars(SUMMARY_CHARACTERS)),
        unique_id=_tag(request, comment),
        pubdate=timezone.localtime(comment.created_at),
        # A decision that is made once more changes nothing that readers see.
        updateddate=timezone.localtime(max(comment.created_at, comment.edited_at or comment.created_at)),
        author_name=name,
        # A reader may call themselves a vet, but only a login gives this.
        categories=[comment.get_badge_display()] if comment.badge else [],
        content=writable(_content(request, comment)),
    )


def _content(request: HttpRequest, comment: Comment) -> SafeString:
    photo = getattr(comment, "photo", None)
    return format_html(
        '{}<div dir="auto">{}</div>{}',
        _badge(comment) if comment.badge else "",
        comment.safe_html,
        _photo(request, photo, comment) if photo else "",
    )


def _badge(comment: Comment) -> SafeString:
    badge = comment.get_badge_display()
    return format_html("<p><em>Written with a login of {}: {}</em></p>", SITE_NAME, badge)


def _photo(request: HttpRequest, photo: Photo, comment: Comment) -> SafeString:
    """A link: other sites may not embed a reader's photo, and one that is blurred is opened on the page."""
    if photo.is_blurred:
        address, words = comment.permalink, "A photo that may be upsetting, on the page"
    else:
        address, words = photo.largest_src, photo.alt
    return format_html('<p><a href="{}">{}</a></p>', absolute(request, address), words)


def _tag(request: HttpRequest, of: Comment | Edition | None) -> str:
    """A tag URI (RFC 4151) that stays the same when the page moves; the address for the whole site."""
    host = site_root(request).partition("://")[2].partition("/")[0].partition(":")[0]
    if isinstance(of, Comment):
        return f"tag:{host},{of.created_at:%Y-%m-%d}:comment/{of.pk}"
    if of:
        return f"tag:{host},{of.article.created_at:%Y-%m-%d}:article/{of.article_id}/comments"
    return absolute(request, reverse("comment_feed"))
