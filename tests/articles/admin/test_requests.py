"""Who sends a request, where its type does not say that somebody is logged in."""

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory

from articles.admin.requests import user_of


def test_the_person_who_is_logged_in_is_known(rf: RequestFactory) -> None:
    request, person = rf.get("/admin/"), User(username="mira")
    request.user = person

    assert user_of(request) is person


def test_nobody_may_stand_in_for_a_person(rf: RequestFactory) -> None:
    request = rf.get("/admin/")
    request.user = AnonymousUser()

    with pytest.raises(PermissionDenied):
        user_of(request)
