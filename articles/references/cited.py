"""How often a text cites each of its references, numbered as its page numbers them."""

from collections.abc import Iterable

from articles.composing.lookups import ArticleLookups
from articles.models import Reference
from articles.rendering import render


class _ReferencesAlone(ArticleLookups):
    """Asks the database nothing: no other thing of a text changes the numbers of its references."""

    def _picture(self, key: str) -> None:
        return None

    def _term(self, key: str) -> None:
        return None

    def _find_article(self, slug: str) -> None:
        return None


def times_cited(text: str, references: Iterable[Reference]) -> dict[str, int]:
    """Return {key: times} of those of `references` that the text cites, in the order of their numbers."""
    rendered = render(text, _ReferencesAlone(references))
    return {cited["key"]: len(cited["citations"]) for cited in rendered.references}
