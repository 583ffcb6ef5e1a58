"""The parts of the admin's first page."""

from typing import Any

from django import template

from articles.admin.day.page import DayPage, day_of
from articles.admin.day.subjects import ListsOfSubject, by_subject

register = template.Library()


@register.simple_tag(takes_context=True)
def day_page(context: template.RequestContext) -> DayPage:
    return day_of(context.request.user)


@register.simple_tag
def lists_by_subject(apps: Any) -> list[ListsOfSubject]:
    return by_subject(apps)
