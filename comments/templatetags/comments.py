"""The comments of an article, for the templates of its page."""

from typing import Any

from django import template
from django.http import HttpRequest
from django.urls import reverse

from articles.characters import without_direction
from articles.machines.json_ld import Node, data_block, is_for_everybody, without_blanks
from articles.machines.site_address import absolute
from articles.models import Edition
from comments.listing import SORTS, Thread, list_comments
from comments.models import Comment, Status
from comments.writing.forms import CommentForm

register = template.Library()


@register.inclusion_tag("comments/_section.html", takes_context=True)
def comment_section(context: template.RequestContext, edition: Edition) -> dict[str, Any]:
    """Ratings, a page of the comments that readers see, and the form."""
    return {
        "request": context.request,
        "edition": edition,
        "article": edition.article,
        "rating": edition.rating,
        "found": list_comments(edition.article_id, context.request.GET.dict()),
        "sorts": SORTS,
        "form": CommentForm(),
        "action": reverse("comments", args=[edition.article.slug]),
    }


@register.simple_tag
def comment_data(request: HttpRequest, edition: Edition, threads: list[Thread]) -> str:
    """The comments that the page shows, as JSON-LD."""
    # A comment that its writer removed has no words and no name to tell.
    shown = [thread for thread in threads if thread.comment.status == Status.APPROVED]
    if not shown or not is_for_everybody(request):
        return ""
    article = {"@id": f"{absolute(request, edition.get_absolute_url())}#article"}
    return data_block([_thread_node(request, thread) | {"parentItem": article} for thread in shown])


def _thread_node(request: HttpRequest, thread: Thread) -> Node:
    replies = [_comment_node(request, reply) for reply in thread.replies]
    return _comment_node(request, thread.comment) | {"comment": replies}


def _comment_node(request: HttpRequest, comment: Comment) -> Node:
    return without_blanks(
        {
            "@type": "Comment",
            "url": absolute(request, comment.permalink),
            "author": {"@type": "Person", "name": without_direction(comment.name)},
            "dateCreated": comment.created_at.isoformat(),
            "dateModified": comment.edited_at.isoformat() if comment.edited_at else None,
            "text": without_direction(comment.text),
            "upvoteCount": comment.helpful_count,
        }
    )
