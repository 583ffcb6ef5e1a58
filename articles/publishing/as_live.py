"""Whether readers see just the text of a working copy, and what is new where they do."""

from articles.models import Article, Edition
from articles.models.article import Stage
from articles.publishing.signing import sign_off_of


def live_as_it_is(article: Article) -> Edition | None:
    """Return the edition that readers see, if it was made from just this text; one query."""
    if article.stage not in {Stage.PUBLISHED, Stage.APPROVED, Stage.IN_REVIEW} or not article.digest:
        return None
    return article.editions.live().filter(digest=article.digest).first()


def is_newly_signed(article: Article) -> bool:
    """Whether readers see just this text, and only a vet's signature under it is new; two queries."""
    live = live_as_it_is(article)
    if live is None:
        return False
    sign_off = sign_off_of(article)
    return sign_off is not None and live.sign_off_id != sign_off.pk
