"""What readers ask and whether they open what is found: numbers of days, never of people."""

import logging
import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.db.models.functions import Least
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from articles.models import Edition, SearchCount
from articles.phrases import words_in
from articles.search.log.scrubbing import scrub
from articles.search.results import Match, Results

logger = logging.getLogger(__name__)

DAYS_KEPT = 90
# So that a script that asks for anything and everything cannot fill the table.
MOST_NEW_A_DAY = 5000
# A reader may come back to the results and open another.
MOST_OPENED_PER_QUESTION = 2
# A result page may stand open over night; what is opened later was a bookmark.
DAYS_OF_KEYS = 1

QUESTION, FOUND = "q", "found"
CRAWLERS = re.compile(r"bot|crawl|spider|preview|slurp|scrap", re.IGNORECASE)
SALT = "articles.search_counts.opened"
SIGNATURE_CHARACTERS = 16
KEY = re.compile(rf"([1-9][0-9]{{0,17}}\.[1-9][0-9]{{0,3}})\.([0-9a-f]{{{SIGNATURE_CHARACTERS}}})")

# Postgres counts the day's rows only for a question that is new today.
COUNT = """
INSERT INTO articles_searchcount AS kept (day, words, times, results, opened)
SELECT %(day)s, %(words)s, 1, %(results)s, 0
WHERE EXISTS (SELECT FROM articles_searchcount WHERE day = %(day)s AND words = %(words)s)
   OR NOT EXISTS (SELECT FROM articles_searchcount WHERE day = %(day)s OFFSET %(most)s)
ON CONFLICT (day, words) DO UPDATE SET times = kept.times + 1, results = EXCLUDED.results
RETURNING id, times, results, opened
"""


def count(results: Results, request: HttpRequest) -> SearchCount | None:
    """Count a question that somebody typed, once; None where it is not to be counted.

    No error of the database costs the reader the page.
    """
    if not (_is_person(request) and _is_plain(request)):
        return None
    try:
        with transaction.atomic():
            words = scrub(results.query, _mended(results))
            return _counted(words, found_by(results)) if words else None
    except DatabaseError:
        # What was asked stays out of the log.
        logger.warning("A search could not be counted.", exc_info=False)
        return None


def key_of(count: SearchCount | None, position: int) -> str:
    """What the link to the result at that position ends with, the same for everybody; "" without a count."""
    if count is None:
        return ""
    place = f"{count.pk}.{position}"
    return f"?{FOUND}={place}.{_signature(place)}"


def note_opened(request: HttpRequest, edition: Edition) -> None:
    """Count that a result was opened, where the address of `edition`'s page carries a key of ours."""
    if FOUND not in request.GET or not _is_person(request):
        return
    number = _number_in(request.GET[FOUND])
    if number is None:
        return
    rows = SearchCount.objects.filter(pk=number, results__gt=0, day__gte=_days_ago(DAYS_OF_KEYS))
    try:
        with transaction.atomic():
            rows.update(opened=Least(F("opened") + 1, F("times") * MOST_OPENED_PER_QUESTION))
    except DatabaseError:
        logger.warning("An opened result of edition %s could not be counted.", edition.pk, exc_info=False)


def forget_old_counts(today: date | None = None) -> int:
    """Delete what is older than is promised to readers; how many rows were."""
    return SearchCount.objects.filter(day__lt=_days_ago(DAYS_KEPT, today)).delete()[0]


def found_by(results: Results) -> int:
    """Pages that are only the nearest answer nothing."""
    return 0 if results.match in {Match.FAR, Match.NONE} else results.total


def _counted(words: str, found: int) -> SearchCount | None:
    day = timezone.localdate()
    values: dict[str, Any] = {"day": day, "words": words, "results": found, "most": MOST_NEW_A_DAY - 1}
    with connection.cursor() as cursor:
        cursor.execute(COUNT, values)
        row = cursor.fetchone()
    if row is None:
        return None
    pk, times, kept, opened = row
    return SearchCount(pk=pk, day=day, words=words, times=times, results=kept, opened=opened)


def _mended(results: Results) -> Mapping[str, str]:
    """Words of ours, by the misspelt ones that they stand for."""
    typed = words_in(results.query)
    parts = results.correction.parts if results.correction else ()
    if len(parts) != len(typed):
        return {}
    return {word: ours for word, (ours, is_mended) in zip(typed, parts, strict=True) if is_mended}


def _is_person(request: HttpRequest) -> bool:
    """As far as a request tells: no browser that fetches ahead, no machine that says so."""
    purpose = f"{request.headers.get('Sec-Purpose', '')} {request.headers.get('Purpose', '')}"
    agent = request.headers.get("User-Agent", "").strip()
    is_fetched_ahead = "prefetch" in purpose or "prerender" in purpose
    return request.method == "GET" and bool(agent) and not (is_fetched_ahead or CRAWLERS.search(agent))


def _is_plain(request: HttpRequest) -> bool:
    """A question alone: whoever turns the page or narrows the list has been counted before."""
    return {name for name in request.GET if request.GET[name]} == {QUESTION}


def _number_in(key: str) -> int | None:
    parts = KEY.fullmatch(key)
    if parts is None or not constant_time_compare(_signature(parts[1]), parts[2]):
        return None
    return int(parts[1].split(".")[0])


def _signature(place: str) -> str:
    return salted_hmac(SALT, place, algorithm="sha256").hexdigest()[:SIGNATURE_CHARACTERS]


def _days_ago(days: int, today: date | None = None) -> date:
    return (today or timezone.localdate()) - timedelta(days=days)
