"""What a reader fills in and sends, and what the form that comes back holds."""

from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.test import Client

from articles.models import Article

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as TestResponse


SEEN_AGAIN = 422


WHOLE: dict[str, Any] = {
    "name": "Rowan",
    "text": "Mine kicks with both legs at once.",
    "pet": "two beagles",
    "email": "rowan@private.example",
    "rating": "4",
}


# A second rating of the same reader would be refused.
UNRATED = WHOLE | {"rating": ""}


ADDRESS = "203.0.113.7"


def send(reader: Client, article: Article, **fields: Any) -> "TestResponse":
    return reader.post(f"/articles/{article.slug}/comments/", fields)


class _Form(HTMLParser):
    """The values of a form's fields, by their names; of radios the one that is checked."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self._area = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "textarea":
            self._area, self.values[name] = name, ""
        elif tag == "input" and (given.get("type") != "radio" or "checked" in given):
            self.values[name] = given.get("value") or ""

    def handle_data(self, data: str) -> None:
        if self._area:
            # A browser drops the line break with which the text of a textarea begins.
            self.values[self._area] += data if self.values[self._area] else data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""


def value_of(page: str, name: str) -> str:
    """What a field of the shown form holds."""
    return _Form(page).values[name]


def checked_rating(page: str) -> str:
    return value_of(page, "rating")


def stored_files(media: Path) -> list[Path]:
    return [path for path in media.rglob("*") if path.is_file()]


def everything_stored() -> str:
    """Every value of every table, to look for what must not be there."""
    return str([list(model._base_manager.values_list()) for model in apps.get_models()])
