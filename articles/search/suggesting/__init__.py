"""Suggestions of what a reader may be about to ask, from the first letters on."""

from articles.search.suggesting.suggestions import suggestions

__all__ = ["suggestions"]
