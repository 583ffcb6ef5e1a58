"""Every page of the desk is open to everybody: axe-core, one heading, and a window of 320 pixels.

The addresses are those that Django knows, so a new page is looked at without being named here.
"""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from kbsite.accounts.urls import urlpatterns as of_accounts
from tests.browser.barriers import violations_at_both_widths
from tests.browser.conftest import PHONE, Complaints, NewPage
from tests.browser.fitting import SIZES, misfits
from tests.browser.login import log_in
from tests.factories import UserFactory
from tests.roles.conftest import draft, people  # noqa: F401 - fixtures
from tests.roles.test_addresses import POST_ONLY, admin_addresses, path_of
from tests.roles.test_addresses import rows as one_of_each  # noqa: F401 - fixture

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

# Each draws what any other model's page of the same kind draws, so one of them is enough.
ALIKE = {"admin/delete_confirmation.html", "admin/object_history.html"}
# Inside of another page, or as a file.
NO_PAGES = POST_ONLY | {
    *("logout", "autocomplete", "jsi18n", "articles_article_preview_frame", "articles_article_full_preview"),
    *("articles_article_typed", "articles_searchcount_download", "comments_heldaddress_export"),
    # The writing page, whose bar and tabs slide on purpose, has tests of its own.
    *("articles_article_add", "articles_article_change"),
}


def pages(client: Client, rows: dict[str, int]) -> Iterator[str]:
    """Yield the addresses at which this person reads a page."""
    seen: set[str | None] = set()
    paths = [path_of(one, rows) for one in admin_addresses() if not {one.page, one.name} & NO_PAGES]
    paths += [reverse(f"accounts:{one.name}") for one in of_accounts if not one.pattern.converters]
    for path in sorted(paths):
        answer = client.get(path)
        if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
            continue
        template = answer.templates[0].name if answer.templates else None
        if template not in seen & ALIKE:
            yield path
        seen.add(template)


def barriers(page: Page) -> list[str]:
    found = misfits(page, SIZES[:1])
    page.set_viewport_size(PHONE)
    found += violations_at_both_widths(page)
    if (count := page.locator("h1").count()) != 1:
        found.append(f"has {count} headings above all others")
    return found


@pytest.mark.parametrize("part", range(2))
def test_axe_and_a_small_window_find_nothing_on_any_page_of_the_desk(
    part: int,
    server: str,
    new_page: NewPage,
    one_of_each: dict[str, int],  # noqa: F811
    complaints: Complaints,
) -> None:
    owner: User = UserFactory(is_superuser=True, first_name="Rowan", last_name="Ash")
    client = Client()
    client.force_login(owner)
    page = log_in(new_page(viewport=PHONE), owner)
    found: dict[str, list[str]] = {}

    for path in list(pages(client, one_of_each))[part::2]:
        page.goto(server + path)
        found[path] = barriers(page)

    assert {path: problems for path, problems in found.items() if problems} == {}
    assert complaints == []
