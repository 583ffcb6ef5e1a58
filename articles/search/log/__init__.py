"""What readers look for and don't find: questions without names, counted by day and kept for 90 days."""

from articles.search.log.counting import count, forget_old_counts, key_of, note_opened

__all__ = ["count", "forget_old_counts", "key_of", "note_opened"]
