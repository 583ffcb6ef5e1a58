"""The rows of the moderators' list in groups."""

from typing import Any

from django import template

from comments.admin.overview import QueueGroup, groups

register = template.Library()


@register.simple_tag
def queue_groups(comments: list[Any], rows: list[Any]) -> list[QueueGroup]:
    """One group without a heading where nothing may mean danger, or where other orders mix it in."""
    found = list(groups(comments, rows))
    has_groups = any(group.is_alarm for group in found) and len({group.is_alarm for group in found}) == len(
        found
    )
    return found if has_groups else [QueueGroup("", list(rows))]
