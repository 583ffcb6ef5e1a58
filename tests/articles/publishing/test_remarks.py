"""Remarks on a passage: who makes, answers and resolves them, and where they are found again."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from articles.models import Article, Remark
from articles.models.remark import PLACES
from articles.publishing import NotAllowed, remarks
from articles.publishing.remarks import (
    QUOTED,
    NoSuchPassage,
    answer_remark,
    make_remark,
    remarks_of,
    resolve_remark,
    unresolved,
)
from tests.articles.admin.pages import client_of
from tests.articles.admin.versions import saved
from tests.factories import AuthorFactory, DraftArticleFactory, EditorFactory, VetFactory

pytestmark = pytest.mark.django_db

BODY = "## What happens\n\nThe dog does it.\n\nIt **soon** ends."


@pytest.fixture
def article() -> Article:
    return DraftArticleFactory(body=BODY, owner=AuthorFactory(first_name="Ada"))


@pytest.fixture
def remark(article: Article) -> Remark:
    return make_remark(article, by=EditorFactory(first_name="Noor"), words="it soon ends", text="How soon?")


def test_a_remark_finds_its_passage_again(article: Article, remark: Remark) -> None:
    assert (remark.place, remark.line) == ("body", 5)

    saved(article, body="New.\n\nAnd more.\n\n" + BODY)

    (placed,) = remarks_of(Article.objects.get(pk=article.pk))
    assert (placed.where, placed.is_lost) == ("Text, line 9", False)


def test_a_remark_whose_words_are_gone_says_so(article: Article, remark: Remark) -> None:
    saved(article, body="It stays.")

    (placed,) = remarks_of(Article.objects.get(pk=article.pk))
    assert (placed.line, placed.is_lost) == (0, True)


def test_a_remark_on_words_that_are_not_there_is_refused(article: Article) -> None:
    with pytest.raises(NoSuchPassage):
        make_remark(article, by=EditorFactory(), words="a cat", text="Which?")


def test_the_live_checks_tell_it_at_its_line_of_what_is_typed(article: Article, remark: Remark) -> None:
    client = client_of(EditorFactory())
    address = f"{reverse('markdownx_checks')}?article={article.pk}"

    found = client.post(address, {"body": "New.\n\n" + BODY}).json()["findings"]

    (told,) = [finding for finding in found if finding["message"] == "Noor: How soon?"]
    page = reverse("admin:articles_article_review", args=[article.pk])
    assert told == {
        "url": f"{page}#remark-{remark.pk}",
        "blocks": False,
        "place": "body",
        "line": 7,
        "where": "Text, line 7",
        "message": "Noor: How soon?",
        "words": "it soon ends",
        "anchor": "id_body",
    }


def test_who_resolved_it_first_stays(article: Article, remark: Remark) -> None:
    resolve_remark(remark, by=article.owner)
    before = remark.resolved_at

    resolve_remark(remark, by=EditorFactory())

    remark.refresh_from_db()
    assert (remark.resolved_by, remark.resolved_at) == (article.owner, before)


def test_a_resolved_remark_is_kept(article: Article, remark: Remark) -> None:
    resolve_remark(remark, by=article.owner)

    assert unresolved(article) == []
    (placed,) = remarks_of(article)
    assert (placed.remark.resolved_by, placed.remark.resolved_at is None) == (article.owner, False)

    resolve_remark(remark, by=article.owner, is_resolved=False)
    assert len(unresolved(article)) == 1


def test_remarks_are_made_by_reviewers_alone(article: Article) -> None:
    make_remark(article, by=VetFactory(), text="Who says so?")

    with pytest.raises(NotAllowed):
        make_remark(article, by=article.owner, text="Myself")


def test_strangers_neither_answer_nor_resolve(remark: Remark) -> None:
    stranger: User = AuthorFactory()

    with pytest.raises(NotAllowed):
        answer_remark(remark, by=stranger, text="No")
    with pytest.raises(NotAllowed):
        resolve_remark(remark, by=stranger)


def test_remarks_go_with_the_article(article: Article, remark: Remark) -> None:
    answer_remark(remark, by=article.owner, text="Yes.")

    article.delete()

    assert not Remark.objects.exists()


def test_remarks_take_a_constant_number_of_queries(
    article: Article, remark: Remark, django_assert_max_num_queries: object
) -> None:
    for number in range(5):
        made = make_remark(article, by=remark.by, text=f"Remark {number}")
        answer_remark(made, by=remark.by, text="Yes.")

    with django_assert_max_num_queries(3):  # type: ignore[operator]
        remarks_of(article)


def test_every_field_with_words_can_hold_a_remark() -> None:
    assert set(QUOTED) <= set(PLACES)


def test_more_open_remarks_than_anybody_works_through_are_refused(
    article: Article, remark: Remark, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remarks, "MOST_OPEN", 1)
    editor = EditorFactory()

    with pytest.raises(NotAllowed, match="Resolve some"):
        make_remark(article, by=editor, text="And?")
    resolve_remark(remark, by=editor)
    make_remark(article, by=editor, text="And?")
    with pytest.raises(NotAllowed, match="Resolve some"):
        resolve_remark(remark, by=editor, is_resolved=False)


def test_of_resolved_remarks_the_newest_are_shown_and_all_counted(
    article: Article, remark: Remark, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = EditorFactory()
    newer = make_remark(article, by=editor, text="And?")
    for one in (remark, newer):
        resolve_remark(one, by=editor)
    monkeypatch.setattr(remarks, "MOST_RESOLVED", 1)

    assert [placed.remark for placed in remarks_of(article)] == [newer]
    page = client_of(editor).get(reverse("admin:articles_article_review", args=[article.pk]))
    assert "And 1 earlier one." in page.content.decode()


def test_the_answers_to_one_remark_come_to_an_end(remark: Remark, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remarks, "MOST_ANSWERS", 1)
    editor = EditorFactory()
    answer_remark(remark, by=editor, text="Soon.")

    with pytest.raises(NotAllowed, match="Resolve it"):
        answer_remark(remark, by=editor, text="Later.")
