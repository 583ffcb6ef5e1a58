"""Who decided about comments, for the pages of moderators."""

from django import template

from comments.moderation import decider_of, last_decider_of

register = template.Library()
register.filter("decider", decider_of)
register.filter("last_decider", last_decider_of)
