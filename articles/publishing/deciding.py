"""Who may approve a text, and in plain words why somebody may not.

Every word is read by two people, and one of them has the right to approve. So a person does not approve a
text that they handed in, that readers are told is theirs, or that holds words of theirs which nobody else
read. Words count as read once somebody else hands in, approves or signs a text that holds them. A few
mended words (articles/publishing/small/) make nobody a writer, where small corrections are allowed: all
that a person mended is measured together, and listed for a second look.

For pages: `why_not_approve(article, person)` and `who_may_approve(article)`, whatever the stage;
`may_approve` adds the stage; `who_is_missing` says who has to come where nobody may; `writers_of` names
whose words the text holds. For lists: `reasons_for(articles, person)`. Each takes a constant number of
queries, plus one for each article in which that person changed something that nobody else read.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User

from articles.drafts.contributions import Way, pairs_of, way_to, ways_to
from articles.models import Article, Contributor
from articles.models.article import Stage
from articles.names import name_of
from articles.publishing.small import MOST_WORDS, Judgement, judge
from articles.publishing.spelt import known_word
from articles.roles import APPROVE, Person, logins_with, may, may_edit

ONLY_EDITORS = "Only editors approve a text."
LIFTS = "On a site with a single editor, SELF_APPROVAL=yes in its settings lifts this."
# So many are named where several may approve; a site has a handful.
NAMED = 3
MOST_PEOPLE = 50


@dataclass(frozen=True)
class Writer:
    """A person whose words the text holds. `is_read`: somebody else stood for all of them."""

    person: User
    is_read: bool

    @property
    def name(self) -> str:
        return name_of(self.person)


def writers_of(article: Article) -> list[Writer]:
    """Return those who changed the text since the last one that was read as a whole, the last first."""
    people: dict[User, bool] = {}
    for change in way_to(article):
        if change.person is not None:
            people[change.person] = people.get(change.person, True) and change.is_read
    return [Writer(person, is_read) for person, is_read in people.items()]


def unread_words(article: Article, person: Person, way: Way | None = None) -> Judgement:
    """Judge all that the person changed in the present text and nobody else read, measured together."""
    if person is None:
        return Judgement()
    total = Judgement()
    for before, after in pairs_of(article, person, way_to(article) if way is None else way):
        if before is None or after is None:
            return Judgement(MOST_WORDS + 1, ["The history no longer holds what was changed."])
        total += judge(before, after, known_word)
    if total.words > MOST_WORDS:
        total += Judgement(reasons=[f"Together these changes are more than {MOST_WORDS} words."])
    return total


def wrote(article: Article, person: Person, way: Way | None = None) -> bool:
    """Whether the text holds words of this person, more than a few mended ones, that nobody else read."""
    way = way_to(article) if way is None else way
    if not any(one.is_unread_of(person) for one in way):
        return False
    return not (settings.SMALL_CORRECTIONS and unread_words(article, person, way).is_small)


def is_own(article: Article, person: Person) -> bool:
    """Whether the text is the person's own, so that somebody else approves it; no setting changes that."""
    return person is not None and bool(_why_own(article, person, way_to(article), article.author.user_id))


def why_not_approve(article: Article, person: Person) -> str:
    """Return why `person` may not approve the present text, and who may; empty where they may."""
    refusal = _refusal(article, person)
    return f"{refusal} {_who_instead(article, person)}" if refusal and may(person, APPROVE) else refusal


def may_approve(article: Article, person: Person) -> bool:
    """Whether the text is in review and `person` may approve it."""
    return article.stage == Stage.IN_REVIEW and not _refusal(article, person)


def reasons_for(articles: Iterable[Article], person: Person) -> dict[int, str]:
    """Return why the person may not approve each article, by its pk: as why_not_approve, without who may."""
    rows = list(articles)
    ways = ways_to({article.pk: article.digest for article in rows})
    authors = dict(
        Contributor.objects.filter(pk__in={row.author_id for row in rows}).values_list("pk", "user")
    )
    if not may(person, APPROVE):
        return dict.fromkeys(ways, ONLY_EDITORS)
    if not _is_bound(person):
        return dict.fromkeys(ways, "")
    return {row.pk: _why_own(row, person, ways[row.pk], authors.get(row.author_id)) for row in rows}


def who_may_approve(article: Article) -> list[User]:
    """Return the people who may approve the present text once it is in review, by their names."""
    way = way_to(article)
    author = article.author.user_id
    people = approvers()
    return [one for one in people if not (_is_bound(one) and _why_own(article, one, way, author))]


def who_is_missing(article: Article) -> str:
    """Return in plain words who has to come before the text can be approved; empty where somebody may."""
    if who_may_approve(article):
        return ""
    if not approvers():
        return "Nobody here has the right to approve: a login in the group of editors is missing."
    return f"Nobody here may approve this text as it is. {_way_out(article)}"


def approvers() -> list[User]:
    """Return the people who have the right to approve, by their names."""
    return list(logins_with(APPROVE).order_by("first_name", "last_name", "username")[:MOST_PEOPLE])


def _refusal(article: Article, person: Person) -> str:
    if not may(person, APPROVE):
        return ONLY_EDITORS
    if not _is_bound(person):
        return ""
    return _why_own(article, person, way_to(article), article.author.user_id)


def _is_bound(person: Person) -> bool:
    return person is not None and not settings.SELF_APPROVAL


def _why_own(article: Article, person: Any, way: Way, author: int | None) -> str:
    """`author` is the login of the author whom readers see."""
    if article.submitted_by_id == person.pk:
        return "You handed this text in, so somebody else approves it."
    if author == person.pk:
        return "Readers are told that you wrote this text, so somebody else approves it."
    if wrote(article, person, way):
        return "You changed this text and nobody else has read your words, so somebody else approves it."
    return ""


def _who_instead(article: Article, person: Person) -> str:
    others = [name_of(one) for one in who_may_approve(article)]
    if not others:
        return f"{_way_out(article)} {LIFTS}"
    if len(others) > NAMED:
        others = [*others[:NAMED], "others"]
    *first, last = others
    return f"{', '.join(first)} or {last} may." if first else f"{last} may."


def _way_out(article: Article) -> str:
    """What helps where nobody may approve: somebody who reads what the editors changed, or another editor."""
    owner = article.owner
    if {one.pk for one in approvers()} <= {article.author.user_id}:
        return (
            "Readers are told that the only editor here wrote it: choose another author, or a second editor "
            "approves it."
        )
    if owner and owner.is_active and owner.is_staff and may_edit(owner, article) and not may(owner, APPROVE):
        return (
            f"Send it back to {name_of(article.owner)}, who reads what others changed and hands it in again. "
            "Or another editor approves it."
        )
    return "A second editor has to approve it, or read it and hand it in again."
