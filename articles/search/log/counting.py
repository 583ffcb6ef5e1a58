"""Counts of what readers ask and whether they open a result: counts of days, never of people."""

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
# A script that asks thousands of different questions must not fill the table.
MOST_NEW_A_DAY = 5000
# A reader may come back to the results and open another.
MOST_OPENED_PER_QUESTION = 2
# A reader may leave a page of results open overnight. A key that is older comes from a bookmark.
DAYS_OF_KEYS = 1

QUESTION, FOUND = "q", "found"
CRAWLERS = re.compile(r"bot|crawl|spider|preview|slurp|scrap", re.IGNORECASE)
SALT = "articles.search_counts.opened"
SIGNATURE_CHARACTERS = 16
KEY = re.compile(rf"([1-9][0-9]{{0,17}}\.[1-9][0-9]{{0,3}})\.([0-9a-f]{{{SIGNATURE_CHARACTERS}}})")

# The second condition counts the day's rows, and Postgres evaluates it only for a question that is
# new today.
COUNT = """
INSERT INTO articles_searchcount AS kept (day, words, times, results, opened)
SELECT %(day)s, %(words)s, 1, %(results)s, 0
WHERE EXISTS (SELECT FROM articles_searchcount WHERE day = %(day)s AND words = %(words)s)
   OR NOT EXISTS (SELECT FROM articles_searchcount WHERE day = %(day)s OFFSET %(most)s)
ON CONFLICT (day, words) DO UPDATE SET times = kept.times + 1, results = EXCLUDED.results
RETURNING id, times, results, opened
"""


def count(results: Results, request: HttpRequest) -> SearchCount | None:
    """Count a question that a person typed, and return its row, or None if it is not counted.

    An error of the database is only logged, because the reader is to get the results anyway.
    """
    if not (_is_person(request) and _is_question_alone(request)):
        return None
    try:
        with transaction.atomic():
            words = scrub(results.query, _mended_words(results))
            return _counted(words, found_by(results)) if words else None
    except DatabaseError:
        # The traceback would write the question into the server's log.
        logger.warning("A search could not be counted.", exc_info=False)
        return None


def key_of(count: SearchCount | None, position: int) -> str:
    """Return what to append to the link of the result at that position, or "" without a count.

    All readers get the same key, so that it tells nobody apart.
    """
    if count is None:
        return ""
    place = f"{count.pk}.{position}"
    return f"?{FOUND}={place}.{_signature(place)}"


def note_opened(request: HttpRequest, edition: Edition) -> None:
    """Count that a result was opened, if the address of `edition`'s page has a key that we signed."""
    if FOUND not in request.GET or not _is_person(request):
        return
    pk = _pk_in(request.GET[FOUND])
    if pk is None:
        return
    rows = SearchCount.objects.filter(pk=pk, results__gt=0, day__gte=_days_ago(DAYS_OF_KEYS))
    try:
        with transaction.atomic():
            rows.update(opened=Least(F("opened") + 1, F("times") * MOST_OPENED_PER_QUESTION))
    except DatabaseError:
        logger.warning("An opened result of edition %s could not be counted.", edition.pk, exc_info=False)


def forget_old_counts(today: date | None = None) -> int:
    """Delete the counts that are older than we promise to readers, and return the number of rows."""
    return SearchCount.objects.filter(day__lt=_days_ago(DAYS_KEPT, today)).delete()[0]


def found_by(results: Results) -> int:
    """Return how many pages answer the question: none if the hits are only the nearest pages."""
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


def _mended_words(results: Results) -> Mapping[str, str]:
    """Return the words of the site by the misspelt words that they stand for."""
    typed = words_in(results.query)
    parts = results.correction.parts if results.correction else ()
    if len(parts) != len(typed):
        return {}
    return {word: ours for word, (ours, is_mended) in zip(typed, parts, strict=True) if is_mended}


def _is_person(request: HttpRequest) -> bool:
    """Return whether a person seems to have sent the request.

    Browsers that fetch pages ahead and crawlers that give their name are not counted.
    """
    purpose = f"{request.headers.get('Sec-Purpose', '')} {request.headers.get('Purpose', '')}"
    agent = request.headers.get("User-Agent", "").strip()
    is_fetched_ahead = "prefetch" in purpose or "prerender" in purpose
    return request.method == "GET" and bool(agent) and not (is_fetched_ahead or CRAWLERS.search(agent))


def _is_question_alone(request: HttpRequest) -> bool:
    """Return whether the address holds the question and nothing else.

    A reader who turns the page or chooses a filter has been counted before.
    """
    return {name for name in request.GET if request.GET[name]} == {QUESTION}


def _pk_in(key: str) -> int | None:
    parts = KEY.fullmatch(key)
    if parts is None or not constant_time_compare(_signature(parts[1]), parts[2]):
        return None
    return int(parts[1].split(".")[0])


def _signature(place: str) -> str:
    return salted_hmac(SALT, place, algorithm="sha256").hexdigest()[:SIGNATURE_CHARACTERS]


def _days_ago(days: int, today: date | None = None) -> date:
    return (today or timezone.localdate()) - timedelta(days=days)
