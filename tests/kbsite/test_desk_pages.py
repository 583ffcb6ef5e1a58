"""What every page of the desk has: one heading, a way to the content, messages that are announced."""

import re
from datetime import datetime

import pytest
from django.test import Client
from django.utils.formats import localize

from tests.factories import AuthorFactory, EditorFactory, SynonymFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(EditorFactory())
    return client


def headings(html: str) -> list[str]:
    found = re.findall(r"<h1[^>]*>(.*?)</h1>", html, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", heading).strip() for heading in found]


def test_lists_and_forms_are_headed_by_what_they_hold(editor: Client) -> None:
    row = SynonymFactory()
    base = "/admin/articles/synonym/"

    heads = [
        headings(editor.get(path).content.decode())
        for path in (base, f"{base}add/", f"{base}{row.pk}/change/", f"{base}{row.pk}/delete/")
    ]

    assert heads == [["Synonyms"], ["New synonym"], [str(row)], [f"Delete “{row}”?"]]


def test_what_failed_is_announced_and_leads_to_its_field(editor: Client) -> None:
    page = editor.post("/admin/articles/synonym/add/", {}).content.decode()

    summary = page.partition("errors-found")[2].partition("</div>")[0]
    leads_to = re.findall(r'href="#([^"]+)"', summary)
    assert 'role="alert"' in summary
    assert leads_to
    assert all(f'id="{field}"' in page for field in leads_to)


def test_a_field_of_a_form_is_described_by_its_error(editor: Client) -> None:
    page = editor.post("/admin/articles/synonym/add/", {}).content.decode()

    assert 'aria-describedby="id_term_helptext id_term_error"' in page
    assert page.count('id="id_term_error"') == 1
    assert page.count('id="id_term_helptext"') == 1


def test_the_help_of_a_password_shows_no_markup() -> None:
    owner = UserFactory(is_superuser=True)
    client = Client()
    client.force_login(owner)

    page = client.get(f"/admin/auth/user/{owner.pk}/password/").content.decode()

    assert "id_unusable_warning" in page
    assert "&lt;" not in page


def test_a_list_names_the_column_of_each_cell_for_narrow_screens(editor: Client) -> None:
    SynonymFactory()

    page = editor.get("/admin/articles/synonym/").content.decode()

    assert '<td data-label="Species" class="field-' in page


def test_a_list_without_rows_says_why(editor: Client) -> None:
    nothing = editor.get("/admin/articles/synonym/?q=zebra").content.decode()

    assert "Nothing here fits" in nothing


def test_times_are_told_on_a_clock_of_24_hours() -> None:
    afternoon = datetime(2026, 12, 1, 14, 5)  # noqa: DTZ001 - only its digits matter

    assert localize(afternoon) == "1 Dec 2026, 14:05"
    assert localize(afternoon.date()) == "1 December 2026"


def test_errors_on_the_desk_keep_its_look_and_lead_back(editor: Client) -> None:
    author = Client()
    author.force_login(AuthorFactory())

    missing, denied = editor.get("/admin/nowhere/"), author.get("/admin/articles/redirect/")

    assert (missing.status_code, denied.status_code) == (404, 403)
    for page in (missing, denied):
        assert 'href="/admin/"' in page.content.decode()
        assert "site-header" not in page.content.decode()
