"""Django's PostgreSQL backend, with the embedded server behind it where no other is named.

Importing this, or the settings, starts nothing: the first connection that fails does.
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
        """The embedded server; None where HOST names another, and this is Django's own backend."""
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
        # Asked for anew, because a first start may move the cluster.
        return super().get_new_connection(self.get_connection_params())

    def is_usable(self) -> bool:
        """Asked by Django before the first query of each request on a kept connection."""
        # When the server was killed, the process behind our connection answers for a few
        # milliseconds more and then goes: just long enough to pass this check and fail the request.
        is_orphaned = self.cluster is not None and postmaster.running(self.cluster.data) is None
        return not is_orphaned and bool(super().is_usable())

    def _ensure(self, cluster: Cluster) -> None:
        try:
            cluster.ensure()
        except ClusterError as error:
            # What the site already knows how to answer: 503, try again later.
            raise self.Database.OperationalError(str(error)) from error
