"""A vet signs a sign or a poison line, for as long as it says what it said on that day."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import EmergencySign, PoisonLine, RowSignature
from tests.factories import EditorFactory, EmergencySignFactory, PoisonLineFactory, VetFactory, group

pytestmark = pytest.mark.django_db

SIGNS = reverse("admin:articles_emergencysign_changelist")
LINES = reverse("admin:articles_poisonline_changelist")


@pytest.fixture
def vet() -> User:
    return VetFactory()


@pytest.fixture
def vet_client(client: Client, vet: User) -> Client:
    client.force_login(vet)
    return client


def page_to_sign(row: EmergencySign | PoisonLine) -> str:
    return reverse(f"admin:articles_{row._meta.model_name}_sign", args=[row.pk])


def form_for(row: EmergencySign | PoisonLine, **fields: str) -> dict[str, str]:
    due = timezone.localdate() + timedelta(days=90)
    return {"digest": row.text_digest(), "review_due_on": due.isoformat(), "remarks": "", **fields}


def rows_in(client: Client, address: str) -> list[str]:
    return [str(row) for row in client.get(address).context["cl"].result_list]


@pytest.mark.parametrize("factory", [EmergencySignFactory, PoisonLineFactory])
def test_a_vet_signs_the_exact_text(vet: User, vet_client: Client, factory: Any) -> None:
    row = factory()
    page = vet_client.get(page_to_sign(row)).content.decode()
    assert "No vet has signed this before." in page
    assert f'name="digest" value="{row.text_digest()}"' in page

    response = vet_client.post(page_to_sign(row), form_for(row, remarks="Read with care"), follow=True)

    signature = RowSignature.objects.get()
    assert row.signature == signature
    assert (signature.name, signature.signed_by, signature.remarks) == ("Vera Ito", vet, "Read with care")
    assert f"You signed “{row}”." in response.content.decode()
    again = vet_client.get(page_to_sign(row)).content.decode()
    assert "Vera Ito signed exactly this on" in again
    assert "Remarks then: Read with care" in again


def test_the_page_reads_all_of_it_out(vet_client: Client) -> None:
    row = EmergencySignFactory(
        animals=["guinea-pig"], level="same-day", group="hurt", do="One\nTwo", drive=False, why=""
    )

    page = " ".join(vet_client.get(page_to_sign(row)).content.decode().split())

    for name, said in {
        "Level": "The same day",
        "Group": "Hurt, bleeding and eyes",
        "Animals": "Guinea pig or chinchilla",
        "What to do on the way": "One <br> Two",
        "Set off, and phone on the way": "No",
        "Why it cannot wait": "(nothing)",
    }.items():
        assert f'<th scope="row">{name}</th> <td> {said} </td>' in page


def test_a_text_that_changed_meanwhile_is_shown_and_not_signed(vet_client: Client) -> None:
    row = EmergencySignFactory(text="Old words")
    form = form_for(row)
    EmergencySign.objects.update(text="New words")

    page = vet_client.post(page_to_sign(row), form).content.decode()

    assert "The text changed while you were reading it." in page
    assert "New words" in page
    assert f'value="{EmergencySign.objects.get().text_digest()}"' in page
    assert not RowSignature.objects.exists()


def test_a_review_in_the_past_is_refused(vet_client: Client) -> None:
    row = EmergencySignFactory()

    page = vet_client.post(page_to_sign(row), form_for(row, review_due_on="2020-01-01")).content.decode()

    assert "Give a day after today." in page
    assert not RowSignature.objects.exists()


def test_only_a_vets_login_signs(client: Client) -> None:
    row = EmergencySignFactory()
    editor = EditorFactory()
    client.force_login(editor)
    assert client.post(page_to_sign(row), form_for(row)).status_code == 403

    editor.groups.add(group("vet"))
    page = client.get(page_to_sign(row)).content.decode()
    assert "Only a login that belongs to a vet among the contributors can sign" in page
    assert "Sign this text" not in page
    page = client.post(page_to_sign(row), form_for(row)).content.decode()
    assert "Only a login that belongs to a vet" in page
    assert not RowSignature.objects.exists()


def test_a_row_that_is_gone_is_not_found(vet_client: Client) -> None:
    row = EmergencySignFactory()
    address = page_to_sign(row)
    row.delete()

    assert vet_client.get(address).status_code == 404


def test_lists_say_what_is_signed_as_it_stands(vet_client: Client) -> None:
    signed, changed, overdue, _ = (
        EmergencySignFactory(text=text) for text in ("signed", "changed", "overdue", "new")
    )
    for row in (signed, changed, overdue):
        vet_client.post(page_to_sign(row), form_for(row))
    EmergencySign.objects.filter(pk=changed.pk).update(why="Something else")
    RowSignature.objects.filter(sign=overdue).update(review_due_on=date(2020, 1, 1))

    assert rows_in(vet_client, f"{SIGNS}?vet=unsigned") == ["changed", "new"]
    assert rows_in(vet_client, f"{SIGNS}?vet=signed") == ["overdue", "signed"]
    assert rows_in(vet_client, f"{SIGNS}?vet=overdue") == ["overdue"]
    assert rows_in(vet_client, f"{SIGNS}?vet=other") == []
    page = vet_client.get(SIGNS).content.decode()
    assert page.count("Vera Ito, ") == 2
    assert page.count(", review overdue") == 1
    assert page.count('field-vet">Not signed') == 2


def test_the_form_of_a_row_leads_a_vet_to_the_page(vet_client: Client, editor_client: Client) -> None:
    row = EmergencySignFactory()
    form = reverse("admin:articles_emergencysign_change", args=[row.pk])

    assert f'href="{page_to_sign(row)}"' in vet_client.get(form).content.decode()
    assert page_to_sign(row) not in editor_client.get(form).content.decode()


def test_a_signature_goes_with_its_row(vet_client: Client, editor_client: Client) -> None:
    row = EmergencySignFactory()
    vet_client.post(page_to_sign(row), form_for(row))

    editor_client.post(reverse("admin:articles_emergencysign_delete", args=[row.pk]), {"post": "yes"})

    assert not EmergencySign.objects.exists()
    assert not RowSignature.objects.exists()


@pytest.mark.parametrize("query", ["", "?vet=unsigned", "?animal=dog"])
def test_any_number_of_rows_costs_the_same_queries(
    vet_client: Client, django_assert_num_queries: DjangoAssertNumQueries, query: str
) -> None:
    vet_client.get(SIGNS + query)
    EmergencySignFactory(animals=["dog"])
    # The session, the login with its permissions, two counts, the rows and their signatures, and of a filter
    # by signature these two again.
    expected = 10 if "vet" in query else 8
    for _ in range(2):
        with django_assert_num_queries(expected):
            vet_client.get(SIGNS + query)
        EmergencySignFactory.create_batch(20, animals=["dog"])
