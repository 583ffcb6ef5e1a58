"""Which pages belong beside another: worked out when either is published, chosen first by editors.

No page is compared with another while a reader waits: what a page shows are rows.
"""

from articles.related.choosing import CannotChoose, choose, choose_all, move, unchoose
from articles.related.keeping import is_missing, keep_related, refresh_all
from articles.related.showing import Related, related_to

__all__ = [
    "CannotChoose",
    "Related",
    "choose",
    "choose_all",
    "is_missing",
    "keep_related",
    "move",
    "refresh_all",
    "related_to",
    "unchoose",
]
