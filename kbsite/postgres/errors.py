"""The error of the embedded server. Its message is for the person who runs the site."""


class ClusterError(Exception):
    """The embedded PostgreSQL cannot be set up, started or stopped."""
