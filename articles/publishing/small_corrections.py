"""A small correction of a live page, which an editor publishes at once and somebody else looks at afterwards.

The rule is articles/publishing/small/; this module asks it about an article, and approves what it lets pass.
For pages: `may_correct(person)` and `why_not_small(article, person)`.
"""

from django.conf import settings

from articles.drafts import editing
from articles.drafts.contributions import texts_of
from articles.drafts.parts import Contents
from articles.models import Article
from articles.publishing.deciding import unread_words
from articles.publishing.errors import NotSmall, TextChanged
from articles.publishing.review import set_approved
from articles.publishing.small import MOST_WORDS, Judgement, judge
from articles.publishing.spelt import known_word
from articles.roles import PUBLISH, Person, may

SWITCHED_OFF = "Small corrections are turned off on this site."
ONLY_EDITORS = "Only those who publish correct a live page at once."
NOT_LIVE = "Readers do not see this article, so all of it is new."
IS_SCHEDULED = "Another edition is scheduled, and publishing now would call it off."
NOTHING = "Readers see this text already."
NOT_KEPT = "The history no longer holds the text that readers see."
TOGETHER = (
    f"Together with your earlier corrections, which nobody else has looked at yet, it changes more than "
    f"{MOST_WORDS} words, or more than spelling."
)


def may_correct(person: Person) -> bool:
    """Whether small corrections of live pages are offered to this person; why_not_small() looks at a text."""
    return settings.SMALL_CORRECTIONS and may(person, PUBLISH)


def why_not_small(article: Article, person: Person) -> list[str]:
    """Return in plain words why `person` may not publish the working copy at once; empty where they may.

    The stored digest tells which text it is. Takes at most eight queries, and one for each changed word that
    the dictionary does not have.
    """
    if not settings.SMALL_CORRECTIONS:
        return [SWITCHED_OFF]
    if not may(person, PUBLISH):
        return [ONLY_EDITORS]
    if reasons := _why_not(article):
        return reasons
    # Many small changes, each published alone, would add up to a text that nobody else has read.
    return [] if unread_words(article, person).is_small else [TOGETHER]


def before_and_after(article: Article) -> tuple[Contents, Contents] | None:
    """Return the live text and the working copy; None where one of them is not kept."""
    edition = article.editions.live().only("digest").first()
    digests = [edition.digest if edition else "", article.digest]
    texts = texts_of(article, digests)
    before, after = (texts.get(digest) for digest in digests)
    return None if before is None or after is None else (before, after)


def _why_not(article: Article) -> list[str]:
    editions = article.editions
    edition = editions.live().only("digest").first()
    if edition is None:
        return [NOT_LIVE]
    if editions.upcoming().exists():
        return [IS_SCHEDULED]
    if edition.digest == article.digest:
        return [NOTHING]
    texts = before_and_after(article)
    verdict = judge(*texts, known_word) if texts else Judgement(reasons=[NOT_KEPT])
    return verdict.reasons


def approve_small(article: Article, *, by: Person, digest: str) -> None:
    """Approve a small correction that is about to be published. Raises TextChanged or NotSmall.

    The caller has locked the article and taken stock of it.
    """
    if digest != article.digest:
        raise TextChanged
    if reasons := why_not_small(article, by):
        raise NotSmall(reasons)
    # Without a word on what others changed: only this correction was shown.
    set_approved(article)
    editing.keep(article, by=by, why="Approved as a small correction")
