"""The project around the two apps."""

# The newest dated section of CHANGELOG.md; a test compares the two.
__version__ = "0.2.0"
