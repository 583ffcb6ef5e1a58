"""The comments of an article, for the templates that compose its page."""

from typing import Any

from django import template
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse

from articles.machines.script import data_block, is_for_everybody
from articles.machines.site_address import absolute
from articles.models import Edition
from comments.forms import CommentForm
from comments.models import Comment

register = template.Library()

PER_PAGE = 20


class CountedPaginator(Paginator):
    """Pages by the article's stored count, so that no query has to count."""

    def __init__(self, edition: Edition, **kwargs: Any) -> None:
        approved = Comment.objects.approved().with_words().filter(article=edition.article_id)
        super().__init__(approved.select_related("photo").newest_first(), **kwargs)
        self.count = edition.article.comment_count


@register.inclusion_tag("comments/_section.html", takes_context=True)
def comment_section(context: template.RequestContext, edition: Edition) -> dict[str, Any]:
    """Ratings, a page of approved comments, and the form."""
    page = CountedPaginator(edition, per_page=PER_PAGE).get_page(context.request.GET.get("page"))
    return {
        "request": context.request,
        "edition": edition,
        "article": edition.article,
        "rating": edition.rating,
        "page": page,
        "comments": list(page.object_list),
        "form": CommentForm(),
        "action": reverse("comments", args=[edition.article.slug]),
    }


@register.simple_tag
def comment_data(request: HttpRequest, edition: Edition, comments: list[Comment]) -> str:
    """The comments that the page shows, as JSON-LD."""
    if not comments or not is_for_everybody(request):
        return ""
    url = absolute(request, edition.get_absolute_url())
    return data_block(
        [
            {
                "@type": "Comment",
                "author": {"@type": "Person", "name": comment.name},
                "dateCreated": comment.created_at.isoformat(),
                "text": comment.text,
                "parentItem": {"@id": f"{url}#article"},
            }
            for comment in comments
        ]
    )
