"""Secret preview addresses: they show a draft to their holder until they end, and to nobody else."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.drafts import sharing
from articles.models import Article, PreviewLink
from articles.models.article import Kind
from articles.roles import NotAllowed
from tests.factories import (
    AuthorFactory,
    DraftArticleFactory,
    EditorFactory,
    LiveArticleFactory,
    PictureFactory,
    ReferenceFactory,
    VetFactory,
)

pytestmark = pytest.mark.django_db

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def draft() -> Article:
    return DraftArticleFactory(title="A draft about wagging")


def page_of(article: Article, name: str = "share") -> str:
    return reverse(f"admin:articles_article_{name}", args=[article.pk])


def shared(article: Article, days: int = 7) -> tuple[PreviewLink, str]:
    """A link and its address."""
    link, token = sharing.share(article, by=None, days=days)
    return link, reverse("shared_preview", args=[token])


def opened(token: str) -> Article | None:
    """The article that a token opens now."""
    link = sharing.open_link(token, timezone.now())
    return link.article if link else None


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def main_of(response: Any) -> str:
    found = re.search(r"<article>.*</article>", response.content.decode(), re.DOTALL)
    assert found
    return found[0]


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


# --- the verbs


def test_what_the_database_keeps_opens_nothing(draft: Article) -> None:
    link, token = sharing.share(draft, by=None, days=7)

    assert len(token) >= 22  # 128 bits, six to a letter
    assert token not in str(PreviewLink.objects.values().get(pk=link.pk))
    assert opened(token) == draft
    assert opened(link.token_hash) is None


def test_no_two_addresses_are_alike(draft: Article) -> None:
    assert len({sharing.share(draft, by=None, days=1)[1] for _ in range(20)}) == 20


@pytest.mark.parametrize("days", [-1, 0, sharing.MAX_DAYS + 1])
def test_no_address_lives_longer_than_its_maximum(draft: Article, days: int) -> None:
    with pytest.raises(sharing.BadTerm):
        sharing.share(draft, by=None, days=days)

    assert not PreviewLink.objects.exists()


@pytest.mark.parametrize("factory", [AuthorFactory, VetFactory])
def test_only_those_who_may_change_an_article_share_it_and_close_its_addresses(
    draft: Article, factory: Any
) -> None:
    link, _ = sharing.share(draft, by=None, days=7)
    stranger = factory()

    with pytest.raises(NotAllowed):
        sharing.share(draft, by=stranger, days=7)
    with pytest.raises(NotAllowed):
        sharing.revoke(link, by=stranger)
    with pytest.raises(NotAllowed):
        sharing.revoke_all(draft, by=stranger)

    assert [one.revoked_at for one in PreviewLink.objects.all()] == [None]


def test_an_author_shares_a_draft_of_their_own() -> None:
    author = AuthorFactory()
    own = DraftArticleFactory(owner=author)

    link, token = sharing.share(own, by=author, days=1, purpose="My vet")

    assert (link.created_by, link.purpose) == (author, "My vet")
    assert opened(token) == own


def test_closing_twice_keeps_the_first_time(draft: Article) -> None:
    with time_machine.travel(START, tick=False) as clock:
        link, _ = shared(draft)
        sharing.revoke(link, by=None)
        clock.shift(60)
        sharing.revoke(link, by=None)

    link.refresh_from_db()
    assert link.revoked_at == START


def test_closing_one_leaves_the_others_open(draft: Article) -> None:
    (first, first_address), (_, second_address) = shared(draft), shared(draft)

    sharing.revoke(first, by=None)

    assert Client().get(first_address).status_code == 404
    assert Client().get(second_address).status_code == 200


def test_closing_all_leaves_those_of_other_articles_open(draft: Article) -> None:
    addresses = [shared(draft)[1] for _ in range(2)]
    _, elsewhere = shared(DraftArticleFactory())

    assert sharing.revoke_all(draft, by=None) == 2

    assert [Client().get(address).status_code for address in addresses] == [404, 404]
    assert Client().get(elsewhere).status_code == 200


# --- the shared page


@pytest.mark.parametrize("kind", Kind.values)
def test_the_holder_of_an_address_sees_the_page_that_editors_preview(
    kind: str, editor_client: Client
) -> None:
    article = DraftArticleFactory(kind=kind, lead=PictureFactory(), body="## One\n\nA claim.[^study1906]\n")
    ReferenceFactory(article=article, key="study1906")
    _, address = shared(article)

    page = Client().get(address)

    assert page.status_code == 200
    assert main_of(page) == main_of(editor_client.get(page_of(article, "preview")))
    assert "Observations on the scratch-reflex" in text_of(page)


def test_the_page_says_what_it_is_and_until_when(draft: Article) -> None:
    with time_machine.travel(START, tick=False):
        words = text_of(Client().get(shared(draft, days=3)[1]))

    assert "This is a draft. It may not have been checked" in words
    assert "works until 5 March 2026, 09:00" in words


def test_the_page_shows_the_working_copy_whatever_readers_see() -> None:
    article = LiveArticleFactory(slug="wag", title="Published")
    _, address = shared(article)
    Article.objects.filter(pk=article.pk).update(title="Changed since")

    assert "Changed since" in text_of(Client().get(address))
    assert "Changed since" not in text_of(Client().get("/articles/wag/"))


def test_an_address_opens_one_article_alone(draft: Article) -> None:
    other = DraftArticleFactory(title="Another draft")

    words = text_of(Client().get(shared(draft)[1]))

    assert other.title not in words
    assert Client().get(f"/articles/{draft.slug}/").status_code == 404


@pytest.mark.parametrize("method", ["get", "head"])
def test_nothing_keeps_indexes_or_follows_the_page(draft: Article, method: str) -> None:
    response = getattr(Client(), method)(shared(draft)[1])

    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Frame-Options"] == "DENY"
    assert "ETag" not in response.headers
    assert not response.cookies


def test_the_page_holds_no_form_no_script_and_never_its_own_address(draft: Article) -> None:
    address = shared(draft)[1]

    html = Client().get(address).content.decode()

    assert '<meta name="robots" content="noindex, nofollow">' in html
    assert address.split("/")[2] not in html
    assert "<form" not in html
    assert "<script" not in html
    assert 'id="comments"' not in html


def test_a_head_answers_without_a_body(draft: Article) -> None:
    response = Client().head(shared(draft)[1])

    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_an_address_only_shows(draft: Article, method: str) -> None:
    response = getattr(Client(), method)(shared(draft)[1])

    assert response.status_code == 405
    assert response.headers["Cache-Control"] == "private, no-store"


def test_an_address_works_until_its_second_and_not_after(draft: Article) -> None:
    with time_machine.travel(START, tick=False) as clock:
        link, address = shared(draft, days=2)
        clock.move_to(link.expires_at - SECOND)
        before = Client().get(address).status_code
        clock.move_to(link.expires_at)
        after = Client().get(address).status_code

    assert link.expires_at == START + timedelta(days=2)
    assert (before, after) == (200, 404)


def test_a_wrong_a_closed_and_an_old_address_cannot_be_told_apart(draft: Article) -> None:
    with time_machine.travel(START, tick=False) as clock:
        (closed, closed_address), (_, old_address) = shared(draft, days=30), shared(draft, days=1)
        sharing.revoke(closed, by=None)
        clock.shift(timedelta(days=2))
        wrong = [f"/preview/{token}/" for token in ("A" * 32, "x", "ü%00", "a" * 3000)]
        answers = [Client().get(address) for address in (closed_address, old_address, *wrong)]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert len({tuple(sorted(answer.headers.items())) for answer in answers}) == 1
    assert answers[0].headers["Cache-Control"] == "private, no-store"
    assert answers[0].content == Client().get("/articles/nowhere/").content


def test_a_deleted_article_takes_its_addresses_with_it(draft: Article) -> None:
    _, address = shared(draft)

    draft.delete()

    assert Client().get(address).status_code == 404


# --- the admin's page


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

    made = "2 Mar 2026, 09:00 by the operator"
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


# --- the preview beside the text


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

    assert ("Whole page" in new, "Whole page" in saved) == (False, True)
    assert f'data-src="{page_of(draft, "preview")}"' in saved
