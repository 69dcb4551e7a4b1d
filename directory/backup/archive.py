"""The file that a copy is: a tar with a manifest first, and a checksum for each part."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import tarfile
from dataclasses import asdict, dataclass
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FORMAT = 1
MANIFEST = "manifest.json"
_BLOCK = 1 << 20
_COMPRESSION = 6


class ArchiveError(ValueError):
    """A file is no copy of ours, or is damaged; the message is one sentence for the operator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a copy holds, so that it can be checked before anything is touched."""

    format: int
    made_at: str
    software: str
    kind: str
    """`sqlite` or `postgresql`: which database it was taken from and can go back to."""
    revision: str
    """The migration that its tables are at."""
    secret_mark: str
    """Tells whether a secret is the one it was made with, and nothing about the secret."""
    parts: Mapping[str, str]
    """SHA-256 of each part, by its name in the file."""


def digest_of(file: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def write(target: Path, manifest: Manifest, parts: Mapping[str, Path]) -> None:
    """Write the copy beside its name, sync it, and put it in place in one step, for its owner."""
    unfinished = target.with_name(f".{target.name}.unfinished")
    try:
        number = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(number, "wb") as raw:
            with (
                gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=_COMPRESSION) as packed,
                tarfile.open(fileobj=packed, mode="w|") as tar,
            ):
                _add(tar, MANIFEST, json.dumps(asdict(manifest), indent=1).encode())
                for name, file in parts.items():
                    tar.add(file, arcname=name, filter=_plain)
            raw.flush()
            os.fsync(raw.fileno())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def unpack(source: Path, folder: Path) -> tuple[Manifest, dict[str, Path]]:
    """Take a copy apart into a folder, and check each part.

    Raises ArchiveError where the file is none of ours, incomplete or altered.
    """
    try:
        with tarfile.open(source, mode="r|gz") as tar:
            manifest, parts = _taken_apart(tar, folder)
    except (OSError, EOFError, tarfile.TarError) as problem:
        message = f"{source.name} cannot be read as a copy of ours: {problem}."
        raise ArchiveError(message) from None
    for name, digest in manifest.parts.items():
        if name not in parts or digest_of(parts[name]) != digest:
            message = f"{source.name} is damaged: its part {name} is not what it was."
            raise ArchiveError(message)
    return manifest, parts


def _taken_apart(tar: tarfile.TarFile, folder: Path) -> tuple[Manifest, dict[str, Path]]:
    manifest: Manifest | None = None
    parts: dict[str, Path] = {}
    for number, member in enumerate(tar):
        stream = tar.extractfile(member)
        if stream is None:
            raise ArchiveError("The file holds something that no copy of ours holds.")
        if manifest is None:
            manifest = _read_manifest(member.name, stream)
        else:
            # Under a name of ours: what stands in the file never says where it is written.
            parts[member.name] = _taken_out(stream, folder / f"part-{number}")
    if manifest is None:
        raise ArchiveError("The file is empty.")
    return manifest, parts


def _read_manifest(name: str, stream: IO[bytes]) -> Manifest:
    if name != MANIFEST:
        raise ArchiveError("The file is no copy of ours: it does not begin with a manifest.")
    try:
        manifest = Manifest(**json.loads(stream.read(_BLOCK)))
    except (TypeError, ValueError):
        raise ArchiveError("The manifest of this copy cannot be read.") from None
    if manifest.format != FORMAT:
        message = f"This copy has format {manifest.format}, and this software reads {FORMAT}."
        raise ArchiveError(message)
    return manifest


def _taken_out(stream: IO[bytes], target: Path) -> Path:
    with target.open("wb") as out:
        while block := stream.read(_BLOCK):
            out.write(block)
    return target


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(content), 0o600
    tar.addfile(info, io.BytesIO(content))


def _plain(info: tarfile.TarInfo) -> tarfile.TarInfo:
    # Who made the copy, and on which machine account, is nobody's business.
    info.uid = info.gid = 0
    info.uname = info.gname = ""
    info.mode = 0o600
    return info
