"""What the checks are given, and what they answer."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, NotRequired, TypedDict

from articles.models import Article
from comments.spam.checks.kinds import CheckKind

if TYPE_CHECKING:
    from comments.models import Comment
    from comments.senders import Sender


@dataclass(frozen=True)
class Draft:
    """A comment that comes in, stored or not; `sender` is None where it is not known who sent it."""

    article: Article
    text: str
    name: str
    email: str = ""
    has_photo: bool = False
    sender: "Sender | None" = None
    comment_pk: int | None = None
    parent: "Comment | None" = None
    pet: str = ""


class Suspicion(TypedDict):
    """Stored in Comment.findings. `words` tells moderators what a check found, and why that matters.

    `blocks` holds the primary keys of the blocks that it is about (checks/blocked.py).
    """

    check: CheckKind
    points: int
    words: str
    blocks: NotRequired[list[int]]


@dataclass(frozen=True)
class Assessment:
    """`score` is the sum of the points of `suspicions`."""

    score: int
    suspicions: list[Suspicion]


def shortened(text: str, most: int = 40) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
