"""The parts of the list of articles."""

from typing import Any

from django import template
from django.contrib.admin.views.main import PAGE_VAR

from articles.admin import article_rows
from articles.admin.article_rows import ArticleRow, ListChip

register = template.Library()


@register.simple_tag(takes_context=True)
def article_rows_of(context: template.RequestContext, changelist: Any) -> list[ArticleRow]:
    return article_rows.rows_of(changelist.result_list, context.request.user)


@register.simple_tag(takes_context=True)
def article_chips(context: template.RequestContext, changelist: Any) -> list[ListChip]:
    return article_rows.chips_of(context.request, changelist.root_queryset)


@register.simple_tag
def list_orders(changelist: Any) -> list[tuple[str, str, bool]]:
    return article_rows.order_links(changelist)


@register.simple_tag
def list_page(changelist: Any, step: int) -> str:
    """The address of the page before (-1) or after (1), or "" where there is none."""
    page = changelist.page_num + step
    if changelist.show_all or page not in changelist.paginator.page_range:
        return ""
    address: str = changelist.get_query_string({PAGE_VAR: page})
    return address


@register.simple_tag
def list_choices(changelist: Any) -> list[tuple[str, list[dict[str, Any]]]]:
    """Each filter with its choices, as Django's admin_list_filter gets them."""
    return [(spec.title, list(spec.choices(changelist))) for spec in changelist.filter_specs]
