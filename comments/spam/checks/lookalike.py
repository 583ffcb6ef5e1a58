"""A name that readers could mistake for one of the site's people."""

from articles.characters import isolated
from comments.spam.checks.draft import Draft, Suspicion, shortened
from comments.spam.checks.kinds import CheckKind
from comments.spam.checks.names import is_like_ours
from comments.spam.folding import visible
from comments.spam.readings import Words

POSING = 5


def check_lookalike(draft: Draft, ours: set[Words] | None = None) -> Suspicion | None:
    """Without `ours` the names of our people are read, in two queries."""
    if not is_like_ours(draft.name, ours):
        return None
    name = isolated(shortened(visible(draft.name)))
    words = f"The name “{name}” looks like one of ours; readers could take what it says for our word."
    return {"check": CheckKind.LOOK_ALIKE, "points": POSING, "words": words}
