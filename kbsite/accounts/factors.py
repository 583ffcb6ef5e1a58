"""The second factor: codes of an authenticator, passkeys, and recovery codes for when both are lost.

django-otp compares the codes and slows down whoever guesses: 1, 2, 4, 8 ... seconds after each wrong one.
It would keep recovery codes as they are. Here they are keyed hashes, for nobody needs to read them again.
"""

import io
import logging
import secrets
from base64 import b32encode
from datetime import datetime
from typing import Any

import segno
from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac
from django_otp import verify_token
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from kbsite.accounts import letters
from kbsite.accounts.models import Passkey

logger = logging.getLogger(__name__)

SALT = "accounts.recovery"
RECOVERY_CODES = 10
# Without letters and digits that look alike.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
HASH_CHARACTERS = 16  # what django-otp's column holds: 64 bits of a keyed hash, of a code of 49 bits
# In SECOND_FACTOR_GROUPS, stands for every superuser.
SUPERUSERS = "superusers"
# Without an end to the doubling, somebody who has learnt a password could keep its owner out for years. After
# ten wrong codes the wait stays at 512 seconds, below a quarter of an hour. That leaves 168 tries a day, so
# the owner gets a letter from then on.
MOST_FAILURES = 10


class StillNeeded(Exception):
    """A group of the login demands a second factor, and this one is its last."""

    def __init__(self) -> None:
        super().__init__("A group of yours needs a second factor, so your last one stays.")


class TooSoon(Exception):
    """Too many wrong codes; `until` is when the next one is looked at."""

    def __init__(self, until: datetime) -> None:
        super().__init__("Too many wrong codes.")
        self.until = until


def authenticator_of(user: Any) -> TOTPDevice | None:
    return TOTPDevice.objects.filter(user=user.pk, confirmed=True).order_by("pk").first()


def passkeys_of(user: Any) -> QuerySet[Passkey]:
    """The newest first."""
    found: QuerySet[Passkey] = Passkey.objects.filter(user=user.pk, confirmed=True).order_by("-pk")
    return found


def any_of(user: Any) -> Device | None:
    """A second factor that the login has; None where it has none."""
    return authenticator_of(user) or passkeys_of(user).first()


def is_demanded(user: Any) -> bool:
    """Whether the person belongs to a group that SECOND_FACTOR_GROUPS names."""
    names = settings.SECOND_FACTOR_GROUPS
    if not names:
        return False
    return bool((SUPERUSERS in names and user.is_superuser) or user.groups.filter(name__in=names).exists())


def lock(user: Any) -> None:
    """In a transaction, before factors are counted: of two changes at once, one then sees the other."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)


def begun_authenticator(user: Any) -> TOTPDevice:
    """The one that is being set up; the same when the page is loaded again, or in two windows."""
    begun = TOTPDevice.objects.filter(user=user.pk, confirmed=False).order_by("pk").first()
    return begun or TOTPDevice.objects.create(user_id=user.pk, name="Authenticator", confirmed=False)


def typed_secret(device: TOTPDevice) -> str:
    """The key in groups of four, for whoever cannot scan the picture."""
    key = b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(key[start : start + 4] for start in range(0, len(key), 4))


def qr_code(device: TOTPDevice) -> bytes:
    """An SVG picture, drawn here: the secret goes to no other server."""
    file = io.BytesIO()
    segno.make(device.config_url, error="m").save(file, kind="svg", scale=5, dark="#000", light="#fff")
    return file.getvalue()


def confirm(user: Any, typed: str) -> list[str] | None:
    """Switch the authenticator on; returns new recovery codes, or None for a wrong code. Raises TooSoon."""
    device = begun_authenticator(user)
    with transaction.atomic():
        lock(user)
        if not _accepts(user, device, _plain(typed)):
            return None
        TOTPDevice.objects.filter(user=user.pk).exclude(pk=device.pk).delete()
        TOTPDevice.objects.filter(pk=device.pk).update(confirmed=True)
        codes = new_recovery_codes(user)
        letters.app_added(user)
    logger.warning("The login %s has a second factor now.", user.get_username())
    return codes


def new_recovery_codes(user: Any) -> list[str]:
    """Make ten and forget the older ones."""
    codes = ["".join(secrets.choice(ALPHABET) for _ in range(10)) for _ in range(RECOVERY_CODES)]
    with transaction.atomic():
        StaticDevice.objects.filter(user=user.pk).delete()
        device = StaticDevice.objects.create(user_id=user.pk, name="Recovery codes")
        StaticToken.objects.bulk_create(StaticToken(device=device, token=_hash(code)) for code in codes)
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def recovery_codes_left(user: Any) -> int:
    return int(StaticToken.objects.filter(device__user=user.pk).count())


def verify(user: Any, typed: str) -> Device | None:
    """The factor that takes the code; a recovery code is used up by it. Raises TooSoon."""
    plain = _plain(typed)
    authenticator = authenticator_of(user)
    if authenticator and plain.isascii() and plain.isdigit() and len(plain) == authenticator.digits:
        accepted = _accepts(user, authenticator, plain)
    else:
        codes = StaticDevice.objects.filter(user=user.pk).first()
        accepted = codes and _accepts(user, codes, _hash(plain))
    if not accepted:
        logger.warning(
            "A wrong code was typed for the login %s, after the right password.", user.get_username()
        )
        if _is_guessed(user):
            letters.codes_are_guessed(user)
        return None
    # A session belongs to a factor that stays, even if a recovery code opened it: new codes do not end it.
    return any_of(user)


def remove_authenticator(user: Any) -> None:
    """Passkeys stay; without one the second factor is off. Raises StillNeeded."""
    with transaction.atomic():
        lock(user)
        if is_demanded(user) and not passkeys_of(user).exists():
            raise StillNeeded
        TOTPDevice.objects.filter(user=user.pk).delete()
        forget_codes_if_off(user)
        letters.app_removed(user)


def forget_codes_if_off(user: Any) -> None:
    """Recovery codes stand for another factor, and mean nothing without one."""
    if any_of(user) is None:
        StaticDevice.objects.filter(user=user.pk).delete()


def remove_all(user: Any) -> bool:
    """Switch the second factor off; False if there was none. Sessions stay open."""
    with transaction.atomic():
        lock(user)
        was_on = any_of(user) is not None
        for model in (TOTPDevice, Passkey, StaticDevice):
            model.objects.filter(user=user.pk).delete()
        if was_on:
            letters.all_removed(user)
    return was_on


def _accepts(user: Any, device: Device, token: str) -> bool:
    if device.throttling_failure_count > MOST_FAILURES:
        device.throttling_failure_count = MOST_FAILURES
        device.save(update_fields=["throttling_failure_count"])
    allowed, why = device.verify_is_allowed()
    if not allowed:
        raise TooSoon(why["locked_until"])
    return verify_token(user, device.persistent_id, token) is not None


def _is_guessed(user: Any) -> bool:
    """Whether the wait between codes has reached its end."""
    devices = (TOTPDevice.objects.filter(confirmed=True), StaticDevice.objects.all())
    return any(
        of.filter(user=user.pk, throttling_failure_count__gte=MOST_FAILURES).exists() for of in devices
    )


def _plain(typed: str) -> str:
    """As people type and paste them: with spaces, hyphens and capitals."""
    return "".join(character for character in typed.lower() if character.isalnum())


def _hash(code: str) -> str:
    return salted_hmac(SALT, code, algorithm="sha256").hexdigest()[:HASH_CHARACTERS]
