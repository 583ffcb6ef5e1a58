"""Template tags for every page of the desk; a template loads them as `desk`."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from articles.days import zone_in_words
from articles.names import name_of, name_of_actor

register = template.Library()


@register.filter
def labelled(cells: Iterable[str], headers: Iterable[Mapping[str, Any]]) -> Iterator[SafeString]:
    """Yield the cells of a row of Django's list, each with the name of its column for narrow screens.

    Django hands them over as finished HTML. The ticks and the row's own name get none.
    """
    for cell, header in zip(cells, headers, strict=False):
        name = strip_tags(str(header["text"])).strip()
        label = format_html(' data-label="{}"', capfirst(name)) if name else ""
        is_plain = cell.startswith("<td")
        yield mark_safe(f"<td{label}{cell[3:]}" if is_plain else cell)  # noqa: S308 - Django's own HTML


@register.filter
def boxed(field: BoundField) -> SafeString:
    """Return the field of a form in the desk's look, for templates that draw forms themselves."""
    widget = field.field.widget
    is_tick = isinstance(widget, CheckboxInput | RadioSelect | CheckboxSelectMultiple)
    classes = str(widget.attrs.get("class", ""))
    boxed_already = "field-box" in classes.split()
    attrs: dict[str, str | bool] = (
        {} if is_tick or boxed_already else {"class": f"{classes} field-box".strip()}
    )
    return field.as_widget(attrs=attrs)


@register.simple_tag
def zone_name() -> str:
    """Return in which time zone people choose a time here, such as “London time”."""
    return zone_in_words()


@register.filter
def login_name(user: Any) -> str:
    """Return how the person is called; where only logins act, None is one that is gone."""
    return name_of(user)


@register.filter
def actor_name(user: Any) -> str:
    """Return how the person is called; None may be a command of the operator, or a login that is gone."""
    return name_of_actor(user)
