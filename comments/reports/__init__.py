"""Readers' reports of comments that should not be shown."""
