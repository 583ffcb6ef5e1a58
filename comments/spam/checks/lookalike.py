"""A name that readers could mistake for one of the site's people."""

from comments.spam.checks.draft import Draft, Suspicion, shortened
from comments.spam.checks.names import is_like_staff
from comments.spam.folding import visible

# The form refuses such names; one gets here only if somebody of that name joined the site since.
POSING = 5


def check_lookalike(draft: Draft) -> Suspicion | None:
    if not is_like_staff(draft.name):
        return None
    name = shortened(visible(draft.name))
    words = f"The name “{name}” looks like one of ours; readers could take what it says for our word."
    return {"check": "look-alike name", "points": POSING, "words": words}
