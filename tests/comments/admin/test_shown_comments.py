"""Vets and editors answer what readers see, decide on nothing, and see nothing that readers do not."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.publishing import withdraw
from comments.models import Badge, Comment, Status
from tests.comments.admin.desk import staff
from tests.factories import (
    ApprovedCommentFactory,
    EditorFactory,
    HeldCommentFactory,
    LoneArticleFactory,
    VetFactory,
)

pytestmark = pytest.mark.django_db

SHOWN = "/admin/comments/showncomment/"
EVERY = f"{SHOWN}?answered=all"


def page_of(comment: Comment) -> str:
    return f"{SHOWN}{comment.pk}/change/"


@pytest.fixture
def vet_client() -> Client:
    client = Client()
    client.force_login(VetFactory())
    return client


def test_the_list_has_what_readers_see_and_nothing_else(vet_client: Client) -> None:
    shown = ApprovedCommentFactory(name="Seen", email="rowan@private.example", score=7)
    HeldCommentFactory(name="Held", article=shown.article)
    ApprovedCommentFactory(name="", text="", html="", article=shown.article)
    hidden = HeldCommentFactory(name="Hidden", status=Status.REJECTED, article=shown.article)
    ApprovedCommentFactory(name="Under", article=shown.article, parent=hidden, rating=None)

    pages = [vet_client.get(path).content.decode() for path in (SHOWN, page_of(shown))]

    assert all("Seen" in page for page in pages)
    secrets = ("Held", "Hidden", "Under", "rowan@private.example", "Score", "_approve", "approve_selected")
    for secret in secrets:
        assert not any(secret in page for page in pages)


@pytest.mark.parametrize("status", [Status.HELD, Status.REJECTED, Status.SPAM])
def test_the_page_of_what_readers_do_not_see_does_not_open(status: Status, vet_client: Client) -> None:
    comment = HeldCommentFactory(status=status)

    assert vet_client.get(page_of(comment)).status_code == 404


def test_what_nobody_can_answer_is_not_offered(vet_client: Client) -> None:
    gap = HeldCommentFactory(status=Status.REMOVED, name="", text="", html="", rating=None)
    under = ApprovedCommentFactory(name="Under", article=gap.article, parent=gap, rating=None)
    withdrawn = ApprovedCommentFactory(name="Withdrawn")
    withdraw(withdrawn.article, by=None)

    listed, to_answer, page = (
        vet_client.get(path).content.decode() for path in (EVERY, SHOWN, page_of(under))
    )
    refused = vet_client.post(page_of(under), {"text": "Many dogs do."}).content.decode()

    assert "Under</bdi>" in listed
    assert "Under</bdi>" not in to_answer
    assert "Withdrawn</bdi>" not in listed
    assert vet_client.get(page_of(withdrawn)).status_code == 404
    assert "The comment above was removed, so its thread takes no more replies." in page
    assert 'name="text"' not in page
    assert "Many dogs do.</textarea>" in refused


@pytest.mark.parametrize(("who", "badge"), [(VetFactory, Badge.VET), (EditorFactory, Badge.EDITOR)])
def test_a_vet_and_an_editor_answer_with_their_badge(who: type, badge: Badge) -> None:
    comment, client = ApprovedCommentFactory(), Client()
    client.force_login(who())

    answer = client.post(page_of(comment), {"text": "Many dogs do."}, follow=True)

    reply = Comment.objects.get(answers=comment)
    assert (reply.badge, reply.status, reply.text) == (badge, Status.APPROVED, "Many dogs do.")
    assert "Your reply is shown under the comment." in answer.content.decode()


def test_words_are_kept_when_the_comment_went_meanwhile(vet_client: Client) -> None:
    comment = HeldCommentFactory()

    answer = vet_client.post(page_of(comment), {"text": "Many dogs do."})

    assert answer.status_code == 422
    assert "Many dogs do.</textarea>" in answer.content.decode()
    assert comment.text not in answer.content.decode()
    assert Comment.objects.count() == 1


def test_whoever_may_only_look_answers_nothing() -> None:
    comment = ApprovedCommentFactory()
    client = staff("view_showncomment")

    page = client.get(page_of(comment)).content.decode()

    assert "<textarea" not in page
    assert client.post(page_of(comment), {"text": "Many dogs do."}).status_code == 403
    assert Comment.objects.count() == 1


def test_those_that_wait_for_an_answer_of_ours_are_found(vet_client: Client) -> None:
    answered = ApprovedCommentFactory(name="Answered")
    ApprovedCommentFactory(name="Waiting", article=answered.article)
    reply = {"article": answered.article, "parent": answered, "rating": None}
    ApprovedCommentFactory(name="Vera", badge=Badge.VET, **reply)

    waiting = vet_client.get(SHOWN).content.decode()
    done = vet_client.get(SHOWN + "?answered=yes").content.decode()

    names = ("Answered</bdi>", "Waiting</bdi>", "Vera</bdi>")
    assert [name in waiting for name in names] == [False, True, False]
    assert [name in done for name in names] == [True, False, False]


def test_a_longer_list_asks_no_more_of_the_database(vet_client: Client) -> None:
    article = LoneArticleFactory()
    top = ApprovedCommentFactory(article=article)
    numbers = []
    for _ in range(2):
        ApprovedCommentFactory.create_batch(3, article=article, parent=top, rating=None)
        with CaptureQueriesContext(connection) as queries:
            vet_client.get(SHOWN + "?q=kicks")
        numbers.append(len(queries))
        assert not any('"comments_comment"."email"' in query["sql"] for query in queries)

    assert numbers[0] == numbers[1]
