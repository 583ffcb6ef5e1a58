"""Somebody reads one text, and no other: what was thrown away before or since is new again."""

import pytest
from django.contrib.auth.models import User

from articles.drafts import editing
from articles.drafts.restoring import restore
from articles.models import Article, Contribution, Reading, SecondLook
from articles.publishing import (
    NotAllowed,
    TextChanged,
    approve,
    may_approve,
    publish,
    send_back,
    small_correction,
    submit,
)
from articles.publishing.second_looks import look, waiting
from tests.factories import AuthorFactory, DraftArticleFactory, EditorFactory, LoneArticleFactory

pytestmark = pytest.mark.django_db

GOOD, COMMA = "Give it water once in a while.", "Give it water, once in a while."
BAD = "Give it the green tablets of the neighbour at noon."


@pytest.fixture
def author() -> User:
    return AuthorFactory()


@pytest.fixture
def editor() -> User:
    return EditorFactory()


@pytest.fixture
def article(author: User) -> Article:
    article = DraftArticleFactory(owner=author)
    return change(article, author, GOOD)


def change(article: Article, by: User | None, answer: str) -> Article:
    article = Article.objects.get(pk=article.pk)
    article.answer = answer
    editing.record(article, by=by)
    return article


def hand_in(article: Article, by: User) -> Article:
    article = Article.objects.get(pk=article.pk)
    return submit(article, by=by, digest=article.digest)


def test_whoever_reads_a_text_has_not_read_what_was_thrown_away_before(
    article: Article, author: User, editor: User
) -> None:
    change(article, editor, BAD)
    change(article, editor, COMMA)
    hand_in(article, author)

    article = change(article, editor, BAD)

    assert not may_approve(article, editor)
    with pytest.raises(NotAllowed, match="nobody else has read your words"):
        approve(article, by=editor)


@pytest.mark.parametrize("way", ["typed", "restored"])
def test_what_its_writer_threw_away_is_theirs_who_bring_it_back(
    article: Article, author: User, editor: User, way: str
) -> None:
    thrown = editing.record(change(article, author, BAD), by=author)
    change(article, author, GOOD)
    hand_in(article, author)

    article = change(article, editor, BAD) if way == "typed" else restore(article, thrown, by=editor).article

    assert not may_approve(article, editor)
    send_back(article, by=editor, remarks="Is this right?")
    assert may_approve(hand_in(article, author), editor)


def test_a_published_text_is_where_the_count_begins(article: Article, author: User, editor: User) -> None:
    change(article, editor, BAD)
    change(article, author, GOOD)
    hand_in(article, author)
    approve(article, by=EditorFactory())
    publish(article, by=editor)
    assert not Contribution.objects.exists()
    assert not Reading.objects.exists()

    change(article, editor, BAD)
    article = hand_in(article, author)
    assert may_approve(article, editor)

    change(article, editor, GOOD)
    assert may_approve(Article.objects.get(pk=article.pk), editor)


def test_taking_back_ones_own_change_makes_nobody_a_writer(
    article: Article, author: User, editor: User
) -> None:
    hand_in(article, author)
    change(article, editor, BAD)
    assert may_approve(change(article, editor, GOOD), editor)


class TestCorrectionsOfTwo:
    """Two editors, each with a small correction of the same live page."""

    @pytest.fixture
    def page(self, author: User) -> Article:
        page: Article = LoneArticleFactory(owner=author, answer="Cats recieve a lot. A freind helps.")
        return page

    @pytest.fixture
    def other(self) -> User:
        return EditorFactory()

    def correct(self, page: Article, by: User, **words: str) -> None:
        text = Article.objects.get(pk=page.pk).answer
        for wrong, right in words.items():
            text = text.replace(wrong, right)
        page = change(page, by, text)
        publish(page, by=by, release=small_correction(page.digest))

    def test_the_second_one_has_not_looked_at_the_first(
        self, page: Article, editor: User, other: User
    ) -> None:
        self.correct(page, editor, recieve="receive")
        first = SecondLook.objects.get().since

        self.correct(page, other, freind="friend")

        second_look = SecondLook.objects.get(looked_at=None)
        assert second_look.since == first
        assert second_look.person is None
        assert [[*waiting(one)] for one in (editor, other)] == [[second_look]] * 2

    def test_each_looks_at_the_words_of_the_other(self, page: Article, editor: User, other: User) -> None:
        self.correct(page, editor, recieve="receive")
        self.correct(page, other, freind="friend")

        look(SecondLook.objects.get(looked_at=None), by=editor)
        left = SecondLook.objects.get(looked_at=None)
        assert (left.person, [*waiting(editor)], [*waiting(other)]) == (editor, [], [left])
        with pytest.raises(NotAllowed):
            look(left, by=editor)
        look(left, by=other)

        assert not SecondLook.objects.filter(looked_at=None).exists()


def test_a_list_approves_only_the_text_that_was_handed_in(
    article: Article, author: User, editor: User
) -> None:
    hand_in(article, author)
    change(article, editor, BAD)

    with pytest.raises(TextChanged):
        approve(article, by=EditorFactory())


@pytest.mark.parametrize("row", ["author", "category"])
def test_what_changed_without_a_save_is_not_theirs_who_decide(
    article: Article, author: User, editor: User, row: str
) -> None:
    hand_in(article, author)
    renamed = getattr(article, row)
    renamed.slug = "another-name"
    renamed.save()

    with pytest.raises(TextChanged):
        approve(article, by=editor)
    send_back(article, by=editor, remarks="Once more, please.")

    assert may_approve(hand_in(article, author), editor)
