"""Where editors write: importing this registers everything."""

from articles.admin import article, picture, subjects

__all__ = ["article", "picture", "subjects"]
