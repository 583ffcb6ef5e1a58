"""What a text may refer to, and the questions that rendering asks about it."""

from dataclasses import dataclass
from typing import Protocol

from articles.snapshots import PictureSnapshot, ReferenceSnapshot, TermSnapshot


@dataclass(frozen=True)
class ArticleLink:
    """Another article, as a link or a card shows it."""

    url: str
    title: str
    picture: PictureSnapshot | None
    is_published: bool


class Lookups(Protocol):
    """Finds things by their keys. None means that there is no such thing."""

    def reference(self, key: str) -> ReferenceSnapshot | None: ...

    def picture(self, key: str) -> PictureSnapshot | None: ...

    def article(self, slug: str) -> ArticleLink | None: ...

    def term(self, key: str) -> TermSnapshot | None: ...
