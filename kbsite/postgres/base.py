"""Django's PostgreSQL backend, which uses the embedded server if no other is named.

Importing this module or the settings starts nothing. The first connection that fails starts
the server.
"""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.backends.postgresql import base as postgresql

from kbsite.postgres import postmaster
from kbsite.postgres.client import DatabaseClient
from kbsite.postgres.cluster import Cluster
from kbsite.postgres.errors import ClusterError


class DatabaseWrapper(postgresql.DatabaseWrapper):
    client_class = DatabaseClient

    @cached_property
    def cluster(self) -> Cluster | None:
        """The embedded server, or None if HOST names another. Then this works as Django's own backend."""
        return None if self.settings_dict["HOST"] else Cluster(settings.VAR_DIR / "postgres")

    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        return params | self.cluster.connection_params() if self.cluster else params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        try:
            return super().get_new_connection(conn_params)
        except self.Database.OperationalError:
            if self.cluster is None:
                raise
            self._ensure(self.cluster)
        # Read the parameters again, because a first start may have moved the cluster.
        return super().get_new_connection(self.get_connection_params())

    def is_usable(self) -> bool:
        """Return whether a connection kept from an earlier request still works.

        Django calls this before the first query of a request.
        """
        # After the server was killed, the process behind our connection lives for a few milliseconds
        # more. That is enough to pass Django's check, and then the request fails.
        is_orphaned = self.cluster is not None and postmaster.running(self.cluster.data) is None
        return not is_orphaned and bool(super().is_usable())

    def _ensure(self, cluster: Cluster) -> None:
        try:
            cluster.ensure()
        except ClusterError as error:
            # The site answers an OperationalError with 503 (kbsite/middleware.py).
            raise self.Database.OperationalError(str(error)) from error
