"""Pages of results for the tests of the search page."""

from collections.abc import Callable
from html.parser import HTMLParser

from django.test import Client
from django.utils.safestring import SafeString

from articles.listings.filtering import Choice, Filter
from articles.models import Edition
from articles.search import Hit
from tests.factories import LiveArticleFactory

Show = Callable[..., str]


class Links(HTMLParser):
    """Where the links of a page lead, by what they say; and the first link of each result."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.by_words: dict[str, str] = {}
        self.current: list[str] = []
        self.results: list[str] = []
        self._href: str | None = None
        self._words: list[str] = []
        self._list_depth = 0
        self._awaits_link = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "ol":
            self._list_depth = 1 if "data-results" in values else 0
        if tag == "li" and self._list_depth:
            self._awaits_link = True
        if tag == "a":
            self._href, self._words = values.get("href") or "", []
            if values.get("aria-current") == "true":
                self.current.append(self._href)
            if self._awaits_link:
                self.results.append(self._href)
                self._awaits_link = False

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._href is not None:
            self.by_words[" ".join("".join(self._words).split())] = self._href
            self._href = None
        if tag == "ol":
            self._list_depth = 0

    def handle_data(self, data: str) -> None:
        self._words.append(data)


def page_of(client: Client, **asked: str) -> str:
    response = client.get("/search/", asked)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def hits(answer: str = "Nobody is sure.") -> list[Hit]:
    LiveArticleFactory(answer=answer)
    return [Hit(Edition.objects.for_lists().get(), SafeString(""), 1)]


def by_animal(current: str = "") -> Filter:
    whole = Choice("All", "", "q=dog+kiking", 2, not current)
    dogs = Choice("Dogs", "dogs", "q=dog+kiking&species=dogs", 1, current == "dogs")
    return Filter("By animal", [whole, dogs])
