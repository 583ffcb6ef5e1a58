"""Whose words a text holds, who may approve it, and what the pages say where nobody may."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from articles.drafts import editing
from articles.drafts.restoring import restore
from articles.models import Article, Contribution
from articles.publishing import (
    NotAllowed,
    approve,
    is_own,
    publish,
    reasons_for,
    send_back,
    sign,
    submit,
    who_is_missing,
    who_may_approve,
    why_not_approve,
    writers_of,
)
from tests.articles.publishing.test_signing import DUE
from tests.factories import (
    AuthorFactory,
    DraftArticleFactory,
    EditorFactory,
    LoneArticleFactory,
    PictureFactory,
    VetFactory,
)

pytestmark = pytest.mark.django_db

MISSPELT = "## What happens\n\nThe dog recieves grass, and it is glad.\n"
MENDED = MISSPELT.replace("recieves", "receives")


@pytest.fixture
def author() -> User:
    return AuthorFactory(first_name="Ann", last_name="Author")


@pytest.fixture
def editor() -> User:
    return EditorFactory(first_name="Ed", last_name="Editor")


@pytest.fixture
def handed_in(author: User) -> Article:
    article = DraftArticleFactory(owner=author, body=MISSPELT)
    editing.record(article, by=author)
    return submit(article, by=author)


def change(article: Article, by: User, **fields: Any) -> Article:
    article = Article.objects.get(pk=article.pk)
    for name, value in (fields or {"answer": "Because they want to."}).items():
        setattr(article, name, value)
    editing.record(article, by=by)
    return article


def read_and_hand_in(article: Article, by: User) -> Article:
    article = Article.objects.get(pk=article.pk)
    return submit(article, by=by, digest=article.digest)


def test_an_editor_who_rewrote_a_passage_in_review_does_not_approve_it(
    handed_in: Article, editor: User
) -> None:
    change(handed_in, editor)

    with pytest.raises(NotAllowed, match="nobody else has read your words"):
        approve(handed_in, by=editor)


def test_an_editor_who_mended_a_word_in_review_approves_and_somebody_looks_again(
    handed_in: Article, editor: User
) -> None:
    changed = change(handed_in, editor, body=MENDED)
    approve(handed_in, by=editor, digest=changed.digest)

    edition = publish(handed_in, by=editor)

    assert edition.second_look.person == editor


def test_where_no_small_corrections_are_allowed_a_mended_word_counts(
    handed_in: Article, editor: User, settings: Settings
) -> None:
    settings.SMALL_CORRECTIONS = False
    change(handed_in, editor, body=MENDED)

    with pytest.raises(NotAllowed):
        approve(handed_in, by=editor)


def test_once_the_author_has_read_the_editors_words_the_editor_approves(
    handed_in: Article, author: User, editor: User
) -> None:
    change(handed_in, editor)
    send_back(handed_in, by=editor, remarks="I rewrote the answer. Is it right?")
    read_and_hand_in(handed_in, author)

    approve(handed_in, by=editor)

    assert not who_is_missing(handed_in)


def test_handing_in_many_at_once_reads_nothing(handed_in: Article, author: User, editor: User) -> None:
    change(handed_in, editor)
    send_back(handed_in, by=editor, remarks="Rewritten")
    submit(handed_in, by=author)

    with pytest.raises(NotAllowed):
        approve(handed_in, by=editor)


def test_a_vet_who_signs_has_read_the_editors_words(handed_in: Article, editor: User) -> None:
    article = change(handed_in, editor)
    sign(article, by=VetFactory(), review_due_on=DUE, digest=article.digest)

    assert not why_not_approve(Article.objects.get(pk=article.pk), editor)


def test_two_editors_who_both_wrote_read_each_other(handed_in: Article, editor: User) -> None:
    other = EditorFactory()
    change(handed_in, editor)
    change(handed_in, other, standfirst="Another beginning.")
    assert not who_may_approve(Article.objects.get(pk=handed_in.pk))
    send_back(handed_in, by=editor, remarks="Let us read each other")
    read_and_hand_in(handed_in, other)

    approve(handed_in, by=editor)


def test_a_mended_comma_on_a_live_page_makes_nobody_the_writer_of_what_follows(
    author: User, editor: User
) -> None:
    article: Article = LoneArticleFactory(owner=author, body=MISSPELT)
    change(article, editor, body=MENDED)
    change(article, author, answer="Because grass is there.")
    read_and_hand_in(article, author)

    approve(article, by=editor)


def test_many_small_changes_of_one_person_are_measured_together(author: User, editor: User) -> None:
    wrong = "Cats recieve a lot. Dogs beleive us. A rabit eats. A freind helps. Somtimes it rains."
    article = DraftArticleFactory(owner=author, answer=wrong)
    editing.record(article, by=author)
    submit(article, by=author)
    said = wrong
    for old, new in (
        ("recieve", "receive"),
        ("beleive", "believe"),
        ("rabit", "rabbit"),
        ("freind", "friend"),
    ):
        said = said.replace(old, new)
        change(article, editor, answer=said)
    assert not is_own(Article.objects.get(pk=article.pk), editor)

    change(article, editor, answer=said.replace("A rabbit eats.", "A rabbit, eats."))

    assert is_own(Article.objects.get(pk=article.pk), editor)


def test_who_takes_a_change_back_is_no_writer(handed_in: Article, editor: User) -> None:
    change(handed_in, editor)
    change(handed_in, editor, answer=handed_in.answer)

    approve(handed_in, by=editor)


def test_words_that_are_put_back_belong_to_two(handed_in: Article, editor: User) -> None:
    writer, third = EditorFactory(), EditorFactory()
    rewritten = change(handed_in, writer)
    row = rewritten.history.latest()
    change(handed_in, editor, answer=handed_in.answer)

    restored = restore(handed_in, row, by=third).article

    assert is_own(restored, writer)
    assert is_own(restored, third)


def test_autosaving_again_and_again_is_one_contribution(author: User) -> None:
    article: Article = DraftArticleFactory(owner=author)
    editing.record(article, by=author)
    for answer in ("B", "Be", "Bec", "Because."):
        article = Article.objects.get(pk=article.pk)
        editing.autosave(article, {"answer": answer}, by=author, version=article.version)

    assert Contribution.objects.filter(article=article).count() == 2


def test_other_words_for_a_picture_are_those_of_who_changed_it(author: User, editor: User) -> None:
    picture = PictureFactory()
    article = DraftArticleFactory(owner=author, lead=picture)
    editing.record(article, by=author)
    picture.alt = "A cat in a box"
    picture.save()

    editing.picture_changed(picture, by=editor)

    assert [writer.person for writer in writers_of(Article.objects.get(pk=article.pk))] == [editor, author]


def test_a_page_names_who_may_approve(handed_in: Article, editor: User) -> None:
    other = EditorFactory(first_name="Mira", last_name="Falk")
    change(handed_in, editor)
    article = Article.objects.get(pk=handed_in.pk)

    assert why_not_approve(article, editor).endswith("somebody else approves it. Mira Falk may.")
    assert not why_not_approve(article, other)


def test_where_nobody_may_approve_the_page_says_who_is_missing(handed_in: Article, editor: User) -> None:
    change(handed_in, editor)
    article = Article.objects.get(pk=handed_in.pk)

    said = who_is_missing(article)

    assert "Send it back to Ann Author, who reads what others changed and hands it in again" in said
    assert "SELF_APPROVAL=yes" in why_not_approve(article, editor)


def test_a_site_without_an_editor_is_told_so(handed_in: Article) -> None:
    assert "a login in the group of editors is missing" in who_is_missing(handed_in)


def test_a_list_asks_as_often_for_many_texts_as_for_few(author: User, editor: User) -> None:
    def queries_for(number: int) -> int:
        articles = []
        for _ in range(number):
            article = DraftArticleFactory(owner=author)
            editing.record(article, by=author)
            articles.append(article)
        with CaptureQueriesContext(connection) as asked:
            assert set(reasons_for(articles, editor).values()) == {""}
        return len(asked)

    editor.has_perm("articles.approve_article")
    assert queries_for(1) == queries_for(5)
