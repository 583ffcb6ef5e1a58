"""The working copy of an article: its fields, its changes, its history, and the links that share it."""
