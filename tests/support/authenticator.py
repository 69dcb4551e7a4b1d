"""A device that makes one passkey and proves it, as WebAuthn (level 2, sections 6 and 7) has it."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import TYPE_CHECKING, Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

if TYPE_CHECKING:
    from collections.abc import Mapping

CREDENTIAL = b"a passkey of the tests"
PRESENT_AND_VERIFIED = 0b101
WITH_KEY = 0b1000000


class Authenticator:
    """A device at one site; each use counts one further."""

    def __init__(self, origin: str, host: str) -> None:
        """Make the key pair."""
        self._origin, self._site = origin, hashlib.sha256(host.encode()).digest()
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._uses = 0

    def made(self, options: Mapping[str, Any]) -> str:
        """The answer to a page that asks for a new passkey, as JSON."""
        length = len(CREDENTIAL).to_bytes(2, "big")
        attested = bytes(16) + length + CREDENTIAL + cbor2.dumps(self._public_key())
        data = self._data(PRESENT_AND_VERIFIED | WITH_KEY) + attested
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        seen = self._seen("webauthn.create", options)
        return _answer({"clientDataJSON": seen, "attestationObject": attestation})

    def proved(self, options: Mapping[str, Any]) -> str:
        """The answer to a page that asks for the passkey, as JSON."""
        data, seen = self._data(PRESENT_AND_VERIFIED), self._seen("webauthn.get", options)
        signed = data + hashlib.sha256(seen).digest()
        signature = self._key.sign(signed, ec.ECDSA(hashes.SHA256()))
        return _answer({"clientDataJSON": seen, "authenticatorData": data, "signature": signature})

    def _data(self, flags: int) -> bytes:
        self._uses += 1
        return self._site + bytes([flags]) + self._uses.to_bytes(4, "big")

    def _seen(self, kind: str, options: Mapping[str, Any]) -> bytes:
        told = {"type": kind, "challenge": options["challenge"], "origin": self._origin}
        return json.dumps(told).encode()

    def _public_key(self) -> dict[int, object]:
        """The key in COSE: elliptic curve (1: 2), ES256 (3: -7), P-256 (-1: 1), its point."""
        point = self._key.public_key().public_numbers()
        return {
            1: 2,
            3: -7,
            -1: 1,
            -2: point.x.to_bytes(32, "big"),
            -3: point.y.to_bytes(32, "big"),
        }


def _answer(response: Mapping[str, bytes]) -> str:
    identifier = _text(CREDENTIAL)
    parts = {name: _text(value) for name, value in response.items()}
    told = {"id": identifier, "rawId": identifier, "type": "public-key", "response": parts}
    return json.dumps(told)


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")
