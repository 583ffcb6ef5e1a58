"""The working copy of an article: how it changes, what it holds, its history, and who may read it."""
