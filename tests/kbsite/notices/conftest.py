"""People of the desk with addresses, and texts of theirs on the way to readers."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.contrib.auth.models import User

from articles.drafts import editing
from articles.models import Article
from comments.mail import courier
from comments.models import QueuedMail
from kbsite.notices.gathering import queue_due
from tests.comments.mail.conftest import COURIER_SECONDS, mail_on, server
from tests.factories import AuthorFactory, DraftArticleFactory, EditorFactory, VetFactory

__all__ = ["mail_on", "server"]

SITE = "https://kb.example.org"
Capture = Callable[..., AbstractContextManager[list[Any]]]


@pytest.fixture
def ann(db: None) -> User:
    return AuthorFactory(email="ann@desk.example", first_name="Ann", last_name="Lee")


@pytest.fixture
def ed(db: None) -> User:
    return EditorFactory(email="ed@desk.example", first_name="Ed", last_name="Orr")


@pytest.fixture
def vera(db: None) -> User:
    return VetFactory(email="vera@desk.example")


@pytest.fixture
def draft(ann: User) -> Article:
    article = DraftArticleFactory(title="Why do dogs dig?", owner=ann)
    editing.record(article, by=ann)
    article.refresh_from_db()
    return article


def change(article: Article, body: str, *, by: User) -> Article:
    return editing.autosave(
        article, {"body": body}, by=by, version=Article.objects.get(pk=article.pk).version
    )


def letters() -> list[tuple[str, str]]:
    """Write what is due by now; the address and the subject of each letter in the queue."""
    queue_due()
    return sorted(QueuedMail.objects.values_list("to", "subject"))


def delivered() -> None:
    assert courier.wait(COURIER_SECONDS)
