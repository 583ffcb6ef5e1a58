"""Remarks on the pages of the review and of the signature."""

import pytest
from django.test import Client

from articles.models import Article, Remark
from articles.publishing.remarks import make_remark
from tests.articles.admin.pages import address, client_of, text_of
from tests.factories import AuthorFactory, DraftArticleFactory, VetFactory

pytestmark = pytest.mark.django_db

PAGES = pytest.mark.parametrize("page", ["review", "sign"])
WORDS = "itches for a day"


@pytest.fixture
def article() -> Article:
    article: Article = DraftArticleFactory(body=f"## When\n\nA dog {WORDS}.", owner=AuthorFactory())
    return article


@pytest.fixture
def vet_client() -> Client:
    return client_of(VetFactory())


@PAGES
def test_a_vet_puts_a_remark_where_they_read(article: Article, vet_client: Client, page: str) -> None:
    sent = {"_remark": "yes", "words": WORDS, "remark": "Or two?"}

    answer = vet_client.post(address(article, page), sent, follow=True)

    remark = article.remarks.get()
    assert answer.redirect_chain == [(f"{address(article, page)}#remark-{remark.pk}", 302)]
    assert "Or two?" in text_of(answer)


@PAGES
def test_a_remark_on_words_that_are_not_there_keeps_what_was_typed(
    article: Article, vet_client: Client, page: str
) -> None:
    sent = {"_remark": "yes", "words": "purrs for a day", "remark": "Or two?"}

    answer = vet_client.post(address(article, page), sent)

    assert not Remark.objects.exists()
    assert "These words are not in the text" in text_of(answer)
    assert [field.value() for field in answer.context["remark_form"]] == ["purrs for a day", "Or two?"]


@PAGES
def test_an_answer_leads_back_to_the_page_where_the_remark_was_read(
    article: Article, vet_client: Client, page: str
) -> None:
    remark = make_remark(article, by=None, words=WORDS, text="Or two?")

    answer = vet_client.post(
        address(article, "remark"), {"pk": remark.pk, "page": page, "answer": "One.", "_resolve": "yes"}
    )

    assert answer["Location"] == f"{address(article, page)}#remark-{remark.pk}"
    remark.refresh_from_db()
    assert remark.resolved_at
    assert remark.answers.get().text == "One."


def test_a_long_answer_is_kept_to_its_last_letter(article: Article, vet_client: Client) -> None:
    remark = make_remark(article, by=None, text="Or two?")
    typed = "\r\n".join(["line"] * 399) + "."

    vet_client.post(address(article, "remark"), {"pk": remark.pk, "answer": typed, "_answer": "yes"})

    assert remark.answers.get().text == typed.replace("\r\n", "\n")


@pytest.mark.parametrize("typed", ["a\0b", "x" * 2001])
def test_an_answer_that_cannot_be_stored_is_refused_in_words(
    article: Article, vet_client: Client, typed: str
) -> None:
    remark = make_remark(article, by=None, text="Or two?")

    answer = vet_client.post(
        address(article, "remark"), {"pk": remark.pk, "answer": typed, "_resolve": "yes"}, follow=True
    )

    remark.refresh_from_db()
    assert remark.resolved_at is None
    assert "Your answer was not stored." in text_of(answer)
