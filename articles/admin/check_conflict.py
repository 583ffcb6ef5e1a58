"""What a person is told whose form of a 60-second check shows an older text than is stored."""

from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from articles.comparison import Comparison
from articles.comparison.checks import compare_checks
from articles.models import CheckVersion, SymptomCheck
from articles.names import name_of_actor


@dataclass(frozen=True)
class CheckConflict:
    """`comparison` is what the other person changed, None if the text that was shown is not kept."""

    who: str
    when: datetime | None
    comparison: Comparison | None
    # Of the text that is stored; a form that sends it back has agreed to replace that text.
    digest: str


def conflict_with(check: SymptomCheck, shown: str) -> CheckConflict:
    # Read again, because the form has put what was typed into the one that it was given.
    check = SymptomCheck.objects.get(pk=check.pk)
    content, digest = check.content(), check.text_digest()
    before = check.versions.filter(digest=shown).first() if shown else None
    saved = _first_saved(check, digest)
    return CheckConflict(
        who=name_of_actor(saved.saved_by if saved else None, begins=True),
        when=saved.saved_at if saved else None,
        comparison=compare_checks(before.content, content) if before else None,
        digest=digest,
    )


def _first_saved(check: SymptomCheck, digest: str) -> CheckVersion | None:
    """The save that made the present text; verbs such as an approval keep later versions of it."""
    newest_first = check.versions.select_related("saved_by").defer("content").iterator()
    same = list(takewhile(lambda version: version.digest == digest, newest_first))
    return same[-1] if same else None
