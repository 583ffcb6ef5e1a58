"""What is found out about a source: here, in other articles, and at the registers where that is allowed."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from articles.admin.pages import look_up as pages_look_up
from articles.link_checks.reading import NotRead
from articles.models import ExternalLink
from articles.references import elsewhere
from articles.references.look_up import look_up
from articles.references.source import KnownSource
from tests.factories import AuthorFactory, DraftArticleFactory, EditorFactory, ReferenceFactory

pytestmark = pytest.mark.django_db

LOOK_UP = "/admin/articles/article/look-up/"
DOI = "10.1000/x.182"
RECORD = {
    "title": "Kicks",
    "author": [{"family": "Ada", "given": "Bea C."}, {"literal": "Society of Examples"}],
    "issued": {"date-parts": [[2019, 3]]},
    "container-title": "Journal of Examples",
    "volume": "9",
    "page": "30-44",
    "DOI": DOI,
}


class Register:
    """Stands for doi.org; `answer` is the body, or the error."""

    def __init__(self, answer: bytes | NotRead) -> None:
        self.answer, self.asked = answer, list[str]()
        self.deadlines = set[float]()

    def read(self, url: str, *, accept: str, deadline: float) -> bytes:
        self.asked.append(url)
        self.deadlines.add(deadline)
        if isinstance(self.answer, NotRead):
            raise self.answer
        return self.answer


def test_what_another_article_says_is_filled_in() -> None:
    ReferenceFactory(doi=DOI, title="Kicks", authors="Ada BC", year=2019, studied="24 pet dogs")

    found = look_up(f"https://doi.org/{DOI.upper()}", by=EditorFactory())

    assert found.source.studied == "24 pet dogs"
    assert found.message == "Another article cites it. Look it over, then add it."


def test_what_the_text_does_not_say_for_sure_is_named() -> None:
    found = look_up("Ada, B. C. (n.d.). Why dogs kick. https://example.org/kick", by=EditorFactory())

    assert found.source.title == "Why dogs kick"
    assert "It does not say for sure: year and journal or publisher." in found.message


def test_a_draft_that_a_person_may_not_read_tells_nothing() -> None:
    ReferenceFactory(article=DraftArticleFactory(), doi=DOI, title="Secret")

    found = look_up(DOI, by=AuthorFactory())

    assert found.source == KnownSource(doi=DOI)
    assert found.message == (
        "This site asks no other servers about a source. Write what you know; its number is kept."
    )


def test_an_address_that_cannot_be_opened_is_told() -> None:
    now = timezone.now()
    ReferenceFactory(doi="", url="https://example.org/a", title="Kicks")
    ExternalLink.objects.create(
        url="https://example.org/a", outcome="gone", checked_at=now, failing_since=now
    )

    found = look_up("http://www.example.org/a/?utm_source=x", by=EditorFactory())

    assert found.source.title == "Kicks"
    assert "its address cannot be opened" in found.message


def test_a_doi_is_the_same_with_capitals() -> None:
    ReferenceFactory(doi="10.1000/aBc", title="Kicks")

    assert look_up("10.1000/AbC", by=EditorFactory()).source.title == "Kicks"


@pytest.mark.parametrize("url", ["https://example.org/a", "http://www.example.org/b"])
def test_a_new_page_of_a_site_gets_the_name_that_the_site_has(url: str) -> None:
    ReferenceFactory(doi="", url=url, source="Journal of Examples")
    draft = DraftArticleFactory()
    ReferenceFactory(article=draft, doi="", url="https://secret.example/a", source="Secret")

    assert look_up("https://example.org/c", by=EditorFactory()).source.source == "Journal of Examples"
    assert look_up("https://secret.example/b", by=AuthorFactory()).source.source == ""


@pytest.mark.parametrize(
    ("said", "fitting"),
    [
        ({"authors": "A" * 401}, "A" * 399 + "…"),
        ({"authors": "Ada B, " * 60}, "Ada B, " * 54 + "Ada B and others"),
        ({"title": "T" * 401}, "T" * 399 + "…"),
        ({"title": "Kicks " * 70}, "Kicks " * 65 + "Kicks…"),
        ({"locator": "9" * 81}, "9" * 79 + "…"),
        ({"doi": "10.1000/" + "9" * 120}, ""),
    ],
)
def test_what_is_too_long_for_a_reference_keeps_its_beginning(said: dict[str, Any], fitting: str) -> None:
    assert list(KnownSource(**said).as_fields().values()) == [fitting]


def test_nobody_is_asked_unless_the_operator_allows_it(settings: Any) -> None:
    settings.REFERENCE_LOOK_UP = False
    register = Register(json.dumps(RECORD).encode())

    assert elsewhere.asked_elsewhere(KnownSource(doi=DOI), register) is None  # type: ignore[arg-type]
    assert register.asked == []


@pytest.fixture
def allowed(settings: Any) -> None:
    settings.REFERENCE_LOOK_UP = True
    cache.clear()


@pytest.mark.usefixtures("allowed")
def test_a_register_is_asked_once_and_its_answer_kept() -> None:
    register = Register(json.dumps(RECORD).encode())

    first = elsewhere.asked_elsewhere(KnownSource(doi=DOI), register)  # type: ignore[arg-type]
    second = elsewhere.asked_elsewhere(KnownSource(doi=DOI), register)  # type: ignore[arg-type]

    assert first == second
    assert first is not None
    assert (first.authors, first.year, first.locator) == ("Ada BC, Society of Examples", 2019, "9, 30–44")
    assert len(register.asked) == 1


@pytest.mark.usefixtures("allowed")
@pytest.mark.parametrize(
    "answer",
    [NotRead("away"), b"", b"<html>", b"[]", b"[" * 100_000, b'{"title": [[]], "author": 3}', b"null"],
)
def test_a_register_that_says_nothing_useful_is_no_error(answer: bytes | NotRead) -> None:
    assert elsewhere.asked_elsewhere(KnownSource(doi=DOI), Register(answer)) is None  # type: ignore[arg-type]


def test_the_answer_is_json_for_whoever_may_write(editor_client: Client) -> None:
    answer = editor_client.post(LOOK_UP, {"q": f"doi:{DOI}"})

    assert answer.json()["fields"] == {"doi": DOI}
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert editor_client.post(LOOK_UP, {"q": "x" * 20_001}).status_code == 400
    assert Client().post(LOOK_UP, {"q": DOI}).status_code == 403


def test_what_cannot_be_told_apart_is_kept_as_it_was_pasted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.references.look_up.read_citation", lambda _text: None)

    found = look_up(
        "Something that is no citation in\nany of the forms which are read here", by=EditorFactory()
    )

    assert found.source.title == "Something that is no citation in any of the forms which are read here"
    assert "stands under Title" in found.message


@pytest.mark.usefixtures("allowed")
def test_all_registers_of_a_question_have_one_deadline() -> None:
    register = Register(NotRead("away"))
    before = monotonic()

    elsewhere.asked_elsewhere(KnownSource(doi=DOI), register)  # type: ignore[arg-type]

    assert len(register.asked) == 2
    (deadline,) = register.deadlines
    assert deadline <= before + elsewhere.MOST_SECONDS + 60


def test_a_person_has_one_source_looked_up_at_a_time(
    editor_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def busy(person: Any, what: str) -> Iterator[bool]:
        yield False

    monkeypatch.setattr(pages_look_up, "one_at_a_time", busy)

    answer = editor_client.post(LOOK_UP, {"q": DOI})

    assert answer.status_code == 429
