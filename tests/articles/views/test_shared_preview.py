"""The page of a secret address shows a draft to its holder until it ends, and to nobody else."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from articles.drafts import sharing
from articles.models import Article
from articles.models.article import Kind
from tests.articles.drafts.previews import START, main_of, page_of, shared, text_of
from tests.factories import DraftArticleFactory, LiveArticleFactory, PictureFactory, ReferenceFactory

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)


@pytest.fixture
def draft() -> Article:
    return DraftArticleFactory(title="A draft about wagging")


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


def test_an_address_works_until_the_second_when_it_expires(draft: Article) -> None:
    with time_machine.travel(START, tick=False) as clock:
        link, address = shared(draft, days=2)
        clock.move_to(link.expires_at - SECOND)
        before = Client().get(address).status_code
        clock.move_to(link.expires_at)
        after = Client().get(address).status_code

    assert link.expires_at == START + timedelta(days=2)
    assert (before, after) == (200, 404)


def test_wrong_closed_and_expired_addresses_get_the_same_answer(draft: Article) -> None:
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
