"""Make a copy of everything that is kept, and bring one back to a machine that has nothing."""

from __future__ import annotations

import hashlib
import hmac
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import make_url

from directory import clock, migrations
from directory.audit.services import verify
from directory.backup import archive, naming, postgresql_copy, sqlite_copy
from directory.backup.archive import ArchiveError, Manifest
from directory.db import Database, make_engine
from directory.keys.ring import KeyRing
from directory.web.readiness import note_backup

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from sqlalchemy import Engine

    from directory.config import Settings

_PURPOSE = "backup"
SQLITE, POSTGRESQL = "sqlite", "postgresql"


class NothingToCopyError(ValueError):
    """The database holds nothing yet; the message is one sentence for the operator."""


class RestoreRefusedError(ValueError):
    """Nothing was touched; the message is one sentence that says why and what to do."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back, and whether the log of who did what is whole."""

    made_at: str
    entries: int
    first_wrong: int | None


def make_backup(settings: Settings, folder: Path, *, keep: timedelta | None) -> Path:
    """Write a copy into `folder` while the site is in use, and remove those older than `keep`.

    The secret key is not in it: who finds a copy alone reads no address and no referral.
    Raises OSError where the folder cannot be written, NothingToCopyError before `directory init`.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    now = clock.now()
    target = folder / naming.name_of(now)
    engine = make_engine(settings)
    try:
        if migrations.current(engine) is None:
            raise NothingToCopyError("The database has no tables yet: run `directory init` first.")
        with tempfile.TemporaryDirectory(dir=folder, prefix=".copying-") as place:
            parts = _parts(settings, engine, Path(place))
            archive.write(target, _manifest(settings, engine, parts, now), parts)
    finally:
        engine.dispose()
    if keep is not None:
        for file in naming.past_their_time(folder.iterdir(), now=now, keep=keep):
            file.unlink()
    note_backup(settings, now)
    return target


def restore(settings: Settings, source: Path) -> Restored:
    """Bring a copy back into the empty place that the settings name, and check the log.

    Raises RestoreRefusedError or ArchiveError before anything is changed: where something
    stands there already, the secret is another one, or the copy is damaged.
    """
    _refuse_where_something_stands(settings)
    with tempfile.TemporaryDirectory(prefix="restoring-", dir=_workplace(settings)) as place:
        manifest, parts = archive.unpack(source, Path(place))
        _refuse_what_does_not_fit(settings, manifest)
        if manifest.kind == SQLITE:
            _sqlite_back(settings, parts)
        else:
            _postgresql_back(settings, manifest, parts)
    return _checked(settings, manifest)


def _parts(settings: Settings, engine: Engine, place: Path) -> dict[str, Path]:
    if engine.dialect.name == SQLITE:
        sqlite_copy.copy_out(_sqlite_file(settings), place / sqlite_copy.PART)
        return {sqlite_copy.PART: place / sqlite_copy.PART}
    return postgresql_copy.copy_out(engine, place)


def _manifest(
    settings: Settings, engine: Engine, parts: dict[str, Path], now: datetime
) -> Manifest:
    return Manifest(
        format=archive.FORMAT,
        made_at=now.isoformat(timespec="seconds"),
        software=version("better-together"),
        kind=engine.dialect.name,
        revision=migrations.current(engine) or "",
        secret_mark=_mark(settings.secret_key),
        parts={name: archive.digest_of(file) for name, file in parts.items()},
    )


def _refuse_where_something_stands(settings: Settings) -> None:
    if make_url(settings.database_address).get_backend_name() == SQLITE:
        file = _sqlite_file(settings)
        if file.exists():
            message = f"{file} stands there already: move it away, and start again."
            raise RestoreRefusedError(message)
        return
    engine = make_engine(settings)
    try:
        if migrations.current(engine) is not None:
            raise RestoreRefusedError(
                "The database has tables already: name an empty one in DIRECTORY_DATABASE_URL."
            )
    finally:
        engine.dispose()


def _refuse_what_does_not_fit(settings: Settings, manifest: Manifest) -> None:
    kind = make_url(settings.database_address).get_backend_name()
    if kind != manifest.kind:
        message = f"This copy is of {manifest.kind}, and DIRECTORY_DATABASE_URL names {kind}."
        raise RestoreRefusedError(message)
    known = {_mark(secret) for secret in (settings.secret_key, *settings.previous_secret_keys)}
    if manifest.secret_mark not in known:
        raise RestoreRefusedError(
            "This copy was made with another secret: bring back the file `secret_key`, "
            "or set DIRECTORY_SECRET_KEY to what it held."
        )
    if manifest.revision > migrations.head():
        raise RestoreRefusedError(
            f"This copy is of a newer version of the software ({manifest.software}): install that."
        )


def _sqlite_back(settings: Settings, parts: dict[str, Path]) -> None:
    try:
        sqlite_copy.copy_in(parts[sqlite_copy.PART], _sqlite_file(settings))
    except (KeyError, ValueError) as problem:
        raise ArchiveError(str(problem)) from None
    engine = make_engine(settings)
    try:
        migrations.upgrade(engine)
    finally:
        engine.dispose()


def _postgresql_back(settings: Settings, manifest: Manifest, parts: dict[str, Path]) -> None:
    engine = make_engine(settings)
    try:
        migrations.upgrade(engine, manifest.revision)
        try:
            postgresql_copy.copy_in(engine, parts)
        except BaseException:
            # An attempt that failed leaves the place as empty as it found it.
            migrations.downgrade(engine, "base")
            raise
        migrations.upgrade(engine)
    finally:
        engine.dispose()


def _checked(settings: Settings, manifest: Manifest) -> Restored:
    store = Database(settings)
    try:
        with store.session() as session:
            ring = KeyRing(settings.secret_key, settings.previous_secret_keys)
            verdict = verify(session, ring)
    finally:
        store.engine.dispose()
    return Restored(manifest.made_at, verdict.entries, verdict.first_wrong)


def _workplace(settings: Settings) -> Path:
    settings.instance_folder.mkdir(parents=True, exist_ok=True)
    return settings.instance_folder


def _sqlite_file(settings: Settings) -> Path:
    return Path(str(make_url(settings.database_address).database))


def _mark(secret: str) -> str:
    key = KeyRing(secret).key(_PURPOSE)
    return hmac.new(key, b"which secret", hashlib.sha256).hexdigest()[:16]
