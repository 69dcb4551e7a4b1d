"""Single fields encrypted at rest: what a copy of the database must not give away.

Layout: version, nonce, ciphertext (ChaCha20-Poly1305, RFC 8439). The place of a field is bound
to it, so that a value copied into another row does not open there.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

if TYPE_CHECKING:
    from directory.keys.ring import KeyRing

_VERSION = b"\x01"
_NONCE_LENGTH = 12


class FieldNotReadableError(ValueError):
    """The field was encrypted with a secret that is no longer known, or stood elsewhere."""


def encrypt_field(keys: KeyRing, text: str, *, purpose: str, place: str) -> bytes:
    """The text, readable only with the secret, for this purpose and at this place.

    `place` names the row, such as `account:k3…`; the same must be given to read it.
    """
    nonce = secrets.token_bytes(_NONCE_LENGTH)
    cipher = ChaCha20Poly1305(keys.key(f"field:{purpose}"))
    return _VERSION + nonce + cipher.encrypt(nonce, text.encode(), place.encode())


def decrypt_field(keys: KeyRing, data: bytes, *, purpose: str, place: str) -> str:
    """The text of an encrypted field, with the present secret or an earlier one.

    Raises FieldNotReadableError.
    """
    nonce, sealed = data[1 : 1 + _NONCE_LENGTH], data[1 + _NONCE_LENGTH :]
    if len(nonce) != _NONCE_LENGTH:
        raise FieldNotReadableError("the field is too short to be an encrypted one")
    for key in keys.keys(f"field:{purpose}"):
        try:
            return ChaCha20Poly1305(key).decrypt(nonce, sealed, place.encode()).decode()
        except InvalidTag:
            continue
    raise FieldNotReadableError("the field does not open with any known secret")
