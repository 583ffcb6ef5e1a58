"""Editors cannot leave a required text to characters that nobody sees."""

import pytest
from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import RequestFactory

from articles.admin.seen_text import require_seen
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

# Their words follow rules of their own, which refuse what nobody sees.
BY_RULE = {"slug", "key"}


def required_texts(user: User) -> dict[str, forms.CharField]:
    request = RequestFactory().get("/admin/")
    request.user = user
    ours = [
        one
        for model, one in admin.site._registry.items()
        if model._meta.app_label in {"articles", "comments"}
    ]
    found = {}
    for of_model in filter(lambda one: one.has_add_permission(request), ours):
        rows = [inline.get_formset(request).form for inline in of_model.get_inline_instances(request)]
        for form in (of_model.get_form(request), *rows):
            for name, field in form.base_fields.items():
                if isinstance(field, forms.CharField) and field.required and name not in BY_RULE:
                    found[f"{form._meta.model.__name__}.{name}"] = field
    return found


def test_every_required_text_of_ours_must_show_something() -> None:
    texts = required_texts(UserFactory(is_superuser=True))

    assert len(texts) > 10
    assert sorted(name for name, field in texts.items() if require_seen not in field.validators) == []
