"""The search page. It is a GET, so that a search has an address to keep and to share."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from urllib.parse import parse_qsl, urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles import search as engine
from articles.listings.filtering import Choice, Filter
from articles.search import Correction, Hit, Match, Results, dangers, log
from articles.triage.finding import checks_about
from articles.triage.listing import ListedCheck
from articles.views.caching import public_page
from kbsite.numbers import read_number

NOT_ANSWERED = {Match.FAR, Match.NONE}
# The search looks for the first words of a long story, and a danger may stand at its end.
MOST_READ = 2000


class State(StrEnum):
    """How well the page of results answers the question; tests from outside read it in data-state."""

    SURE = "sure"
    # Pages about it or beside it, none of which is surely the answer.
    NEAREST = "nearest"
    NOTHING = "nothing"


@dataclass(frozen=True)
class LinkedHit:
    """A hit, and the address of its link. The address tells the search's log where it led."""

    hit: Hit
    href: str


@dataclass(frozen=True)
class Found:
    """The results for the template, and the addresses of its links, which keep the chosen filters."""

    results: Results
    rows: list[LinkedHit]
    dangers: list[str]
    checks: list[ListedCheck]
    is_exact: bool

    @property
    def filters(self) -> list[Filter]:
        return [replace(one, choices=list(map(self._keeping, one.choices))) for one in self.results.filters]

    @cached_property
    def chosen(self) -> list[Choice]:
        choices = (choice for one in self.results.filters for choice in one.choices)
        return [choice for choice in choices if choice.is_current and choice.value]

    @property
    def state(self) -> State:
        """Words that may mean danger have no sure answer: the usual, harmless case must not calm anybody."""
        if self.results.match in NOT_ANSWERED:
            return State.NOTHING
        is_sure = self.rows and self.results.is_sure and self.results.page == 1 and not self.dangers
        return State.SURE if is_sure and self.rows[0].hit.edition.answer else State.NEAREST

    @property
    def short_answer(self) -> LinkedHit | None:
        """The hit whose answer is shown above the results, if it surely answers the question."""
        return self.rows[0] if self.state is State.SURE else None

    @property
    def is_cut(self) -> bool:
        """Whether the search found more than its pages show."""
        return self.results.pages[-1] == self.results.page and self.results.total > self._last_position

    @property
    def without_filters(self) -> str:
        return self._as_exact(urlencode({"q": self.results.query}))

    @property
    def exactly(self) -> str:
        return f"{self._asking(self.results.query)}&exact=1"

    @property
    def corrected(self) -> str:
        return self._asking(self.results.correction.text) if self.results.correction else ""

    @property
    def here(self) -> str:
        """The query string with which the address of every page of these results begins."""
        return self._as_exact(self._asking(self.results.query))

    @property
    def _last_position(self) -> int:
        return self.rows[-1].hit.position if self.rows else self.results.total

    def _asking(self, query: str) -> str:
        # The query of any chosen filter names all chosen filters, and leaves out unknown parameters.
        filters = parse_qsl(self.chosen[0].query) if self.chosen else []
        return urlencode({**dict(filters), "q": query})

    def _keeping(self, choice: Choice) -> Choice:
        return replace(choice, query=self._as_exact(choice.query))

    def _as_exact(self, query: str) -> str:
        return f"{query}&exact=1" if self.is_exact else query


@public_page
def search(request: HttpRequest) -> HttpResponse:
    query = engine.clean(request.GET.get("q", ""))
    found = _found(query, request) if query else None
    return render(request, "articles/search.html", {"query": query, "found": found})


def _found(query: str, request: HttpRequest) -> Found:
    is_exact = request.GET.get("exact") == "1"
    rules = dangers.current()
    results = engine.search(
        query, request.GET, exact=is_exact, page=_page(request.GET), well_spelt=rules.spelling.english
    )
    counted = log.count(results, request)
    rows = [
        LinkedHit(hit, hit.edition.get_absolute_url() + log.key_of(counted, hit.position))
        for hit in results.hits
    ]
    asked = request.GET["q"][:MOST_READ]
    checks = checks_about(asked, dangers.species_named(asked, rules))
    return Found(results, rows, _dangers(asked, results.correction, rules), checks, is_exact)


def _page(asked: Mapping[str, str]) -> int:
    return read_number(asked.get("page", "")) or 1


def _dangers(query: str, correction: Correction | None, rules: dangers.Rules) -> list[str]:
    """Return the dangers in the query and in its correction: a “siezure” cannot wait either."""
    texts = [query, correction.text] if correction else [query]
    return list(
        dict.fromkeys(danger.name for text in texts for danger in dangers.dangers_in(text, [], rules))
    )
