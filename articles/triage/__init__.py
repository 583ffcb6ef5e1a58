"""The 60-second checks: their text, the way through their questions, what stops them from publication."""
