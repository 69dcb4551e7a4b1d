"""The key ring: derives a separate key for each purpose from the present and earlier secrets."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_LENGTH = 32


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The present secret and those before it, newest first."""

    present: str
    earlier: tuple[str, ...] = ()

    def key(self, purpose: str) -> bytes:
        """The 32-byte key with which new things of this purpose are made."""
        return _derived(self.present, purpose)

    def keys(self, purpose: str) -> tuple[bytes, ...]:
        """The keys with which existing things of this purpose may be opened, newest first."""
        return tuple(_derived(secret, purpose) for secret in (self.present, *self.earlier))


@lru_cache(maxsize=256)
def _derived(secret: str, purpose: str) -> bytes:
    """HKDF-SHA256 (RFC 5869), so that a key of one purpose says nothing about another."""
    derivation = HKDF(
        algorithm=hashes.SHA256(),
        length=KEY_LENGTH,
        salt=b"better-together",
        info=purpose.encode(),
    )
    return derivation.derive(secret.encode())
