"""`directory match`: a need in, ranked and explained people and centers out."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import click

from directory import clock, db
from directory.console import (
    RefusalError,
    json_option,
    nothing_found,
    print_json,
    settings_of_the_environment,
)
from directory.search.cli_words import (
    NOT_READY,
    TABLES_MISSING,
    shipped_option,
    words_in_force,
)
from directory.search.engine import SearchEngine, answered
from directory.search.match_json import answer_document, need_document
from directory.search.match_options import DEFAULT_LIMIT, Wanted, prepared
from directory.search.match_text import answer_lines
from directory.search.presentation import card_context
from directory.search.wording import ENGLISH
from directory.vocabulary.understanding import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from directory.config import Settings
    from directory.search.engine import Found


def _several(name: str, help_text: str) -> Callable[[Any], Any]:
    return click.option(name, multiple=True, metavar="X", help=help_text)


@click.command
@click.argument("words", nargs=-1)
@_several("--issue", "What help is sought with.")
@_several("--modality", "A method that is wished for.")
@_several("--profession", "A profession that is asked for.")
@click.option("--near", default="", metavar="PLACE", help="A town, ZIP or postal code.")
@click.option("--within", default="", metavar="25mi", help="How far, in mi or km.")
@click.option("--online", default="", metavar="REGION", help="By video, for a client in a region.")
@_several("--payer", "Coverage or another way to pay.")
@_several("--population", "Who the client is.")
@_several("--prefer", "A wish about the practitioner.")
@_several("--access", "Access that is needed.")
@_several("--avoid", "A method, profession or payer that is not wanted, or a listing to leave out.")
@click.option("--in-person", is_flag=True, help="Visits in person only.")
@click.option("--as", "as_handle", default="", metavar="HANDLE", help="Ask as this listing.")
@_several("--i-do", "What you do yourself here: mind, body, movement… or a method.")
@click.option("--whole-need", is_flag=True, help="Also the part inside your own scope.")
@click.option("--team", is_flag=True, help="Suggest people who cover the need together.")
@click.option("--centers", is_flag=True, help="Centers only.")
@click.option(
    "--limit",
    default=DEFAULT_LIMIT,
    type=click.IntRange(1, 1000),
    show_default=True,
    help="How many results.",
)
@shipped_option
@json_option
def match(*, words: tuple[str, ...], shipped: bool, as_json: bool, **options: Any) -> None:  # noqa: ANN401 - click's own
    """Rank who may fit a need, and say why.

    WORDS are the need in your own words, English or Spanish. X is a slug, a label or a synonym.
    """
    wanted = Wanted(words=" ".join(words), **options)
    settings = settings_of_the_environment()
    try:
        found, parse, took_ms = _answer(settings, wanted, shipped=shipped)
    except NOT_READY:
        raise RefusalError(TABLES_MISSING) from None
    context = card_context(
        found.snapshot,
        ENGLISH,
        unit=found.unit,
        for_clinician=found.need.referrer is not None,
        matches=found.answer.matches,
    )
    if as_json:
        document = need_document(found.need, parse)
        answer = answer_document(found.answer, context, parse=document, took_ms=took_ms)
        print_json({**answer, "named": list(found.named)})
    else:
        for line in answer_lines(found, context):
            click.echo(line)
    if not (found.answer.matches or found.named):
        nothing_found()


def _answer(
    settings: Settings, wanted: Wanted, *, shipped: bool
) -> tuple[Found, dict[str, object], float]:
    """What was found, the parse of the words, and how long the answering took, in ms."""
    with db.session_scope(settings, writes=False) as session:
        words = words_in_force(session, shipped=shipped)
        engine = SearchEngine(
            words.vocabulary, home_region=settings.home_region, weights=words.weights
        )
        # A server loads the network once for all searches, so only the answering is timed.
        engine.snapshot(session, today=clock.today())
        engine.understand(session, "")
        started = time.perf_counter()
        found = answered(prepared(engine, session, wanted), wanted.limit)
        took_ms = 1000 * (time.perf_counter() - started)
        role = Role.CLINICIAN if wanted.as_handle else None
        return found, engine.understand(session, wanted.words, role).as_parse(), took_ms
