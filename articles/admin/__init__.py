"""Where editors write: importing this registers everything."""

from articles.admin import (
    article,
    danger,
    emergency,
    external_link,
    glossary,
    picture,
    redirect,
    search_count,
    subjects,
    synonym,
)

__all__ = [
    "article",
    "danger",
    "emergency",
    "external_link",
    "glossary",
    "picture",
    "redirect",
    "search_count",
    "subjects",
    "synonym",
]
