"""The related pages that editors choose."""

from typing import Any

import pytest

from articles.models import RelatedChoice
from articles.publishing import NotAllowed, publish
from articles.related import CannotChoose, choose, move, unchoose
from articles.related.choosing import MOST
from tests.articles.related.pages import shown
from tests.factories import (
    AuthorFactory,
    DraftArticleFactory,
    EditorFactory,
    LiveArticleFactory,
)

pytestmark = pytest.mark.django_db


def test_what_editors_chose_comes_first_and_no_page_twice(same_subject: dict[str, Any]) -> None:
    article, near = LiveArticleFactory(**same_subject), LiveArticleFactory(**same_subject)
    far = LiveArticleFactory(title="Something else")
    editor = EditorFactory()

    choose(article, far, by=editor)
    choose(article, near, by=editor)

    assert shown(article) == [far, near]


def test_chosen_pages_stand_in_the_editors_order(same_subject: dict[str, Any]) -> None:
    article, *others = (LiveArticleFactory(**same_subject) for _ in range(4))
    first, second, third = others
    for other in others:
        choose(article, other, by=None)

    move(article, third, by=None, places=-1)
    move(article, first, by=None, places=-1)
    unchoose(article, first, by=None)

    assert list(article.related_choices.values_list("other", "position")) == [(third.pk, 1), (second.pk, 2)]


def test_a_chosen_draft_is_seen_once_it_is_live() -> None:
    article, draft = LiveArticleFactory(), DraftArticleFactory(title="Moulting")

    choose(article, draft, by=None)
    assert shown(article) == []

    publish(draft, by=None)
    assert shown(article) == [draft]


def test_no_page_is_chosen_for_itself_or_twice_or_beyond_the_limit() -> None:
    article, other = DraftArticleFactory(), DraftArticleFactory()
    choose(article, other, by=None)

    with pytest.raises(CannotChoose, match="not related to itself"):
        choose(article, article, by=None)
    with pytest.raises(CannotChoose, match="chosen already"):
        choose(article, other, by=None)
    for _ in range(MOST - 1):
        choose(article, DraftArticleFactory(), by=None)
    with pytest.raises(CannotChoose, match=f"At most {MOST}"):
        choose(article, DraftArticleFactory(), by=None)
    assert RelatedChoice.objects.count() == MOST


def test_authors_do_not_choose_even_for_their_own_draft() -> None:
    author = AuthorFactory()
    article, other = DraftArticleFactory(owner=author), DraftArticleFactory()

    for verb in (choose, unchoose):
        with pytest.raises(NotAllowed):
            verb(article, other, by=author)
