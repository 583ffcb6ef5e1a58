"""The pages around logging in."""
