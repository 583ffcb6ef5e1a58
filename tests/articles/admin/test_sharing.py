"""The admin's page on which secret addresses are made, listed and closed, and the preview beside the text."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles.drafts import sharing
from articles.models import Article
from tests.articles.drafts.previews import START, page_of, shared, text_of
from tests.factories import AuthorFactory, DraftArticleFactory, EditorFactory, VetFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> Article:
    return DraftArticleFactory(title="A draft about wagging")


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def new_address(response: Any) -> str:
    found = re.search(r'value="http://testserver(/preview/[^"]+)"', response.content.decode())
    return found[1] if found else ""


def test_an_editor_makes_an_address_and_sees_it_once(
    draft: Article, editor: User, editor_client: Client
) -> None:
    made = editor_client.post(page_of(draft), {"purpose": "Dr Ito", "days": "3"})

    assert Client().get(new_address(made)).status_code == 200
    assert "no-store" in made.headers["Cache-Control"]
    again = editor_client.get(page_of(draft))
    assert new_address(again) == ""
    assert new_address(made).split("/")[2] not in again.content.decode()
    assert "Dr Ito" in text_of(again)
    link = draft.preview_links.get()
    assert (link.created_by, link.expires_at - link.created_at > timedelta(days=2)) == (editor, True)


def test_a_week_is_offered(draft: Article, editor_client: Client) -> None:
    assert 'name="days" value="7"' in editor_client.get(page_of(draft)).content.decode()


@pytest.mark.parametrize("days", ["0", "31", "", "many"])
def test_a_term_out_of_range_is_said_and_makes_nothing(
    draft: Article, editor_client: Client, days: str
) -> None:
    response = editor_client.post(page_of(draft), {"purpose": "Dr Ito", "days": days})

    assert response.context["form"].errors["days"]
    assert 'value="Dr Ito"' in response.content.decode()
    assert not draft.preview_links.exists()


def test_the_page_says_which_addresses_are_open(draft: Article) -> None:
    with time_machine.travel(START, tick=False) as clock:
        sharing.share(draft, by=None, days=1, purpose="Ended")
        closed, _ = sharing.share(draft, by=None, days=30, purpose="Shut")
        sharing.revoke(closed, by=None)
        sharing.share(draft, by=None, days=30, purpose="Alive")
        clock.shift(timedelta(days=2))
        words = text_of(logged_in(EditorFactory()).get(page_of(draft)))

    made = "2 Mar 2026, 09:00 by the operator or somebody whose login is gone"
    assert f"Alive Open Close 1 Apr 2026, 10:00 {made}" in words
    assert f"Shut Closed 2 Mar 2026, 09:00 1 Apr 2026, 10:00 {made}" in words
    assert f"Ended Over 3 Mar 2026, 09:00 {made}" in words


def test_an_editor_closes_one_address_then_all(draft: Article, editor_client: Client) -> None:
    addresses = {link.pk: address for link, address in (shared(draft) for _ in range(3))}
    first = next(iter(addresses))

    editor_client.post(page_of(draft, "share_revoke"), {"link": first})
    assert [Client().get(address).status_code for address in addresses.values()] == [404, 200, 200]
    response = editor_client.post(page_of(draft, "share_revoke"), follow=True)

    assert [Client().get(address).status_code for address in addresses.values()] == [404, 404, 404]
    assert "2 preview links closed." in text_of(response)
    assert "Close all of them" not in text_of(response)


@pytest.mark.parametrize("number", ["another's", "0", "nonsense", "9" * 40])
def test_a_page_closes_no_address_of_another_article(
    draft: Article, editor_client: Client, number: str
) -> None:
    other, address = shared(DraftArticleFactory())
    link = str(other.pk) if number == "another's" else number

    assert editor_client.post(page_of(draft, "share_revoke"), {"link": link}).status_code == 404
    assert Client().get(address).status_code == 200


def test_closing_needs_a_form_of_our_own(draft: Article, editor: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    _, address = shared(draft)

    assert client.get(page_of(draft, "share_revoke")).status_code == 405
    assert client.post(page_of(draft, "share_revoke")).status_code == 403
    assert client.post(page_of(draft), {"days": "7"}).status_code == 403
    assert Client().get(address).status_code == 200
    assert draft.preview_links.count() == 1


@pytest.mark.parametrize("factory", [AuthorFactory, VetFactory])
def test_whoever_may_not_change_the_article_has_no_page_to_share_it(draft: Article, factory: Any) -> None:
    client = logged_in(factory())

    assert client.get(page_of(draft)).status_code == 403
    assert client.post(page_of(draft), {"days": "7"}).status_code == 403
    assert client.post(page_of(draft, "share_revoke")).status_code == 403
    assert not draft.preview_links.exists()


def test_the_change_page_links_to_the_sharing_page_of_those_who_may_share(
    draft: Article, editor_client: Client
) -> None:
    change = page_of(draft, "change")

    assert page_of(draft) in editor_client.get(change).content.decode()
    assert page_of(draft) not in logged_in(VetFactory()).get(change).content.decode()


def test_only_our_own_pages_frame_a_preview(draft: Article, editor_client: Client) -> None:
    preview = editor_client.get(page_of(draft, "preview"))
    tools = editor_client.get(page_of(draft, "full_preview"))

    assert preview.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in preview.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in tools.headers["Content-Security-Policy"]
    assert f'data-src="{page_of(draft, "preview")}"' in tools.content.decode()


def test_a_new_article_has_no_page_to_preview_yet(draft: Article, editor_client: Client) -> None:
    new = editor_client.get(reverse("admin:articles_article_add")).content.decode()
    saved = editor_client.get(page_of(draft, "change")).content.decode()

    choice = 'data-choice="view"'
    assert (f"{choice} hidden>" in new, f"{choice}>" in saved) == (True, True)
    assert f'data-src="{page_of(draft, "preview")}"' in saved
