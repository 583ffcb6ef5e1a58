"""The rows of the moderators' list in groups."""

from typing import Any

from django import template

from comments.admin.overview import Group, groups

register = template.Library()


@register.simple_tag
def queue_groups(comments: list[Any], rows: list[Any]) -> list[Group]:
    """One group without a heading where nothing may mean danger, or where other orders mix it in."""
    found = list(groups(comments, rows))
    has_groups = any(group.is_alarm for group in found) and len({group.is_alarm for group in found}) == len(
        found
    )
    return found if has_groups else [Group("", list(rows))]
