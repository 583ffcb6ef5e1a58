"""The times of whole requests as the server answers them, and the plans of their queries."""

import time
from collections.abc import Sequence
from functools import cache
from http import HTTPStatus
from statistics import median, quantiles
from urllib.parse import parse_qs, urlsplit

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from tests.search_size.questions import questions

HEAD = (
    "| what is asked | median ms | 95 % ms | longest ms | of it CPU here, median ms | queries |\n"
    "|---|---|---|---|---|---|"
)


def table(articles: int, times: int) -> str:
    """Wall-clock times of whole requests, with the work of Postgres, and the CPU time of Python alone."""
    rows = [_row(kind, asked) for kind, asked in questions(articles, times).items()]
    return "\n".join([f"{articles:,} articles, {times} times each\n", HEAD, *rows])


def _row(kind: str, asked: Sequence[str]) -> str:
    # The first request is not measured, because a process reads some data only once.
    with CaptureQueriesContext(connection) as captured:
        _get(asked[0])
    taken, busy = [], []
    for address in asked:
        begun, begun_cpu = time.perf_counter(), time.process_time()
        _get(address)
        taken.append((time.perf_counter() - begun) * 1000)
        busy.append((time.process_time() - begun_cpu) * 1000)
    slow = quantiles(taken, n=20)[-1] if len(taken) > 1 else taken[0]
    figures = f"{median(taken):.0f} | {slow:.0f} | {max(taken):.0f} | {median(busy):.0f} | {len(captured)}"
    return f"| {kind} | {figures} |"


def _get(address: str) -> None:
    """Send a request through all middleware, without the signals that a test client adds to templates."""
    response = _handler().get_response(RequestFactory().get(address, headers={"host": "localhost"}))
    if response.status_code != HTTPStatus.OK:
        raise RuntimeError(f"{address}: {response.status_code}")


@cache
def _handler() -> WSGIHandler:
    return WSGIHandler()


def plans(articles: int) -> str:
    """Return the plan by which Postgres finds the candidates, for the first question of each kind."""
    from articles.search import candidates as looking
    from articles.search.query import read

    said = []
    for kind, (address,) in questions(articles, 1).items():
        if not address.startswith("/search/?"):
            continue
        question = read(parse_qs(urlsplit(address).query)["q"][0])
        queries = [concept.query for concept in question.lookups]
        if queries:
            with CaptureQueriesContext(connection) as captured:
                looking.candidates(queries, [one.query for one in question.combinations])
            said.append(f"### {kind}\n{_plan(captured.captured_queries[-1]['sql'])}")
    return "\n\n".join(said)


def _plan(statement: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) {statement}")
        return "\n".join(line for (line,) in cursor.fetchall())
