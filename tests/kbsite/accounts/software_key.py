"""A device that keeps a passkey, in software: it answers as a phone does, or wrongly as a test wants it."""

import hashlib
import json
import secrets
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor

PRESENT, VERIFIED, WITH_KEY = 0x01, 0x04, 0x40


def text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def raw(encoded: str) -> bytes:
    return urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4))


class SoftwareKey:
    """One passkey on one device. What is set on it, it says from then on."""

    def __init__(self, origin: str = "http://localhost", rp_id: str = "localhost") -> None:
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.credential_id = secrets.token_bytes(32)
        self.origin, self.rp_id = origin, rp_id
        self.handle = b""
        self.count = 0
        self.flags = PRESENT | VERIFIED
        self.is_framed = False

    def make(self, asked: dict[str, Any]) -> str:
        """The answer to a question that asks for a new key."""
        self.handle = raw(asked["user"]["id"])
        numbers = self.private.public_key().public_numbers()
        key = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        named = struct.pack(">H", len(self.credential_id)) + self.credential_id
        data = self._data(WITH_KEY) + bytes(16) + named + cbor.encode(key)
        made = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        said = {"attestationObject": text(made), "transports": ["internal", "hybrid", "unheard-of"]}
        return self._answer(said, self._client("webauthn.create", asked))

    def use(self, asked: dict[str, Any], **said: Any) -> str:
        """The answer to a question that asks for a signature; `said` replaces parts of it."""
        client, data = self._client("webauthn.get", asked), self._data(0)
        digest = hashlib.sha256(client).digest()
        signature = self.private.sign(data + digest, ec.ECDSA(hashes.SHA256()))
        right = {
            "authenticatorData": text(data),
            "signature": text(signature),
            "userHandle": text(self.handle),
        }
        return self._answer(right | said, client)

    def _data(self, more_flags: int) -> bytes:
        rp_hash = hashlib.sha256(self.rp_id.encode()).digest()
        return rp_hash + struct.pack(">BI", self.flags | more_flags, self.count)

    def _client(self, kind: str, asked: dict[str, Any]) -> bytes:
        said = {"type": kind, "challenge": asked["challenge"], "origin": self.origin}
        return json.dumps(said | {"crossOrigin": self.is_framed}).encode()

    def _answer(self, response: dict[str, Any], client: bytes) -> str:
        name = text(self.credential_id)
        response = response | {"clientDataJSON": text(client)}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})
