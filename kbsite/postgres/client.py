"""`manage.py dbshell` for the embedded server, whose psql is not in the PATH."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.backends.postgresql import client as postgresql

from kbsite.postgres import programs
from kbsite.postgres.cluster import Cluster


class DatabaseClient(postgresql.DatabaseClient):
    @classmethod
    def settings_to_cmd_args_env(
        cls, settings_dict: dict[str, Any], parameters: Iterable[str]
    ) -> tuple[list[str], dict[str, str] | None]:
        if settings_dict["HOST"]:
            return super().settings_to_cmd_args_env(settings_dict, parameters)
        cluster = Cluster(settings.VAR_DIR / "postgres")
        cluster.ensure()
        server = {name.upper(): value for name, value in cluster.connection_params().items()}
        arguments, environment = super().settings_to_cmd_args_env(settings_dict | server, parameters)
        return [str(programs.installed(cluster.data) / "bin/psql"), *arguments[1:]], environment
