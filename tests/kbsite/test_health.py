"""What a load balancer is told."""

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

UNFIT = 503


def test_a_live_process_says_so_without_asking_the_database(client: Client) -> None:
    # Without the django_db mark any query fails this test.
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_a_migrated_database_is_ready(client: Client) -> None:
    response = client.get("/readyz")

    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_a_migration_left_out_is_counted(client: Client) -> None:
    MigrationRecorder(connection).record_unapplied("sessions", "0001_initial")

    response = client.get("/readyz")

    assert response.status_code == UNFIT
    assert response.content == b"Migrations not applied to the database: 1.\n"


@pytest.mark.django_db
def test_a_silent_database_is_reported_without_its_secrets(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: MigrationRecorder) -> None:
        raise DatabaseError("connection to db.example failed for user hidden")

    monkeypatch.setattr(MigrationRecorder, "applied_migrations", fail)

    response = client.get("/readyz")

    assert response.status_code == UNFIT
    assert response.content == b"The database does not answer.\n"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_answers_are_never_kept_and_set_no_cookie(path: str, client: Client) -> None:
    response = client.get(path)

    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["Content-Type"].startswith("text/plain")
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_is_only_read(path: str, client: Client) -> None:
    assert client.post(path).status_code == 405
