"""Editors change addresses, lead old ones on, and see what points to what they withdraw."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.composing.backlinks import SHOWN, count_pages_pointing_to, pointing_to
from articles.drafts.editing import record
from articles.models import Article, Redirect
from articles.publishing import Release, addresses, publish, withdraw
from articles.publishing.addresses import AddressTaken, CannotLead, change_address, lead_on
from tests.factories import (
    AuthorFactory,
    DraftArticleFactory,
    LiveArticleFactory,
    ModeratorFactory,
    VetFactory,
    live_edition,
)

pytestmark = pytest.mark.django_db

REDIRECTS, ADD = "/admin/articles/redirect/", "/admin/articles/redirect/add/"


def address(article: Article, page: str) -> str:
    return reverse(f"admin:articles_article_{page}", args=[article.pk])


def text_of(response: Any) -> str:
    words = re.sub(r"<[^>]*>", " ", response.content.decode())
    return " ".join(words.split()).replace("&#x27;", "'")


def messages_of(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def linking(to: Article, *, live: bool, title: str) -> Article:
    """An article whose text links to another one."""
    article: Article = DraftArticleFactory(title=title, body=f"## More\n\n[More](article:{to.slug})")
    if live:
        publish(article, by=None)
    else:
        record(article, by=None)
    return article


# --- changing the address


def test_an_editor_changes_the_address_of_a_published_article(editor_client: Client, client: Client) -> None:
    article = LiveArticleFactory(slug="wag")
    page = address(article, "address")

    asked = text_of(editor_client.get(page))
    done = editor_client.post(page, {"slug": "why-wag", "kind": "article"}, follow=True)

    assert "Readers find this article at /articles/wag/" in asked
    assert "The present address leads on to the new one" in asked
    assert messages_of(done) == ["The address is /articles/why-wag/ now."]
    assert client.get("/articles/wag/").headers["Location"] == "/articles/why-wag/"


def test_another_kind_is_told_to_wait_for_the_next_edition(editor_client: Client) -> None:
    article = LiveArticleFactory(slug="beagle")

    done = editor_client.post(address(article, "address"), {"slug": "beagle", "kind": "breed"}, follow=True)

    assert messages_of(done) == ["The address becomes /breeds/beagle/ when the working copy is published."]
    assert live_edition(article).get_absolute_url() == "/articles/beagle/"


def test_the_same_address_again_is_no_fault(editor_client: Client) -> None:
    article = LiveArticleFactory(slug="wag")

    done = editor_client.post(address(article, "address"), {"slug": "wag", "kind": "article"}, follow=True)

    assert messages_of(done) == ["The address is what it was; nothing changed."]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"slug": "taken", "kind": "article"}, "“Why is it taken?” has this address. Choose another one."),
        ({"slug": "moved", "kind": "article"}, "/articles/moved/ leads readers on to “Why did it move?”."),
        ({"slug": "Why Wag", "kind": "article"}, "Use small letters, digits and single hyphens."),
        ({"slug": "why_wag", "kind": "article"}, "Use small letters, digits and single hyphens."),
        ({"slug": "", "kind": "article"}, "This field is required."),
        ({"slug": "x" * 101, "kind": "article"}, "at most 100 characters"),
        ({"slug": "why-wag", "kind": "advert"}, "Select a valid choice."),
    ],
)
def test_a_wrong_address_is_told_and_what_was_typed_is_kept(
    editor_client: Client, data: dict[str, str], message: str
) -> None:
    DraftArticleFactory(slug="taken", title="Why is it taken?")
    change_address(LiveArticleFactory(slug="moved", title="Why did it move?"), slug="here", by=None)
    article = LiveArticleFactory(slug="wag")

    response = editor_client.post(address(article, "address"), data)

    assert message in text_of(response)
    assert f'value="{data["slug"]}"' in response.content.decode() or not data["slug"]
    article.refresh_from_db()
    assert article.slug == "wag"


def test_an_address_that_is_taken_at_the_last_moment_is_told(
    editor_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(*_: Any) -> None:
        raise AddressTaken("“Why tails?” has this address.")

    article = LiveArticleFactory(slug="wag")
    monkeypatch.setattr(addresses, "check_free", taken)

    response = editor_client.post(address(article, "address"), {"slug": "tail", "kind": "article"})

    assert "“Why tails?” has this address." in text_of(response)
    assert 'value="tail"' in response.content.decode()


def test_the_page_shows_old_addresses_and_who_links_here(editor_client: Client) -> None:
    article = change_address(LiveArticleFactory(slug="wag"), slug="why-wag", by=None)
    other = linking(article, live=True, title="Why tails?")

    response = editor_client.get(address(article, "address"))

    words = text_of(response)
    assert "Old addresses that lead here /articles/wag/" in words
    assert "1 page that readers see Why tails?" in words
    assert address(other, "change") in response.content.decode()


def test_a_draft_says_that_nothing_leads_on(editor_client: Client) -> None:
    words = text_of(editor_client.get(address(DraftArticleFactory(slug="wag"), "address")))

    assert "Readers do not see this article now. Its address is /articles/wag/" in words
    assert "Nobody has seen this article yet" in words


def test_an_author_changes_the_address_of_their_draft_and_of_nothing_else() -> None:
    author = AuthorFactory()
    client = as_user(author)
    draft, live = DraftArticleFactory(owner=author), LiveArticleFactory(owner=author)
    other = DraftArticleFactory()

    assert client.get(address(draft, "address")).status_code == 200
    assert client.get(address(live, "address")).status_code == 403
    assert client.get(address(other, "address")).status_code == 403


@pytest.mark.parametrize("person", [VetFactory, ModeratorFactory])
def test_others_do_not_change_addresses(person: Any) -> None:
    client = as_user(person())
    article = LiveArticleFactory(slug="wag")

    response = client.post(address(article, "address"), {"slug": "why-wag", "kind": "article"})

    assert response.status_code == 403
    assert Article.objects.get().slug == "wag"


def test_the_form_of_a_published_article_leads_to_the_page(editor_client: Client) -> None:
    article = LiveArticleFactory()

    page = editor_client.get(address(article, "change")).content.decode()

    assert address(article, "address") in page
    assert 'name="slug"' not in page


# --- redirects by hand


def test_an_editor_leads_an_old_address_on(editor_client: Client, client: Client) -> None:
    article = LiveArticleFactory(slug="tail")

    response = editor_client.post(ADD, {"old_path": "/articles/old/", "article": article.pk}, follow=True)

    assert "was added successfully" in messages_of(response)[0]
    assert client.get("/articles/old/").headers["Location"] == "/articles/tail/"


def test_adding_by_hand_collapses_chains_too(editor_client: Client) -> None:
    middle, end = LiveArticleFactory(slug="middle"), LiveArticleFactory(slug="end")
    lead_on("/articles/start/", middle, by=None)
    withdraw(middle, by=None)

    editor_client.post(ADD, {"old_path": "/articles/middle/", "article": end.pk})

    assert set(Redirect.objects.values_list("old_path", "article")) == {
        ("/articles/start/", end.pk),
        ("/articles/middle/", end.pk),
    }


@pytest.mark.parametrize(
    ("path", "to", "message"),
    [
        ("/articles/live/", "tail", "Readers see “Why live?” at this address"),
        ("/articles/tail/", "tail", "This is the article's own address."),
        ("/articles/old/", "draft", "Readers do not see “Why draft?”"),
        ("/somewhere/else/", "tail", "Only the address of a page can lead on"),
        ("old", "tail", "Only the address of a page can lead on"),
        ("/articles/taken/", "tail", "Readers are led on from this address already"),
        ("", "tail", "This field is required."),
    ],
)
def test_a_redirect_that_cannot_be_is_told(editor_client: Client, path: str, to: str, message: str) -> None:
    LiveArticleFactory(slug="live", title="Why live?")
    target = LiveArticleFactory(slug="tail", title="Why tails?")
    DraftArticleFactory(slug="draft", title="Why draft?")
    lead_on("/articles/taken/", target, by=None)
    data = {"old_path": path, "article": Article.objects.get(slug=to).pk}

    response = editor_client.post(ADD, data)

    assert message in text_of(response)
    assert f'value="{path}"' in response.content.decode() or not path
    assert Redirect.objects.count() == 1


def test_a_redirect_is_deleted_and_never_changed_in_place(editor_client: Client, client: Client) -> None:
    redirect = lead_on("/articles/old/", LiveArticleFactory(slug="tail"), by=None)
    other = LiveArticleFactory(slug="other")

    changed = editor_client.post(
        f"{REDIRECTS}{redirect.pk}/change/", {"old_path": "/articles/x/", "article": other.pk}
    )
    before = client.get("/articles/old/").status_code
    editor_client.post(f"{REDIRECTS}{redirect.pk}/delete/", {"post": "yes"})

    assert (changed.status_code, before) == (403, 301)
    assert client.get("/articles/old/").status_code == 404


def test_the_list_says_where_each_address_leads_now_in_few_questions(editor_client: Client) -> None:
    gone = LiveArticleFactory(slug="gone", title="Why gone?")
    lead_on("/articles/old/", gone, by=None)
    withdraw(gone, by=None)
    lead_on("/breeds/older/", LiveArticleFactory(slug="beagle", kind="breed", title="Beagle"), by=None)

    with CaptureQueriesContext(connection) as few:
        response = editor_client.get(REDIRECTS)
    for number in range(20):
        lead_on(f"/articles/old-{number}/", LiveArticleFactory(), by=None)
    with CaptureQueriesContext(connection) as many:
        editor_client.get(REDIRECTS)

    words = text_of(response)
    assert "/articles/old/ Why gone? Nowhere: readers do not see the article" in words
    assert "/breeds/older/ Beagle /breeds/beagle/" in words
    assert len(many) == len(few)


@pytest.mark.parametrize(("asked", "found"), [("old", 1), ("Beagle", 1), ("beagle-file", 1), ("nothing", 0)])
def test_redirects_are_searched_by_address_and_by_article(
    editor_client: Client, asked: str, found: int
) -> None:
    lead_on("/breeds/old/", LiveArticleFactory(slug="beagle-file", kind="breed", title="Beagle"), by=None)

    assert editor_client.get(REDIRECTS, {"q": asked}).context["cl"].result_count == found


@pytest.mark.parametrize("person", [AuthorFactory, VetFactory, ModeratorFactory])
def test_only_editors_lead_readers_on(person: Any) -> None:
    client = as_user(person())
    article = LiveArticleFactory()
    redirect = lead_on("/articles/old/", article, by=None)

    added = client.post(ADD, {"old_path": "/articles/x/", "article": article.pk})
    deleted = client.post(f"{REDIRECTS}{redirect.pk}/delete/", {"post": "yes"})

    assert (client.get(REDIRECTS).status_code, added.status_code, deleted.status_code) == (403, 403, 403)
    assert Redirect.objects.get() == redirect


# --- withdrawing


def test_what_points_here_is_listed_before_withdrawing(editor_client: Client) -> None:
    article = LiveArticleFactory(slug="wag")
    page = linking(article, live=True, title="A page")
    draft = linking(article, live=False, title="A draft")
    linking(LiveArticleFactory(), live=True, title="A stranger")

    response = editor_client.get(address(article, "withdraw"))

    words = text_of(response)
    assert "1 page that readers see A page 1 working copy, not yet with readers A draft" in words
    assert "A stranger" not in words
    for other in (page, draft):
        assert address(other, "change") in response.content.decode()


def test_nothing_that_points_here_is_said_too(editor_client: Client) -> None:
    words = text_of(editor_client.get(address(LiveArticleFactory(), "withdraw")))

    assert "No other article links to this one." in words


@pytest.mark.parametrize("written", ["tail", "/articles/tail/", " https://kb.example/articles/tail/?a=b#c "])
def test_withdrawing_leads_readers_on(editor_client: Client, client: Client, written: str) -> None:
    article = LiveArticleFactory(slug="wag", title="Why wag?")
    LiveArticleFactory(slug="tail", title="Why tails?")

    done = editor_client.post(address(article, "withdraw"), {"lead_on": written}, follow=True)

    assert messages_of(done) == ["Readers no longer see “Why wag?”. Its address leads on to “Why tails?”."]
    assert client.get("/articles/wag/").headers["Location"] == "/articles/tail/"


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("nobody", "There is no article with the address “nobody”."),
        ("http://[", "There is no article with the address “http://[”."),
        ("wag", "This is the article that you are withdrawing."),
        ("draft", "Readers do not see “Why draft?”, so nothing can lead to it."),
    ],
)
def test_readers_who_cannot_be_led_there_keep_their_page(
    editor_client: Client, client: Client, written: str, message: str
) -> None:
    article = LiveArticleFactory(slug="wag")
    DraftArticleFactory(slug="draft", title="Why draft?")

    response = editor_client.post(address(article, "withdraw"), {"lead_on": written})

    assert message in text_of(response)
    assert f'value="{written}"' in response.content.decode()
    assert client.get("/articles/wag/").status_code == 200


def test_withdrawing_and_leading_on_happen_together_or_not_at_all(
    editor_client: Client, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone_meanwhile(*_: Any) -> None:
        raise CannotLead("Readers do not see it.")

    article = LiveArticleFactory(slug="wag")
    LiveArticleFactory(slug="tail")
    monkeypatch.setattr(addresses, "check_lead", gone_meanwhile)

    response = editor_client.post(address(article, "withdraw"), {"lead_on": "tail"})

    assert "Readers do not see it." in text_of(response)
    assert client.get("/articles/wag/").status_code == 200


def test_withdrawing_again_offers_the_choice_made_before(editor_client: Client, client: Client) -> None:
    article = LiveArticleFactory(slug="wag")
    LiveArticleFactory(slug="tail")
    page = address(article, "withdraw")
    editor_client.post(page, {"lead_on": "tail"})
    article.editions.update(live_until=None)

    offered = editor_client.get(page).content.decode()
    editor_client.post(page, {"lead_on": ""})

    assert 'value="tail"' in offered
    assert client.get("/articles/wag/").status_code == 404


# --- what points here


def test_scheduled_pages_count_as_pages_and_old_editions_do_not() -> None:
    article = LiveArticleFactory(slug="wag")
    scheduled = linking(article, live=False, title="Scheduled")
    publish(scheduled, by=None, release=Release(at=timezone.now() + timedelta(hours=1)))
    past = linking(article, live=True, title="Past")
    Article.objects.filter(pk=past.pk).update(body="No link any more.")
    past.refresh_from_db()
    publish(past, by=None)

    found = pointing_to(article)

    assert [one.title for one in found.pages] == ["Scheduled"]
    assert found.drafts == []


def test_pages_are_counted_for_many_articles_at_once() -> None:
    often, once, never = LiveArticleFactory(), LiveArticleFactory(), LiveArticleFactory()
    for title in ("A", "B"):
        linking(often, live=True, title=title)
    linking(once, live=True, title="C")
    linking(never, live=False, title="D")

    with CaptureQueriesContext(connection) as queries:
        counts = count_pages_pointing_to([often, once, never])

    assert counts == {often.pk: 2, once.pk: 1}
    assert len(queries) == 1


def test_an_article_does_not_point_to_itself() -> None:
    article = LiveArticleFactory(slug="wag")
    Article.objects.filter(pk=article.pk).update(body="## More\n\n[Again](article:wag)")
    article.refresh_from_db()
    record(article, by=None)

    assert pointing_to(article).draft_count == 0


def test_more_than_anybody_reads_are_counted(editor_client: Client) -> None:
    article = LiveArticleFactory(slug="wag")
    for number in range(SHOWN + 2):
        linking(article, live=False, title=f"Draft {number:02}")

    with CaptureQueriesContext(connection) as queries:
        found = pointing_to(article)
    asked = len(queries)
    words = text_of(editor_client.get(address(article, "withdraw")))

    # Two for who links here, one for the titles of those; no page, so no titles of pages.
    assert asked == 3
    assert (len(found.drafts), found.draft_count, found.more_drafts) == (SHOWN, SHOWN + 2, 2)
    assert "22 working copies, not yet with readers" in words
    assert "Draft 19 and 2 more" in words
