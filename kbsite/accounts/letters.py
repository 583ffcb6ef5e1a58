"""Letters to the owner of a login about its second factor: nobody changes it without their knowing."""

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.urls import reverse

from comments import mail
from comments.limits import DAY, Limit, LimitReached, count_in
from comments.mail import courier
from comments.mail.letters import queue_for_moderator
from comments.mail.links import absolute
from comments.mail.recipients import mailable


def passkey_added(user: User, browser: str) -> None:
    _write("new_passkey", user, "A passkey was added to your login", device=browser)


def passkey_removed(user: User) -> None:
    _tell(user, "A passkey was removed from your login")


def app_added(user: User) -> None:
    _tell(user, "An authenticator app was added to your login")


def app_removed(user: User) -> None:
    _tell(user, "The authenticator app was removed from your login")


def all_removed(user: User) -> None:
    _tell(user, "The second factor of your login was removed by whoever runs the site")


def codes_are_guessed(user: User) -> None:
    """At most once a day: somebody goes on typing wrong codes, which takes the right password."""
    try:
        with transaction.atomic():
            count_in([Limit(f"wrong-codes-of-{user.pk}", DAY, 1, "A letter was sent today.")])
            _write("wrong_codes", user, "Somebody who knows your password is guessing codes")
    except LimitReached:
        return


def _tell(user: User, what: str) -> None:
    _write("changed_factor", user, what, what=what)


def _write(template: str, user: User, subject: str, **context: Any) -> None:
    """Nothing where the site sends no mail or knows no address. With the transaction that it belongs to."""
    address = mailable(user.email)
    if not mail.is_on() or not address:
        return
    url = absolute(reverse("accounts:your_login"))
    queue_for_moderator(
        template, to=address, subject=subject, context={"name": user.get_username(), "url": url, **context}
    )
    courier.call_on_commit()
