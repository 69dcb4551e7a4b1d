"""What `directory doctor` looks at: each finding is one sentence for the operator."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from directory import clock, leftovers, migrations, resources
from directory.accounts import people_queries
from directory.accounts.queries import CURATORS_NEEDED
from directory.config import SettingsError
from directory.curation.queries import called_lines, help_lines
from directory.db import Database, session_scope
from directory.mail.services import outbox_state
from directory.network.in_force import read_in_force
from directory.safe_start import refuse_unsafe_start
from directory.vocabulary.errors import VocabularyError
from directory.vocabulary.loading import load_vocabulary
from directory.web import fonts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from directory.config import Settings
    from directory.curation.queries import HelpLine
    from directory.vocabulary.terms import Vocabulary

MAIL_WAITS_AT_MOST = timedelta(minutes=10)
OTHERS_MAY = stat.S_IRWXG | stat.S_IRWXO


class State(StrEnum):
    """How something was found; only `wrong` makes the command fail."""

    WELL = "ok"
    LATE = "late"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    state: State
    sentence: str


def examine(settings: Settings) -> tuple[Finding, ...]:
    """Look at everything, in the order in which it would have to be put right."""
    return (
        _start(settings),
        _key_file(settings),
        _instance_folder(settings),
        _stray_files(settings),
        *_database(settings),
        *_words(settings),
        _fonts(settings),
    )


def _start(settings: Settings) -> Finding:
    try:
        refuse_unsafe_start(settings)
    except SettingsError as problem:
        return Finding("settings", State.WRONG, str(problem))
    return Finding("settings", State.WELL, "The settings are safe to start with.")


def _key_file(settings: Settings) -> Finding:
    file = settings.secret_file
    if not file.is_file():
        return Finding("key file", State.WELL, "The secret is not kept in a file here.")
    mode = stat.S_IMODE(file.stat().st_mode)
    if mode & OTHERS_MAY:
        sentence = f"{file} can be read by others ({mode:o}): run `chmod 600 {file}`."
        return Finding("key file", State.WRONG, sentence)
    return Finding("key file", State.WELL, "The key file is for its owner alone.")


def _instance_folder(settings: Settings) -> Finding:
    folder = settings.instance_folder.resolve()
    if folder.is_dir() and os.access(folder, os.W_OK):
        return Finding("folder", State.WELL, f"{folder} can be written.")
    return Finding("folder", State.WRONG, f"{folder} cannot be written: run `directory init`.")


def repair(settings: Settings) -> str:
    """Remove rows that lead nowhere and files that belong to nothing; says what went."""
    store = Database(settings)
    try:
        rows = leftovers.remove_lost_rows(store)
    finally:
        store.engine.dispose()
    files = leftovers.remove_stray_files(settings.instance_folder)
    return f"Removed {rows} rows that led nowhere and {files} files that belonged to nothing."


def _stray_files(settings: Settings) -> Finding:
    found = leftovers.stray_files(settings.instance_folder)
    if not found:
        return Finding("files", State.WELL, "No file in the folder belongs to nothing.")
    names = ", ".join(path.name for path in found)
    sentence = f"These files belong to nothing: {names}. Run `directory doctor --repair`."
    return Finding("files", State.LATE, sentence)


def _lost_rows(store: Database) -> Finding:
    found = leftovers.lost_rows(store)
    if not found:
        return Finding("rows", State.WELL, "Every row leads to where it says.")
    told = ", ".join(f"{count} of {table}" for table, count in sorted(found.items()))
    sentence = f"Rows lead nowhere: {told}. Make a backup, then `directory doctor --repair`."
    return Finding("rows", State.WRONG, sentence)


def _database(settings: Settings) -> Iterator[Finding]:
    try:
        store = Database(settings)
    except (OSError, SQLAlchemyError, ImportError) as problem:
        yield Finding("database", State.WRONG, f"DIRECTORY_DATABASE_URL: {problem}")
        return
    try:
        if not store.is_reachable():
            yield Finding("database", State.WRONG, "The database does not answer.")
            return
        yield Finding("database", State.WELL, "The database answers.")
        yield _schema(store)
        if migrations.current(store.engine) == migrations.head():
            yield from _people(store)
            yield _mail(store)
            yield _lost_rows(store)
        if store.engine.dialect.name == "sqlite":
            yield _durability(store)
    finally:
        store.engine.dispose()


def _schema(store: Database) -> Finding:
    found, newest = migrations.current(store.engine), migrations.head()
    if found == newest:
        return Finding("schema", State.WELL, f"The tables are at {newest}.")
    return Finding(
        "schema",
        State.WRONG,
        f"The tables are at {found or 'nothing'}, not at {newest}: run `directory migrate`.",
    )


def _people(store: Database) -> Iterator[Finding]:
    with store.session() as session:
        curators = [one for one in people_queries.curators(session) if not one.is_suspended]
    if not curators:
        sentence = "There is no networking admin: run `directory create-admin EMAIL`."
        yield Finding("admins", State.LATE, sentence)
    elif len(curators) < CURATORS_NEEDED:
        sentence = "There is one networking admin: a second one makes what needs two people quick."
        yield Finding("admins", State.LATE, sentence)
    else:
        yield Finding("admins", State.WELL, f"There are {len(curators)} networking admins.")
    without = sum(not one.has_factor for one in curators)
    if without:
        sentence = f"{without} of them cannot act yet: they have no second step."
        yield Finding("second step", State.LATE, sentence)


def _mail(store: Database) -> Finding:
    with store.session() as session:
        parked, oldest = outbox_state(session)
    if parked:
        sentence = f"Mail that was given up: {parked}. Look at DIRECTORY_MAIL_URL and the log."
        return Finding("mail", State.LATE, sentence)
    if oldest is not None and clock.now() - oldest > MAIL_WAITS_AT_MOST:
        minutes = int((clock.now() - oldest).total_seconds() // 60)
        sentence = f"Mail waits for {minutes} minutes: is `directory worker` running?"
        return Finding("mail", State.LATE, sentence)
    return Finding("mail", State.WELL, "No mail waits for long.")


def _durability(store: Database) -> Finding:
    wanted = {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1"}
    with store.engine.connect() as connection:
        found = {
            pragma: str(connection.execute(text(f"PRAGMA {pragma}")).scalar()).lower()
            for pragma in wanted
        }
        sound = connection.execute(text("PRAGMA quick_check(1)")).scalar()
    if found == wanted and sound == "ok":
        return Finding("durability", State.WELL, "The SQLite file is sound and durable.")
    return Finding("durability", State.WRONG, f"The SQLite file answers {sound}, {found}.")


def _words(settings: Settings) -> Iterator[Finding]:
    try:
        vocabulary = load_vocabulary(resources.seed_data() / "vocabulary")
    except (VocabularyError, resources.ResourceMissingError) as problem:
        yield Finding("vocabulary", State.WRONG, str(problem))
        return
    yield Finding(
        "vocabulary",
        State.WELL,
        f"The vocabulary holds {len(vocabulary.issues)} issues.",
    )
    yield _help_lines(settings, vocabulary)


def _help_lines(settings: Settings, vocabulary: Vocabulary) -> Finding:
    """Whether each line was called lately, as the network edited and called them."""
    late = [one.line.name for one in _lines(settings, vocabulary) if one.is_due(clock.today())]
    if late:
        sentence = f"Check these help lines again, and note the day: {', '.join(late)}."
        return Finding("help lines", State.LATE, sentence)
    return Finding("help lines", State.WELL, "The help lines were checked lately.")


def _lines(settings: Settings, vocabulary: Vocabulary) -> tuple[HelpLine, ...]:
    try:
        with session_scope(settings, writes=False) as session:
            folder = resources.seed_data() / "vocabulary"
            edited = read_in_force(session, folder, vocabulary).vocabulary
            return help_lines(session, edited)
    except SQLAlchemyError:
        # Without tables nothing was edited or called: what is shipped is what there is.
        return called_lines(vocabulary)


def _fonts(settings: Settings) -> Finding:
    ready = {face.family for face, _content in fonts.prepared(settings.instance_folder)}
    missing = [face.family for face in fonts.TYPEFACES if face.family not in ready]
    if not missing:
        return Finding("fonts", State.WELL, "The fonts are prepared.")
    return Finding(
        "fonts", State.WRONG, f"Not prepared: {', '.join(missing)}. Run `directory init`."
    )
