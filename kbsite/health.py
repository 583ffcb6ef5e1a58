"""Health checks for load balancers and `make run`: is the process alive, and may readers be sent to it?"""

from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def process(request: HttpRequest) -> HttpResponse:
    """Answer without using the database: restarting a process does not bring the database back."""
    return _plain("ok", 200)


@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    try:
        applied = MigrationRecorder(connection).applied_migrations()
    except DatabaseError:
        # The answer leaves out the reason, because an error message may name hosts and users.
        return _plain("The database does not answer.", 503)
    waiting = len(_known_migrations() - applied.keys())
    if waiting:
        return _plain(f"Migrations not applied to the database: {waiting}.", 503)
    return _plain("ok", 200)


@cache
def _known_migrations() -> frozenset[tuple[str, str]]:
    # Cached because a running process never gets new migrations.
    return frozenset(MigrationLoader(None).disk_migrations or {})


def _plain(text: str, status: int) -> HttpResponse:
    return HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8")
