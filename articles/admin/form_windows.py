"""The window in which somebody has an article's form open, and whether its text is an older one."""

import re
from datetime import datetime

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest
from django.utils import timezone

from articles.admin.form_reading import saved_values
from articles.admin.form_values import FormValues, differing, marks_of, read_marks
from articles.admin.requests import user_of
from articles.drafts.sessions import Window, has_moved_on
from articles.models import Article
from kbsite.numbers import read_number

TAB_PATTERN = re.compile(r"[0-9a-z-]{1,36}", re.ASCII)


def clock(moment: datetime) -> str:
    """In the site's time zone."""
    return f"{timezone.localtime(moment):%H:%M:%S}"


def window_of(request: HttpRequest) -> Window:
    """The window that sent the request; a version that is no number becomes 0, which no article has."""
    tab = request.POST.get("tab", "")
    return Window(
        user_of(request),
        version=read_number(request.POST.get("version", "")) or 0,
        tab=tab if TAB_PATTERN.fullmatch(tab) else "",
        sequence=read_number(request.POST.get("sequence", "")) or 0,
    )


def untaken(sent: FormValues, saved: FormValues, base: dict[str, str]) -> list[str]:
    """The fields and groups that the person changed and that differ in the article.

    Where the person changed nothing, the form only shows an older state of the article.
    """
    marks = marks_of(sent)
    return [name for name in differing(sent, saved) if marks.get(name) != base.get(name, "")]


def is_outdated(model_admin: ModelAdmin, request: HttpRequest, article: Article) -> bool:
    """Whether the window shows an older text than the article's, which the caller has locked."""
    if not has_moved_on(article, window_of(request)):
        return False
    # New words of a picture change the article's version, but nothing that its form shows.
    base = read_marks(request.POST.get("base", ""))
    return marks_of(saved_values(model_admin, request, article)) != base
