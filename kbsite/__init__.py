"""The project around the two apps."""

# The version of the newest dated section in CHANGELOG.md. A test compares the two.
__version__ = "0.2.0"
