"""The tiles about articles on the admin's first page."""

from django import template

from articles.admin import desk
from articles.admin.tiles import Tile

register = template.Library()


@register.simple_tag(takes_context=True)
def article_desk(context: template.RequestContext) -> list[Tile]:
    return desk.tiles_for(context.request.user)
