"""The addresses in letters. They begin with SITE_URL, which no request can change."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.signing import BadSignature, Signer, TimestampSigner
from django.urls import reverse

from comments.mail.recipients import ASK_AGAIN_AFTER

# Django's own separator is a colon, which ends a link in some mail programs.
SEPARATOR = "."


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def confirm_url(address_hash: str) -> str:
    return absolute(reverse("mail_confirm", args=[_confirming().sign(address_hash)]))


def stop_url(address_hash: str) -> str:
    return absolute(reverse("mail_stop", args=[_stopping().sign(address_hash)]))


def choice_url(user_pk: int, kind: str) -> str:
    """Where a moderator turns off letters of this kind, without a login."""
    return absolute(reverse("mail_choice", args=[_choosing().sign(f"{user_pk}-{kind}")]))


def read_confirm(token: str) -> str | None:
    """The hash of the address that a link is for; None for a forged link or one that is too old."""
    try:
        return _confirming().unsign(token, max_age=ASK_AGAIN_AFTER)
    except BadSignature:
        return None


def read_stop(token: str) -> str | None:
    """The hash of the address that a link is for; None for a forged link. It works for ever."""
    try:
        return _stopping().unsign(token)
    except BadSignature:
        return None


def read_choice(token: str) -> tuple[int, str] | None:
    """The login and the kind of letters that a link is for; None for a forged link. It works for ever."""
    try:
        user_pk, _, kind = _choosing().unsign(token).partition("-")
    except BadSignature:
        return None
    return int(user_pk), kind


def _confirming() -> TimestampSigner:
    return TimestampSigner(sep=SEPARATOR, salt="comments.mail.confirm")


def _stopping() -> Signer:
    return Signer(sep=SEPARATOR, salt="comments.mail.stop")


def _choosing() -> Signer:
    return Signer(sep=SEPARATOR, salt="comments.mail.choice")
