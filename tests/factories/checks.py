"""60-second checks: the rows of one, and one that readers see."""

from typing import Any

from articles.models import SymptomCheck
from articles.publishing.checks import publish_check
from articles.triage.rows import write_rows

RESULT: dict[str, Any] = {"head": "Phone a vet", "do": ["Keep it warm"], "source": "example.org"}
NOW: dict[str, Any] = {
    **RESULT,
    "key": "belly",
    "level": "now",
    "text": "Is the belly swollen?",
    "head": "Phone a vet now and set off",
}
TODAY: dict[str, Any] = {
    **RESULT,
    "key": "water",
    "level": "same-day",
    "text": "Does water come back up?",
    "head": "Phone your vet today",
    "watch": ["Blood"],
    "again_hours": 3,
}
NONE: dict[str, Any] = {
    **RESULT,
    "head": "You can watch it at home for now",
    "watch": ["Blood"],
    "again_hours": 24,
}
CONTENT: dict[str, Any] = {
    "title": "Being sick",
    "question": "Is your animal being sick?",
    "summary": "Vomiting, or trying to.",
    "animals": ["dog", "cat"],
    "also": ["vomiting", "throwing up"],
    "sources": ["Example, signs: example.org"],
    "questions": [NOW, TODAY],
    "none": NONE,
}


def check_rows(slug: str = "being-sick", **changed: Any) -> SymptomCheck:
    """Return a check that nobody has published. `changed` replaces parts of CONTENT."""
    content = CONTENT | changed
    check = SymptomCheck.objects.create(slug=slug, title=content["title"], question=content["question"])
    write_rows(check, content)
    return check


def live_check(slug: str = "being-sick", **changed: Any) -> SymptomCheck:
    """Return a check that readers see."""
    check = check_rows(slug, **changed)
    publish_check(check, by=None)
    check.refresh_from_db()
    return check
