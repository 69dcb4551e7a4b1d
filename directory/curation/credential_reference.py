"""What names a credential of a listing in an address."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from directory.profiles.draft import CredentialKey


def reference_of(credential: CredentialKey) -> str:
    """Sixteen signs that say nothing of the credential to whoever sees the address."""
    return hashlib.sha256("|".join(credential).encode()).hexdigest()[:16]
