"""A name that could be taken for one of ours."""

from comments.spam.checks.draft import Draft, Finding, shortened
from comments.spam.checks.names import is_like_staff
from comments.spam.folding import visible

# The form refuses such names, so what gets here came round it, or somebody joined us since.
POSING = 5


def check_lookalike(draft: Draft) -> Finding | None:
    if not is_like_staff(draft.name):
        return None
    name = shortened(visible(draft.name))
    words = f"The name “{name}” looks like one of ours; readers could take what it says for our word."
    return {"check": "look-alike name", "points": POSING, "words": words}
