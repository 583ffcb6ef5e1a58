"""How tests of the 60-second checks' admin fill in the form and press the buttons."""

from typing import Any

from django.test import Client
from django.urls import reverse

from articles.models import SymptomCheck
from tests.articles.admin.pages import form_of

LIST = "/admin/articles/symptomcheck/"


def at(check: SymptomCheck, page: str = "change") -> str:
    return reverse(f"admin:articles_symptomcheck_{page}", args=[check.pk])


def opened(client: Client, check: SymptomCheck) -> dict[str, Any]:
    """The form as a browser would send it if nobody touched it."""
    return form_of(client, at(check))


def save(client: Client, check: SymptomCheck, **typed: Any) -> Any:
    return client.post(at(check), opened(client, check) | typed)


def row_of(data: dict[str, Any], key: str) -> str:
    """The start of the names of a question's fields."""
    return next(name for name, value in data.items() if name.endswith("-key") and value == key)[: -len("key")]


def press(client: Client, check: SymptomCheck, button: str, **typed: Any) -> Any:
    """Open the review and press one of its buttons, as somebody does who has read the page."""
    digest = client.get(at(check, "review")).context["digest"]
    return client.post(at(check, "review"), {"digest": digest, button: ""} | typed)


def offered(client: Client, check: SymptomCheck) -> set[str]:
    """The buttons that the review page shows."""
    html = client.get(at(check, "review")).content.decode()
    return {
        name
        for name in ("submit", "approve", "send_back", "publish", "withdraw")
        if f'name="_{name}"' in html
    }
