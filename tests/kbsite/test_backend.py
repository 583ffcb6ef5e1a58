"""Django's connection to the embedded server."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connections
from django.db.backends.base.base import NO_DB_ALIAS
from django.db.backends.postgresql import base as postgresql
from pytest_django import DjangoDbBlocker, Settings

from kbsite.postgres import postmaster
from kbsite.postgres.base import DatabaseWrapper
from kbsite.postgres.cluster import Cluster


@pytest.fixture
def wrapper(
    open_folder: Path, cluster: Cluster, settings: Settings, django_db_blocker: DjangoDbBlocker
) -> Iterator[DatabaseWrapper]:
    """A connection to an embedded server that no test but this one uses."""
    settings.VAR_DIR = open_folder
    config: dict[str, Any] = connections["default"].settings_dict | {"NAME": "scratchpost", "HOST": ""}
    wrapper = DatabaseWrapper(config, alias=NO_DB_ALIAS)
    with django_db_blocker.unblock():
        yield wrapper
        wrapper.close()


def answer(wrapper: DatabaseWrapper) -> Any:
    with wrapper.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone()[0]


def next_request(wrapper: DatabaseWrapper) -> None:
    """What Django does to a kept connection before each request."""
    wrapper.health_check_done = False  # type: ignore[attr-defined]  # django-stubs does not know it
    wrapper.close_if_unusable_or_obsolete()


def test_the_driver_is_psycopg2() -> None:
    # Django switches to psycopg 3 by itself wherever that is installed.
    used = connections["default"]

    assert isinstance(used, DatabaseWrapper)
    assert used.Database.__name__ == "psycopg2"


def test_the_first_query_starts_the_server(wrapper: DatabaseWrapper, cluster: Cluster) -> None:
    assert not cluster.answers()

    assert answer(wrapper) == 1
    assert cluster.answers()


def test_the_request_after_a_kill_of_the_server_is_answered(
    wrapper: DatabaseWrapper, cluster: Cluster
) -> None:
    answer(wrapper)
    pid = postmaster.running(cluster.data)
    assert pid is not None

    os.kill(pid, signal.SIGKILL)
    while postmaster.serves(pid, cluster.data):
        time.sleep(0.001)
    next_request(wrapper)

    assert answer(wrapper) == 1


def test_a_connection_that_outlives_its_server_for_a_moment_is_not_trusted(
    wrapper: DatabaseWrapper, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(wrapper)
    orphaned = wrapper.connection
    # What Django's own check finds in the milliseconds before the orphan goes too.
    monkeypatch.setattr(postgresql.DatabaseWrapper, "is_usable", lambda self: True)

    cluster.stop()
    next_request(wrapper)

    assert answer(wrapper) == 1
    assert wrapper.connection is not orphaned


def test_a_server_that_cannot_be_started_is_an_operational_error(
    wrapper: DatabaseWrapper, cluster: Cluster
) -> None:
    (cluster.data / "PG_VERSION").write_text("9")

    with pytest.raises(OperationalError, match="PostgreSQL 9"):
        answer(wrapper)


def test_a_named_server_is_never_replaced_by_the_embedded_one(
    wrapper: DatabaseWrapper, cluster: Cluster, open_folder: Path
) -> None:
    wrapper.settings_dict["HOST"] = str(open_folder / "no-server-here")

    with pytest.raises(OperationalError, match="no-server-here"):
        answer(wrapper)
    assert not cluster.answers()
