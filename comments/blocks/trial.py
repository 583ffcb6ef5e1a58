"""How many good comments a block of words or of an address would have put aside."""

from dataclasses import dataclass

from comments.models import Comment, CommentBlock
from comments.spam.checks.blocked import patterns, patterns_met, said_in

MOST_TRIED = 1_000
# A block that puts aside more than one in so many good comments is refused, but not for a handful:
# a new site has few.
TOO_MANY = 10
HANDFUL = 5


@dataclass(frozen=True)
class Trial:
    """How many of the newest approved comments, `tried`, it would have caught."""

    caught: int
    tried: int

    @property
    def is_too_wide(self) -> bool:
        return self.caught >= HANDFUL and self.caught * TOO_MANY > self.tried

    def __str__(self) -> str:
        if not self.tried:
            return "No comment was approved yet, so nobody can tell what else it would catch."
        number = f"{self.caught:,}" if self.caught else "none"
        return f"It would have caught {number} of the last {self.tried:,} approved comments."


def tried_on_approved(block: CommentBlock) -> Trial:
    """One query, of a thousand comments at most."""
    approved = Comment.objects.approved().with_words().filter(badge="").newest_first()
    comments = list(approved.only("name", "text", "pet", "email")[:MOST_TRIED])
    known = patterns([block])
    return Trial(sum(bool(patterns_met(said_in(comment), known)) for comment in comments), len(comments))
