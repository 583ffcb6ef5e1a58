"""The header of every page, and the short one of a page that asks for one thing."""

import pytest
from django.http import HttpRequest
from django.template import engines
from django.test import Client, RequestFactory

from tests.factories import CategoryFactory, SpeciesFactory

pytestmark = pytest.mark.django_db

FOCUSED = "{% extends 'base.html' %}{% block main %}<h1>One question</h1>{% endblock main %}"
OVERRIDING = """{% extends 'base.html' %}
{% block header %}{% include "_header.html" with path=request.path focus=True only %}{% endblock header %}"""


@pytest.fixture
def request_of_a_page(rf: RequestFactory) -> HttpRequest:
    SpeciesFactory(name="Dogs")
    CategoryFactory(short_name="Health")
    return rf.get("/somewhere/")


def header(html: str) -> str:
    return html.partition("<header")[2].partition("</header>")[0]


def test_the_header_has_a_search_the_emergency_and_every_animal_and_subject(
    request_of_a_page: HttpRequest, client: Client
) -> None:
    shown = header(client.get("/privacy/").content.decode())

    for part in ("Scratchpost", 'role="search"', "Emergency?", ">Dogs</a>", ">Health</a>"):
        assert part in shown, part


@pytest.mark.parametrize(
    ("source", "context"), [(FOCUSED, {"focus": True}), (OVERRIDING, {})], ids=["variable", "block"]
)
def test_a_page_may_ask_for_a_header_with_nothing_but_the_way_out_and_the_emergency(
    request_of_a_page: HttpRequest, source: str, context: dict[str, object]
) -> None:
    shown = header(engines["django"].from_string(source).render(context, request_of_a_page))

    assert "Scratchpost" in shown
    assert "Emergency?" in shown
    assert shown.count("<a ") == 2
    for part in ("<nav", "<form", "<details", "Search"):
        assert part not in shown, part
