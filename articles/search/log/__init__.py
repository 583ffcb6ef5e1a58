"""The log of the search: which questions readers ask, and whether they find an answer.

Questions are stored without names, as counts for each day, and deleted after 90 days.
"""

from articles.search.log.counting import count, forget_old_counts, key_of, note_opened

__all__ = ["count", "forget_old_counts", "key_of", "note_opened"]
