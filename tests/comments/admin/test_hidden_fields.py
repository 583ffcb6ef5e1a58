"""What a list does not show cannot be asked out of it, and what cannot be read is refused."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from comments.moderation import approve
from tests.comments.admin.desk import LIST
from tests.factories import HeldCommentFactory

pytestmark = pytest.mark.django_db

HIDDEN = ("email__startswith=ro", "email=rowan@private.example", "name__startswith=R", "score__gte=1")
MORE_HIDDEN = (
    "email__regex=^r",
    "token_hash__startswith=0",
    "origin__has_key=key",
    "findings__icontains=links",
)


@pytest.mark.parametrize("query", [*HIDDEN, *MORE_HIDDEN])
@pytest.mark.parametrize("page", ["showncomment", "lowrating"])
def test_no_filter_reads_what_vets_and_editors_do_not_see(
    page: str, query: str, moderator: User, editor_client: Client
) -> None:
    approve([HeldCommentFactory(email="rowan@private.example", rating=1)], by=moderator)
    address = f"/admin/comments/{page}/"
    assert editor_client.get(address).status_code == 200

    assert editor_client.get(f"{address}?{query}").status_code == 400


@pytest.mark.parametrize("query", ["status=%00", "email=%00", "created_at__year=9999999"])
def test_what_cannot_be_read_is_refused_with_a_form_too(query: str, moderator_client: Client) -> None:
    sent = {"_all": "hold", "listed-at": "2026-11-01T00:00:00+00:00"}

    assert moderator_client.post(f"{LIST}?{query}", sent).status_code == 400


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "x"])
def test_no_moment_of_a_list_is_an_error(moment: str, moderator_client: Client) -> None:
    HeldCommentFactory()

    answer = moderator_client.post(LIST, {"_all": "approve", "listed-at": moment})

    assert answer.status_code == 200
