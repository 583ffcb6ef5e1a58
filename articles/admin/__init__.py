"""Where editors write: importing this registers everything."""

from articles.admin import article, external_link, picture, redirect, subjects

__all__ = ["article", "external_link", "picture", "redirect", "subjects"]
