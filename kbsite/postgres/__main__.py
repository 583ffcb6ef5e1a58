"""The embedded server from the command line.

    python -m kbsite.postgres start | stop | status
    python -m kbsite.postgres pg_dump --format=custom --file=backup.dump

Instead of pg_dump you can name any program of PostgreSQL. It connects to the site's database.
"""

import os
import sys

from kbsite.folders import EMBEDDED_POSTGRES_DIR
from kbsite.postgres import programs
from kbsite.postgres.cluster import Cluster
from kbsite.postgres.errors import ClusterError
from kbsite.postgres.first_start import SITE_DATABASE


def main(arguments: list[str]) -> int:
    cluster = Cluster(EMBEDDED_POSTGRES_DIR, say=print)
    match arguments:
        case ["start"]:
            print("PostgreSQL started" if cluster.ensure() else "PostgreSQL was running already")
        case ["stop"]:
            print("PostgreSQL stopped" if cluster.stop() else "No embedded PostgreSQL was running")
        case ["status"]:
            print(f"PostgreSQL in {cluster.folder} {'answers' if cluster.answers() else 'is not running'}")
        case [program, *rest] if not program.startswith("-"):
            _become(cluster, program, rest)
        case _:
            print(__doc__)
            return 2
    return 0


def _become(cluster: Cluster, program: str, arguments: list[str]) -> None:
    path = programs.installed(cluster.data) / "bin" / program
    if not path.is_file():
        raise ClusterError(f"PostgreSQL has no program called {program}; see {path.parent}.")
    cluster.ensure()
    params = cluster.connection_params()
    os.environ |= {"PGHOST": params["host"], "PGPORT": params["port"], "PGUSER": params["user"]}
    os.environ["PGDATABASE"] = SITE_DATABASE
    os.execv(path, [str(path), *arguments])  # noqa: S606 - a program of the wheel, and no shell


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except ClusterError as problem:
        sys.exit(f"Error: {problem}")
