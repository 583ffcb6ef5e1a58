"""Pages with comments, and what is shown on them, for the tests of this folder."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from comments.models import Comment
from comments.moderation import recount
from tests.factories import ApprovedCommentFactory, LoneArticleFactory

FIRST_DAY = datetime(2026, 1, 1, 12, tzinfo=UTC)


def page_of(article: Article, query: str = "") -> str:
    answer = Client().get(f"/articles/{article.slug}/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def names_on(page: str) -> list[str]:
    """The names on the comments and replies, in the order of the page."""
    names = re.findall(r'<p class="comment-name"><bdi>([^<]*)', page)
    return [unescape(name).strip() for name in names]


def link_to(page: str, words: str) -> str:
    """The query string of the link to another page of the list."""
    icon = r"(?:\s*<svg[^>]*><use[^>]*></use></svg>\s*)?"
    [query] = re.findall(rf'class="pagination-step" rel="\w+" href="([^"]+)">{icon}{words}', page)
    return unescape(query)


def written_on(day: int, **fields: object) -> Comment:
    comment: Comment = ApprovedCommentFactory(**{"name": f"Day {day}"} | fields)
    Comment.objects.filter(pk=comment.pk).update(created_at=FIRST_DAY + timedelta(days=day))
    comment.refresh_from_db()
    return comment


def article_with(comments: int) -> Article:
    """Approved comments named after their day: the last is the newest."""
    article: Article = LoneArticleFactory()
    # Stored newest first, so that the order of the rows would be the wrong one.
    for day in range(comments, 0, -1):
        written_on(day, article=article)
    recount(article)
    return article


def queries_of(article: Article, query: str = "") -> int:
    with CaptureQueriesContext(connection) as captured:
        page_of(article, query)
    return len(captured)
