"""The text with which both people began, found by the marks that a form carries.

A form does not carry that text itself: it would double what every autosave sends. The history has
it, because whoever opens an article's form has its text kept there (ArticleAdmin.get_object).
"""

from articles.admin.form_values import GROUPS, FormValues, marks_of, only
from articles.admin.merging.history_values import values_of_version
from articles.models import Article

# The text is nearly always among the last few versions; older ones are not worth the time.
MOST_VERSIONS = 40


def beginnings(
    article: Article, names: list[str], marks: dict[str, str], mine: FormValues, saved: FormValues
) -> dict[str, FormValues]:
    """{name: values} of the fields and groups whose text before both is known."""
    found: dict[str, FormValues] = {}
    for values in (mine, saved):
        found |= _matching(names, marks, values)
    missing = {name for name in names if name not in found and name in marks}
    versions = article.history.order_by("-history_id")[:MOST_VERSIONS]
    for version in versions.iterator(chunk_size=5) if missing else ():
        found |= _matching(sorted(missing), marks, values_of_version(version, missing))
        missing -= set(found)
        if not missing:
            break
    return found


def _matching(names: list[str], marks: dict[str, str], values: FormValues) -> dict[str, FormValues]:
    # A browser sends nothing for a choice of no animal, which is as good as an empty one.
    empty: FormValues = {name: [] for name in names if name not in GROUPS}
    own = marks_of(empty | values)
    return {name: only(values, [name]) for name in names if name in marks and own.get(name) == marks[name]}
