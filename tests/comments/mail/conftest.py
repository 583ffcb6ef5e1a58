"""Mail is switched on, and sent to a mail server of the tests."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from comments.mail import courier
from comments.mail.recipients import hash_of
from comments.models import Comment, Recipient
from tests.comments.mail.server import HOST, MailServer
from tests.factories import ApprovedCommentFactory, HeldCommentFactory

WRITER = "rowan@private.example"
COURIER_SECONDS = 60
EMAIL_TIMEOUT_SECONDS = 30


@pytest.fixture
def mail_on(settings: Any) -> None:
    settings.MAIL_IS_ON = True
    settings.SITE_URL = "https://kb.example.org"
    settings.DEFAULT_FROM_EMAIL = "Scratchpost <letters@kb.example.org>"


@pytest.fixture
def server(mail_on: None, transactional_db: None, settings: Any) -> Iterator[MailServer]:
    """A running mail server, which a test may stop. The courier ends before the database is emptied."""
    running = MailServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = HOST, running.port
    # A busy machine may keep the server itself waiting for its turn.
    settings.EMAIL_TIMEOUT = EMAIL_TIMEOUT_SECONDS
    running.start()
    yield running
    assert courier.wait(COURIER_SECONDS)
    running.stop()


def confirmed(address: str) -> Recipient:
    return Recipient.objects.create(
        address_hash=hash_of(address), asked_at=timezone.now(), confirmed_at=timezone.now()
    )


def stopped(address: str) -> Recipient:
    recipient = confirmed(address)
    recipient.stopped_at = timezone.now()
    recipient.save()
    return recipient


def answered(*, writer: str = WRITER, **fields: Any) -> Comment:
    """An approved reply to a comment of the writer's."""
    parent = ApprovedCommentFactory(email=writer)
    fields = {"name": "Ilse", "text": "Ours <b>stopped</b> at nine months.", "rating": None} | fields
    return ApprovedCommentFactory(article=parent.article, edition=parent.edition, parent=parent, **fields)


def held(**fields: Any) -> Comment:
    """What a reader with an address has just sent."""
    return HeldCommentFactory(**{"email": WRITER} | fields)
