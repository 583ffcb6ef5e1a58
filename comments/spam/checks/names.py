"""Names that readers could mistake for one of the site's people, disguised ones included."""

from django.contrib.auth.models import User

from articles.models import Contributor
from comments.spam.folding import fold
from comments.spam.readings import Words, is_one_slip, readings

TITLES = frozenset(
    fold(word) for word in ("dr", "doctor", "prof", "professor", "mr", "mrs", "ms", "miss", "sir", "the")
)


def our_names() -> set[Words]:
    """The names of our people, in two queries. Logins are left out, or a suspicion would betray one.

    So are names of a single word: many readers share a first name with somebody of ours.
    """
    contributors = list(Contributor.objects.values_list("name", flat=True))
    staff = User.objects.filter(is_staff=True).values_list("first_name", "last_name")
    people = (*contributors, *(f"{first} {last}" for first, last in staff))
    return {words for person in people if len(words := _untitled(next(iter(readings(person))))) > 1}


def is_like_ours(name: str, ours: set[Words] | None = None) -> bool:
    """Whether readers could take the name for one of `ours`, which are read where they are not given."""
    ours = our_names() if ours is None else ours
    return any(_is_like(_untitled(words), theirs) for words in readings(name) for theirs in ours)


def _untitled(words: Words) -> Words:
    return tuple(word for word in words if word not in TITLES)


def _is_like(words: Words, staff: Words) -> bool:
    """The same name, with words in another order or added, or with one wrong letter."""
    joined, theirs = "".join(words), "".join(staff)
    if joined == theirs or sorted(words) == sorted(staff) or is_one_slip(joined, theirs):
        return True
    return any(words[start : start + len(staff)] == staff for start in range(len(words) - len(staff) + 1))
