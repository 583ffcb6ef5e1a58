"""The tiles about comments on the admin's first page."""

from django import template

from articles.admin.tiles import Tile, tile
from articles.models import Article
from articles.roles import EDIT_ANY, may, reads_any
from comments.models import Comment, Status
from comments.ratings import falling

register = template.Library()


@register.simple_tag(takes_context=True)
def comment_desk(context: template.RequestContext) -> list[Tile]:
    person = context.request.user
    tiles = []
    if may(person, "comments.moderate_comment") and may(person, "comments.view_comment"):
        tiles.append(tile("Held comments", Comment.objects.held(), status=Status.HELD))
    if may(person, EDIT_ANY) and reads_any(person):
        tiles.append(tile("Falling ratings", falling(Article.objects.all()), ratings="falling"))
    return tiles
