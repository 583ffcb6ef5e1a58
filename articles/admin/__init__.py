"""Where editors write: importing this registers everything."""

from articles.admin import article, danger, emergency, external_link, glossary, picture, redirect, subjects

__all__ = ["article", "danger", "emergency", "external_link", "glossary", "picture", "redirect", "subjects"]
