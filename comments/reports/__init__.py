"""Readers' reports of a comment that should not stand where it does."""
