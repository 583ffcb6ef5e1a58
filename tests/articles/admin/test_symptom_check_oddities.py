"""Nothing that somebody sends to the pages of a 60-second check breaks them."""

import pytest
from django.test import Client

from articles.models import SymptomCheck
from articles.publishing.checks import record
from tests.articles.admin.check_form import LIST, at, opened
from tests.factories import check_rows

pytestmark = pytest.mark.django_db

LONG = "9" * 40
ODD = {"nul": "\0", "long": LONG, "very long": "9" * 5000, "negative": "-1", "a word": "x", "nothing": ""}
FINE = {200, 302, 400, 404}


@pytest.fixture
def check(db: None) -> SymptomCheck:
    return record(check_rows(), by=None)


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_the_pages_take_any_parameter(check: SymptomCheck, editor_client: Client, odd: str) -> None:
    asked = [
        *(("version", {"number": odd}), ("history", {"below": odd})),
        *(("preview", {"animal": odd, "belly": odd, odd: odd}), ("sign", {"x": odd})),
    ]
    sent = [
        *(("version", {"number": odd, "digest": odd}), ("review", {"_approve": odd, "digest": odd})),
        *(("review", {"_send_back": odd, "remarks": odd}), ("review", {"_publish": odd, "note": odd})),
        ("delete", {"post": odd}),
    ]
    for page, data in asked:
        assert editor_client.get(at(check, page), data).status_code in {*FINE, 403}, page
    for page, data in sent:
        assert editor_client.post(at(check, page), data).status_code in FINE, page


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_the_list_takes_any_parameter(check: SymptomCheck, editor_client: Client, odd: str) -> None:
    for name in ("stage__exact", "q", "p", "o", "vet", "readers", "id", "position", "title", "all", odd):
        assert editor_client.get(LIST, {name: odd}).status_code in FINE, name


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_the_form_takes_any_value(check: SymptomCheck, editor_client: Client, odd: str) -> None:
    data = opened(editor_client, check)
    whole = {name: odd for name in data if "_FORMS" not in name}

    for values in (whole, {"pages": odd}, {"questions-0-id": odd}, {"questions-0-goes_to": odd}):
        assert editor_client.post(at(check), data | values).status_code in FINE, values
    for name in ("TOTAL_FORMS", "INITIAL_FORMS"):
        assert editor_client.post(at(check), data | {f"questions-{name}": odd}).status_code in FINE, name


@pytest.mark.parametrize("page", ["change", "review", "preview", "history", "version", "sign", "delete"])
def test_a_number_that_no_check_has_is_not_found(editor_client: Client, page: str) -> None:
    for number in ("999", LONG, "9" * 5000):
        assert editor_client.get(f"{LIST}{number}/{page}/").status_code in {302, 403, 404}
