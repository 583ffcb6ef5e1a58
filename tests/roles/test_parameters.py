"""Whatever stands in the parameters of the admin's pages, they answer, refuse or find nothing."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.test import Client
from django.urls import reverse

from tests.factories import EmergencySignFactory, LoneArticleFactory, PictureFactory, UserFactory

pytestmark = pytest.mark.django_db

HOSTILE = ["a\0b", "9" * 30, "x", "²"]
HOSTILE_IN_LISTS = ["a\0b", "9" * 30, "²"]
LISTS = [
    f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
    for model in admin.site._registry
    if model._meta.app_label in ("articles", "comments", "auth")
]


@pytest.fixture
def superuser(db: None) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(UserFactory(is_superuser=True))
    LoneArticleFactory()
    EmergencySignFactory()
    return client


def parameters_of(name: str) -> set[str]:
    """Those that Django reads itself, those of the list's filters, and a field of each kind."""
    model_admin: Any = next(
        one
        for model, one in admin.site._registry.items()
        if name.endswith(f"{model._meta.model_name}_changelist")
    )
    filters = {
        one if isinstance(one, str) else getattr(one, "parameter_name", None) or one[0]
        for one in model_admin.list_filter
    }
    return {"q", "o", "p", "pk__in", "_to_field"} | {
        f"{one}{end}" for one in filters for end in ("", "__exact")
    }


@pytest.mark.parametrize("name", LISTS)
def test_a_list_answers_whatever_its_parameters_hold(superuser: Client, name: str) -> None:
    address = reverse(name)

    answers = {
        (parameter, value): superuser.get(address, {parameter: value}).status_code
        for parameter in parameters_of(name)
        for value in HOSTILE_IN_LISTS
    }

    assert {asked: status for asked, status in answers.items() if status not in (200, 302, 400, 403)} == {}


@pytest.mark.parametrize("value", HOSTILE)
def test_an_action_takes_only_rows(superuser: Client, value: str) -> None:
    sent = {"action": "delete_selected", ACTION_CHECKBOX_NAME: value, "index": "0"}

    answer = superuser.post(reverse("admin:articles_emergencysign_changelist"), sent)

    assert answer.status_code in (200, 302, 400)


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("field", ["species", "category", "author", "references", "slug"])
def test_a_prefilled_form_answers(superuser: Client, field: str, value: str) -> None:
    answer = superuser.get(reverse("admin:articles_article_add"), {field: value})

    assert answer.status_code in (200, 400)


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("parameter", ["term", "page", "app_label", "model_name", "field_name"])
def test_a_list_to_choose_from_answers(superuser: Client, parameter: str, value: str) -> None:
    PictureFactory()
    asked = {"app_label": "articles", "model_name": "category", "field_name": "picture", "term": "a"}

    answer = superuser.get(reverse("admin:autocomplete"), asked | {parameter: value})

    assert answer.status_code in (200, 400, 403, 404)
