"""What a person did stays when their login is deleted, and the desk does not say that the operator did it."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import SecondLook
from articles.names import GONE, OPERATOR_OR_GONE
from articles.publishing import submit
from articles.publishing.remarks import answer_remark, make_remark, resolve_remark
from comments.models import Decision
from comments.moderation import decider_of, hide_reported, mark_spam
from tests.articles.admin.pages import address, client_of, text_of
from tests.factories import (
    ApprovedCommentFactory,
    DraftArticleFactory,
    EditorFactory,
    HeldCommentFactory,
    LiveArticleFactory,
    ModeratorFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def gone() -> User:
    return EditorFactory(username="noor")


def test_a_remark_is_by_somebody_whose_login_is_gone(gone: User) -> None:
    article = DraftArticleFactory()
    remark = make_remark(article, by=gone, text="How soon?")
    answer_remark(remark, by=gone, text="Soon.")
    resolve_remark(remark, by=gone)
    gone.delete()

    page = text_of(client_of(EditorFactory()).get(address(article, "review")))

    assert page.count(GONE) == 3
    assert "operator" not in page.split("How soon?")[1].split("Soon.")[1]


def test_where_nothing_tells_a_command_from_a_lost_login_both_are_named(gone: User) -> None:
    article = submit(DraftArticleFactory(), by=gone)
    look = SecondLook.objects.create(edition=LiveArticleFactory().editions.get(), person=gone)
    gone.delete()
    reader = client_of(EditorFactory())

    first_page = text_of(reader.get("/admin/"))

    assert f"The {OPERATOR_OR_GONE[4:]} handed it in today at" in first_page
    assert f"The {OPERATOR_OR_GONE[4:]} published it today at" in first_page
    assert f"Handed in by {OPERATOR_OR_GONE}" in text_of(reader.get(address(article, "review")))
    second_look = text_of(reader.get(address(look.edition.article, "second_look")))
    assert "words of several people, or of a login that is gone" in second_look


def test_the_site_did_not_decide_what_a_lost_moderator_did(moderator_client: Client) -> None:
    moderator = ModeratorFactory()
    held, shown = HeldCommentFactory(), ApprovedCommentFactory()
    mark_spam([held], by=moderator)
    hide_reported(shown)
    moderator.delete()

    by = {decision.comment_number: decider_of(decision) for decision in Decision.objects.all()}

    assert by[held.pk] == GONE
    page = text_of(moderator_client.get(f"/admin/comments/comment/{held.pk}/change/"))
    assert f"Marked as spam by {GONE}" in page
