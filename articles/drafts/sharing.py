"""Secret links to drafts: making, opening and closing them."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from articles.models import Article, PreviewLink
from articles.roles import Person, require_edit

MAX_DAYS = 30
DEFAULT_DAYS = 7
# 192 random bits, 32 characters in an address.
TOKEN_BYTES = 24


class BadTerm(Exception):
    """A link may stay open for one day at least and for MAX_DAYS at most."""


def share(article: Article, *, by: Person, days: int, purpose: str = "") -> tuple[PreviewLink, str]:
    """Return a new link and its token. Only the hash of the token is stored, so it is shown once.

    Raises NotAllowed or BadTerm.
    """
    require_edit(by, article)
    if not 1 <= days <= MAX_DAYS:
        raise BadTerm
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link = PreviewLink.objects.create(
        article=article,
        token_hash=_hash(token),
        purpose=purpose,
        created_by_id=by.pk if by else None,
        expires_at=timezone.now() + timedelta(days=days),
    )
    return link, token


def revoke(link: PreviewLink, *, by: Person) -> None:
    """Close the link for good. A link that is closed already keeps its time. Raises NotAllowed."""
    _revoke(link.article, Q(pk=link.pk), by=by)


def revoke_all(article: Article, *, by: Person) -> int:
    """Close every open link of the article, and return how many there were. Raises NotAllowed."""
    return _revoke(article, Q(), by=by)


def _revoke(article: Article, which: Q, *, by: Person) -> int:
    require_edit(by, article)
    # A link that ended by itself is not marked as closed, nor is one closed a second time.
    now = timezone.now()
    still_open = PreviewLink.objects.filter(which, article=article, revoked_at=None, expires_at__gt=now)
    return still_open.update(revoked_at=now)


def open_link(token: str, now: datetime) -> PreviewLink | None:
    """Return the link that the token opens, or None if the token is wrong, closed or expired.

    The look-up uses the hash, so that its duration tells an attacker nothing about the token.
    """
    found = PreviewLink.objects.select_related("article__author", "article__category")
    link = found.filter(token_hash=_hash(token)).first()
    return link if link is not None and link.is_open(now) else None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
