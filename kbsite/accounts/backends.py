"""Lets a passkey in by the same door as a password: locks hold for it, and wrong answers are counted."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.models import User
from django.http import HttpRequest

from kbsite.accounts.models import Passkey


class PasskeyBackend(BaseBackend):
    """Only whether its owner may log in is asked here; `passkey` has proved itself before, or is None."""

    def authenticate(
        self, request: HttpRequest | None, passkey: Passkey | None = None, **_: Any
    ) -> User | None:
        owner = passkey and passkey.user
        # Every page behind this door is for staff.
        return owner if owner and owner.is_active and owner.is_staff else None
