"""What the rules look at: the working copy, and what publishing would make of it."""

from dataclasses import dataclass

from articles.composing.compose import Composition
from articles.models import Article, Reference
from articles.rendering import Rendered


@dataclass(frozen=True)
class Subject:
    """Read once, asked by every rule."""

    article: Article
    composition: Composition
    references: list[Reference]

    @property
    def rendered(self) -> Rendered:
        return self.composition.rendered

    @property
    def cited(self) -> set[str]:
        return {reference["key"] for reference in self.rendered.references}
