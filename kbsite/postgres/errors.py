"""What can go wrong with the embedded server, in words for the person who runs the site."""


class ClusterError(Exception):
    """The embedded PostgreSQL cannot be set up, started or stopped."""
