"""Comments that appear without a moderator: only of known writers, and only if the operator wants it."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article
from comments.mail.recipients import hash_of
from comments.models import Comment, Decision, Recipient, Status
from tests.factories import ApprovedCommentFactory, DangerPhraseFactory, LoneArticleFactory, photo_upload

pytestmark = pytest.mark.django_db

EMAIL = "rowan@private.example"
WORDS = {"name": "Rowan", "text": "Mine kicks with both legs at once.", "email": EMAIL}


@pytest.fixture
def article() -> Article:
    return LoneArticleFactory()


@pytest.fixture
def known(article: Article) -> Comment:
    """An approved comment of a writer whose address is confirmed."""
    Recipient.objects.create(address_hash=hash_of(EMAIL), confirmed_at=timezone.now())
    return ApprovedCommentFactory(article=article, email=EMAIL, text="Quite other words.", rating=None)


def post(reader: Client, article: Article, **changes: Any) -> tuple[Comment, str]:
    answer = reader.post(f"{article.get_absolute_url()}comments/", WORDS | changes)
    page = reader.get(answer.headers["Location"]).content.decode()
    return Comment.objects.latest("pk"), page


@pytest.mark.usefixtures("known")
def test_a_known_writer_is_held_unless_the_operator_trusts(reader: Client, article: Article) -> None:
    comment, _ = post(reader, article)

    assert comment.status == Status.HELD


@pytest.mark.usefixtures("known")
def test_a_known_writer_who_is_trusted_appears_at_once(
    reader: Client, article: Article, settings: Any
) -> None:
    settings.TRUST_APPROVED_WRITERS = True

    comment, page = post(reader, article, rating="4")

    article.refresh_from_db()
    decision = Decision.objects.get(comment=comment)
    assert comment.status == Status.APPROVED
    assert (article.comment_count, article.rating.count) == (2, 1)
    assert (decision.after, decision.by) == (Status.APPROVED, None)
    assert "<h1>Approved</h1>" in page


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    "changes",
    [
        {"email": "somebody@else.example"},
        {"email": ""},
        {"text": "He has a seizure just now, I think."},
        {"text": "Look at https://example.org/ and https://example.com/ at once."},
    ],
)
def test_whoever_is_not_known_and_whatever_is_found_waits(
    reader: Client, article: Article, settings: Any, changes: dict[str, str]
) -> None:
    settings.TRUST_APPROVED_WRITERS = True
    DangerPhraseFactory(phrases="seizure*")

    comment, _ = post(reader, article, **changes)

    assert comment.status == Status.HELD


@pytest.mark.usefixtures("known")
def test_a_photo_is_looked_at_first(reader: Client, article: Article, settings: Any) -> None:
    settings.TRUST_APPROVED_WRITERS = True

    comment, _ = post(reader, article, photo=photo_upload())

    assert comment.status == Status.HELD


def test_one_refusal_ends_the_trust(reader: Client, article: Article, known: Comment, settings: Any) -> None:
    settings.TRUST_APPROVED_WRITERS = True
    ApprovedCommentFactory(article=article, email=EMAIL, status=Status.SPAM, rating=None)

    comment, _ = post(reader, article)

    assert comment.status == Status.HELD
