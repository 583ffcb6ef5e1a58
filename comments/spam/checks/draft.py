"""What is checked, and what a check answers."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from articles.models import Article

if TYPE_CHECKING:
    from comments.addresses import Sender
    from comments.models import Comment


@dataclass(frozen=True)
class Draft:
    """A comment as it comes in, stored or not. `sender` is who sends it, where that is known."""

    article: Article
    text: str
    name: str
    email: str = ""
    has_photo: bool = False
    sender: "Sender | None" = None
    comment_pk: int | None = None
    parent: "Comment | None" = None


class Finding(TypedDict):
    """`words` is a sentence for moderators: what was found, and why that matters."""

    check: str
    points: int
    words: str


@dataclass(frozen=True)
class Assessment:
    """From about five points on, spam is likelier than not."""

    score: int
    findings: list[Finding]


def shortened(text: str, most: int = 40) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
