"""Where editors write: importing this registers everything."""

from articles.admin import article, emergency, external_link, glossary, picture, redirect, subjects

__all__ = ["article", "emergency", "external_link", "glossary", "picture", "redirect", "subjects"]
