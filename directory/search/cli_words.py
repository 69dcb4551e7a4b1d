"""Which words and weights a command uses: those in force in this network, or as shipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from sqlalchemy.exc import OperationalError, ProgrammingError

from directory import db, resources
from directory.console import settings_of_the_environment
from directory.network.in_force import InForce, read_in_force
from directory.vocabulary.loading import load_vocabulary

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


NOT_READY = (OperationalError, ProgrammingError)
"""What the databases answer where nobody is there, and where a table is not there yet."""

TABLES_MISSING = "The database is not ready: run `directory init`, then `directory doctor`."

shipped_option = click.option(
    "--shipped", is_flag=True, help="Words and weights as shipped, without this network's edits."
)


def words_in_force(session: Session, *, shipped: bool) -> InForce:
    """What is in force with the network's edits; with `shipped`, or before `init`, as shipped."""
    folder = resources.seed_data() / "vocabulary"
    vocabulary = load_vocabulary(folder)
    if shipped:
        return InForce(0, vocabulary)
    try:
        return read_in_force(session, folder, vocabulary)
    except NOT_READY:
        # Nobody can have edited words where there is no table of edits yet.
        session.rollback()
        return InForce(0, vocabulary)


def words_for_evaluation(*, shipped: bool) -> InForce:
    """The same for a command that needs nothing else of the database, and runs without one."""
    if shipped:
        return InForce(0, load_vocabulary(resources.seed_data() / "vocabulary"))
    with db.session_scope(settings_of_the_environment(), writes=False) as session:
        return words_in_force(session, shipped=False)
