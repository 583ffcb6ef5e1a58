"""For words of readers where <bdi> cannot stand: in titles, attributes and plain text."""

from django import template

from articles import characters

register = template.Library()


@register.filter
def isolated(text: str) -> str:
    return characters.isolated(str(text))
