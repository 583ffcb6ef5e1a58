"""Adding a passkey to a login, taking its answers, and removing it."""

import logging
import secrets
from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from kbsite.accounts import factors, letters, sessions
from kbsite.accounts.models import Passkey
from kbsite.accounts.passkeys import protocol, questions
from kbsite.accounts.passkeys.place import PasskeyPlace

logger = logging.getLogger(__name__)

# Nobody has so many devices; the list of a question stays short.
MOST = 20
HANDLE_BYTES = 32


class PasskeyRefused(Exception):
    """The message says in plain words why a passkey was not taken, and what to do."""

    counts = True  # as a wrong password does


class AnswerTooLate(PasskeyRefused):
    counts = False

    def __init__(self) -> None:
        super().__init__("That took too long, or the page was open twice. Try again.")


def ask_to_add(request: HttpRequest, place: PasskeyPlace, user: User) -> dict[str, Any]:
    """What the browser is asked, as JSON. Raises PasskeyRefused."""
    held = list(factors.passkeys_of(user))
    _refuse_too_many(len(held))
    # A device knows its owner by the handle, and replaces an older key instead of keeping two.
    handle = bytes(held[0].user_handle) if held else secrets.token_bytes(HANDLE_BYTES)
    options, state = protocol.question_to_add(
        place, handle=handle, name=user.get_username(), known=_at(place, held)
    )
    questions.keep(request, questions.TO_ADD, {**state, "handle": handle.hex()}, user=user)
    return options


def ask_after_password(request: HttpRequest, place: PasskeyPlace, user: User) -> dict[str, Any]:
    """What the browser is asked, as JSON."""
    options, state = protocol.question_to_use(place, _at(place, factors.passkeys_of(user)))
    questions.keep(request, questions.AFTER_PASSWORD, state, user=user)
    return options


def ask_for_login(request: HttpRequest, place: PasskeyPlace) -> dict[str, Any]:
    """What the browser of somebody unknown is asked, as JSON."""
    options, state = protocol.question_to_use(place, None)
    questions.keep(request, questions.WHOLE_LOGIN, state)
    return options


def add(
    request: HttpRequest, place: PasskeyPlace, user: User, *, answer: str, name: str
) -> tuple[Passkey, list[str]]:
    """Write the new passkey down, and to its owner; the first factor brings recovery codes along.

    Returns no codes for a further one. Raises PasskeyRefused.
    """
    state = _state(request, questions.TO_ADD, user)
    try:
        key = protocol.read_new(place, state, answer)
    except protocol.WrongAnswer as error:
        logger.info("A new passkey of the login %s was not taken: %s", user.get_username(), error)
        raise PasskeyRefused(
            "Your device gave an answer that the site cannot use. Nothing was added."
        ) from error
    device = sessions.device_of(request)
    try:
        with transaction.atomic():
            # Of two first ones at once, the later would make other codes than those that were shown.
            factors.lock(user)
            _refuse_too_many(factors.passkeys_of(user).count())
            is_first = factors.any_of(user) is None
            passkey: Passkey = Passkey.objects.create(
                user=user,
                name=name or device,
                credential_id=key.credential_id,
                public_key=key.public_key,
                user_handle=bytes.fromhex(state["handle"]),
                rp_id=place.rp_id,
                sign_count=key.sign_count,
                transports=key.transports,
            )
            codes = factors.new_recovery_codes(user) if is_first else []
            letters.passkey_added(user, device)
    except IntegrityError as error:
        raise PasskeyRefused("This passkey was added before. Nothing was changed.") from error
    logger.warning("The login %s has a new passkey.", user.get_username())
    return passkey, codes


def owner_named_in(answer: str) -> Passkey | None:
    """The passkey that an answer says that it is of, which proves nothing yet."""
    try:
        named = protocol.credential_id_in(answer)
    except protocol.WrongAnswer:
        return None
    known: QuerySet[Passkey] = Passkey.objects.filter(credential_id=named, confirmed=True)
    return known.select_related("user").first()


def check(
    request: HttpRequest,
    place: PasskeyPlace,
    answer: str,
    *,
    passkey: Passkey | None,
    after_password: User | None,
) -> Passkey:
    """Whether the answer proves that its owner is there; the counter goes on. Raises PasskeyRefused.

    After the password the owner is known. Without, the device must have verified who holds it, and must name
    the owner: so it counts as both factors.
    """
    purpose = questions.AFTER_PASSWORD if after_password else questions.WHOLE_LOGIN
    state = _state(request, purpose, after_password)
    if passkey is None or (after_password and passkey.user_id != after_password.pk):
        raise PasskeyRefused(
            "The site does not know that passkey for this login. It may have been removed here."
        )
    try:
        use = protocol.read_use(place, state, answer, passkey)
        if use.user_handle != bytes(passkey.user_handle) and (use.user_handle or not after_password):
            raise protocol.WrongAnswer("The answer names another owner.")
    except protocol.WrongAnswer as error:
        logger.warning("A passkey was refused for the login %s: %s", passkey.user.get_username(), error)
        raise PasskeyRefused("That passkey was not accepted. Try again, or log in another way.") from error
    _count_on(passkey, use.sign_count)
    return passkey


def remove(passkey: Passkey, *, but: str | None) -> None:
    """Delete it, log out what it let in except the session `but`; the last factor takes its codes along.

    Raises StillNeeded.
    """
    user, opened_by = passkey.user, passkey.persistent_id
    with transaction.atomic():
        factors.lock(user)
        if is_last_needed(user):
            raise factors.StillNeeded
        passkey.delete()
        factors.forget_codes_if_off(user)
        letters.passkey_removed(user)
    sessions.end_opened_by(opened_by, but=but)
    logger.warning("A passkey of the login %s was removed.", user.get_username())


def is_last_needed(user: Any) -> bool:
    """Whether the login must have a second factor, and has nothing but one passkey."""
    has_others = factors.authenticator_of(user) is not None or factors.passkeys_of(user).count() > 1
    return factors.is_demanded(user) and not has_others


def _refuse_too_many(held: int) -> None:
    if held >= MOST:
        raise PasskeyRefused(f"You have {MOST} passkeys. Remove one that you no longer use first.")


def _count_on(passkey: Passkey, new: int) -> None:
    """In one statement, so that of two answers at once only one can be the next.

    A device that counts says more each time. Less means that there are two of it (WebAuthn, section 6.1.1).
    """
    is_next = Q(sign_count__lt=new) if new else Q(sign_count=0)
    rows = Passkey.objects.filter(is_next, pk=passkey.pk)
    if rows.update(sign_count=new, last_used_at=timezone.now()):
        return
    logger.warning(
        "A passkey of the login %s counted %s, after %s before: there may be a copy of it. It was refused.",
        passkey.user.get_username(),
        new,
        passkey.sign_count,
    )
    raise PasskeyRefused(
        "That passkey was refused: it counts less than at its last use, as a copy of it would. Log in "
        "another way, remove it under “Your login”, and add it again. Tell whoever runs the site."
    )


def _at(place: PasskeyPlace, passkeys: Any) -> list[Passkey]:
    return [passkey for passkey in passkeys if passkey.rp_id == place.rp_id]


def _state(request: HttpRequest, purpose: str, user: User | None) -> dict[str, Any]:
    try:
        return questions.take(request, purpose, user=user)
    except questions.NothingAsked as error:
        raise AnswerTooLate from error
