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
    symptom_check,
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
    "symptom_check",
    "synonym",
]
