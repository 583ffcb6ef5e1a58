"""The related pages of each page: first those that editors chose, then those that are most alike.

The likeness is worked out when a page is published and stored in rows, so that no page is compared
with another while a reader waits.
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
