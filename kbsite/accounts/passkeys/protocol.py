"""The door to the library: the questions that a browser passes to a device, and the answers that come back.

What is asked and answered is that of WebAuthn, as JSON.
"""

import json
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from fido2 import cbor
from fido2.cose import CoseKey
from fido2.server import Fido2Server
from fido2.webauthn import (
    Aaguid,
    AttestedCredentialData,
    AuthenticationResponse,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialType,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from kbsite.accounts.models import Passkey
from kbsite.accounts.passkeys.place import PasskeyPlace

NAME = "Scratchpost"
# How long a browser shows its own window.
PATIENCE_MS = 2 * 60 * 1000
MAX_CREDENTIAL_ID = 1023
TRANSPORTS = {transport.value for transport in AuthenticatorTransport}
# What the library's parsers raise where an answer is not what it should be.
MALFORMED = (
    AssertionError,
    AttributeError,
    KeyError,
    IndexError,
    NotImplementedError,
    OverflowError,
    RecursionError,
    TypeError,
    UnsupportedAlgorithm,
    ValueError,
    struct.error,
)

# What a browser is asked, and what has to be remembered for its answer. Both are JSON.
Question = tuple[dict[str, Any], dict[str, Any]]


class WrongAnswer(Exception):
    """The answer proves nothing; the message is for the log of a developer, not for people."""


@dataclass(frozen=True)
class NewKey:
    """What a device says about the key that it has made; `public_key` is a COSE key."""

    credential_id: bytes
    public_key: bytes
    sign_count: int
    transports: list[str]


@dataclass(frozen=True)
class Use:
    """What a device says with a signature; `user_handle` is empty where it says nothing of its owner."""

    sign_count: int
    user_handle: bytes


def question_to_add(place: PasskeyPlace, *, handle: bytes, name: str, known: Iterable[Passkey]) -> Question:
    """A device that holds one of `known` already refuses to make another."""
    options, state = _server(place).register_begin(
        PublicKeyCredentialUserEntity(id=handle, name=name, display_name=name),
        credentials=_descriptors(known),
        # A security key that can keep no more of them still does as a second factor.
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return dict(options)["publicKey"], dict(state)


def question_to_use(place: PasskeyPlace, known: Iterable[Passkey] | None) -> Question:
    """After the password one of `known`; as the whole login any, by somebody whom the device verifies."""
    verification = (
        UserVerificationRequirement.REQUIRED if known is None else UserVerificationRequirement.PREFERRED
    )
    options, state = _server(place).authenticate_begin(
        None if known is None else _descriptors(known), user_verification=verification
    )
    return dict(options)["publicKey"], dict(state)


def read_new(place: PasskeyPlace, state: dict[str, Any], answer: str) -> NewKey:
    """Raises WrongAnswer."""
    try:
        sent = json.loads(answer)
        response = RegistrationResponse.from_dict(sent)
        _refuse_other_frames(response)
        made = _server(place).register_complete(state, response)
        credential = made.credential_data
        if credential is None or credential.public_key.ALGORITHM not in CoseKey.supported_algorithms():
            raise WrongAnswer("No key of a kind that was asked for.")
        if not 0 < len(credential.credential_id) <= MAX_CREDENTIAL_ID:
            raise WrongAnswer("The name of the key is too long.")
        return NewKey(
            credential_id=credential.credential_id,
            public_key=cbor.encode(credential.public_key),
            sign_count=made.counter,
            transports=[t for t in sent["response"].get("transports") or [] if t in TRANSPORTS],
        )
    except MALFORMED as error:
        raise WrongAnswer(str(error)) from error


def credential_id_in(answer: str) -> bytes:
    """Which key an answer says that it is of; nothing is proved by that. Raises WrongAnswer."""
    try:
        return bytes(AuthenticationResponse.from_dict(json.loads(answer)).raw_id)
    except MALFORMED as error:
        raise WrongAnswer(str(error)) from error


def read_use(place: PasskeyPlace, state: dict[str, Any], answer: str, passkey: Passkey) -> Use:
    """Raises WrongAnswer."""
    try:
        response = AuthenticationResponse.from_dict(json.loads(answer))
        _refuse_other_frames(response)
        key = CoseKey.parse(cbor.decode(bytes(passkey.public_key)))  # type: ignore[arg-type]  # a map, as stored
        credential = AttestedCredentialData.create(Aaguid.NONE, bytes(passkey.credential_id), key)
        _server(place).authenticate_complete(state, [credential], response)
        return Use(
            sign_count=response.response.authenticator_data.counter,
            user_handle=response.response.user_handle or b"",
        )
    except MALFORMED as error:
        raise WrongAnswer(str(error)) from error


def _server(place: PasskeyPlace) -> Fido2Server:
    server = Fido2Server(
        PublicKeyCredentialRpEntity(name=NAME, id=place.rp_id),
        # The library's own rule also takes the names below this one, and other ports.
        verify_origin=lambda origin: origin == place.origin,
    )
    server.timeout = PATIENCE_MS  # type: ignore[assignment]  # the library sets None and gives no type
    return server


def _descriptors(passkeys: Iterable[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    return [
        PublicKeyCredentialDescriptor(
            type=PublicKeyCredentialType.PUBLIC_KEY,
            id=bytes(passkey.credential_id),
            transports=[AuthenticatorTransport(transport) for transport in passkey.transports] or None,
        )
        for passkey in passkeys
    ]


def _refuse_other_frames(response: RegistrationResponse | AuthenticationResponse) -> None:
    """No page of another site may hold one of ours, so no honest answer comes out of one."""
    if response.response.client_data.cross_origin:
        raise WrongAnswer("The answer comes out of another site's page.")
