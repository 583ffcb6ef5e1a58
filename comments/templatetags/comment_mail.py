"""Tells templates whether the site sends letters."""

from django import template

from comments.mail.switch import is_on

register = template.Library()


@register.simple_tag
def mail_is_on() -> bool:
    return is_on()
