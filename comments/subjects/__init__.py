"""People who ask what the site holds about them: all that is kept for an e-mail address.

Whoever answers them has first to be sure that the address is theirs; docs/operating.md says how.
"""

from comments.subjects.erasing import erase
from comments.subjects.exporting import write_export
from comments.subjects.holding import NOT_FOUND_BY_ADDRESS, Holding, comments_of, find_holding, read_address

__all__ = [
    "NOT_FOUND_BY_ADDRESS",
    "Holding",
    "comments_of",
    "erase",
    "find_holding",
    "read_address",
    "write_export",
]
