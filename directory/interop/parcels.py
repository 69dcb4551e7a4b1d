"""The files of an import while they wait: packed together, small and encrypted."""

from __future__ import annotations

import base64
import json
import zlib

from directory.keys.fields import decrypt_field, encrypt_field
from directory.keys.ring import KeyRing  # noqa: TC001 - named in signatures that are read

PURPOSE = "import"


def packed(keys: KeyRing, reference: str, files: dict[str, bytes]) -> bytes:
    """The files by name as one encrypted value, bound to the import's reference."""
    plain = json.dumps({name: base64.b64encode(data).decode() for name, data in files.items()})
    text = base64.b64encode(zlib.compress(plain.encode())).decode()
    return encrypt_field(keys, text, purpose=PURPOSE, place=reference)


def unpacked(keys: KeyRing, reference: str, content: bytes) -> dict[str, bytes]:
    """The files by name. Raises FieldNotReadableError where the secret is another one."""
    text = decrypt_field(keys, content, purpose=PURPOSE, place=reference)
    plain = json.loads(zlib.decompress(base64.b64decode(text)))
    return {name: base64.b64decode(data) for name, data in plain.items()}


def renewed(keys: KeyRing, reference: str, content: bytes) -> bytes:
    """The same files, encrypted with the present key."""
    return packed(keys, reference, unpacked(keys, reference, content))
