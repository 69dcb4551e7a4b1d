"""`directory understand` and `directory evaluate queries`: what typed words mean, and how well."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from directory import clock, db, resources
from directory.console import (
    RefusalError,
    json_option,
    nothing_found,
    print_json,
    say,
    settings_of_the_environment,
)
from directory.places.queries import load_gazetteer
from directory.search.cli_words import (
    NOT_READY,
    TABLES_MISSING,
    shipped_option,
    words_in_force,
)
from directory.search.home_region import FIRST_HOME, likely_home
from directory.search.query_file import QueryFileError, read_queries
from directory.search.query_scores import Scores, score
from directory.search.snapshot import SnapshotHolder
from directory.vocabulary.faint_signs import FaintEar
from directory.vocabulary.recognition import Recognizer
from directory.vocabulary.understanding import Role, Understanding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy.orm import Session

    from directory.config import Settings
    from directory.vocabulary.terms import Vocabulary


@click.command
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    help="Who writes: somebody looking for help, or a colleague who refers.",
)
@shipped_option
@json_option
def understand(*, words: tuple[str, ...], role: str | None, shipped: bool, as_json: bool) -> None:
    """Say what the words of a search mean, and what was not understood."""
    text = " ".join(words)
    recognizer, _words = _recognizer(home=None, shipped=shipped)
    understanding = recognizer.understand(text, Role(role) if role else None)
    if as_json:
        print_json(understanding.as_parse())
    else:
        for line in _lines(understanding):
            click.echo(line)
    if understanding.not_understood:
        say("Not understood: " + ", ".join(understanding.not_understood))
    if understanding.suggestions:
        say("Did you mean: " + ", ".join(understanding.suggestions) + "?")
    if understanding.is_empty:
        nothing_found()


@click.command
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="Write the parses, a line each."
)
@click.option(
    "--home",
    default=FIRST_HOME,
    show_default=True,
    help="The region that towns without a state are expected in.",
)
@shipped_option
@json_option
def evaluate_queries(
    *, file: Path, out: Path | None, home: str, shipped: bool, as_json: bool
) -> None:
    """Understand each search of FILE (JSON Lines) and score it against what it expects."""
    recognizer, vocabulary = _recognizer(home=home, shipped=shipped)
    try:
        queries = read_queries(file, vocabulary)
    except QueryFileError as problem:
        raise RefusalError(str(problem)) from None
    parses = {
        query["id"]: recognizer.understand(query["text"], Role(query["role"])).as_parse()
        for query in queries
    }
    if out is not None:
        _write(out, parses)
    groups = _by_group(queries)
    scored = {name: score(members, parses, vocabulary) for name, members in groups.items()}
    if as_json:
        print_json({name: _figures(scores) for name, scores in scored.items()})
    else:
        for line in _report(scored):
            click.echo(line)


def _recognizer(*, home: str | None, shipped: bool) -> tuple[Recognizer, Vocabulary]:
    """The recognizer of this network and its words; without `home` it is where its listings are."""
    settings = settings_of_the_environment()
    try:
        with db.session_scope(settings, writes=False) as session:
            vocabulary = words_in_force(session, shipped=shipped).vocabulary
            gazetteer = load_gazetteer(session, resources.seed_data() / "places")
            region = home or _home(settings, vocabulary, session)
    except NOT_READY:
        raise RefusalError(TABLES_MISSING) from None
    if not gazetteer.towns("Denver"):
        raise RefusalError("The table of places is empty; run `directory init` first.")
    ear = FaintEar(resources.faint_signs())
    return Recognizer(vocabulary, gazetteer, region, hidden=vocabulary.hidden, ear=ear), vocabulary


def _home(settings: Settings, vocabulary: Vocabulary, session: Session) -> str:
    snapshot = SnapshotHolder(vocabulary).current(session, today=clock.today())
    listings = snapshot.index.listings.values()
    return likely_home(
        settings.home_region, (office.place for facts in listings for office in facts.offices)
    )


def _lines(understanding: Understanding) -> Iterator[str]:
    for name, value in understanding.as_parse().items():
        values = value if isinstance(value, list) else [value]
        yield f"{name}: " + ", ".join(map(_shown, values))
    refused = [span.slug for span in understanding.spans if span.kind == "avoid"]
    if refused:
        yield "avoid: " + ", ".join(dict.fromkeys(refused))
    if understanding.referrer_profession:
        yield f"referrer: {understanding.referrer_profession}"


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return " ".join("near me" if part is True else str(part) for part in value.values())
    return str(value)


def _write(out: Path, parses: Mapping[str, Mapping[str, Any]]) -> None:
    lines = (
        json.dumps({"id": name, "parse": parse}, ensure_ascii=False) + "\n"
        for name, parse in parses.items()
    )
    try:
        out.write_text("".join(lines), encoding="utf-8")
    except OSError as problem:
        raise RefusalError(f"{out} cannot be written: {problem.strerror}.") from None


def _by_group(queries: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """All searches, then by who asks and in which language, then by the group a line may name."""
    groups = {"all": queries}
    for query in queries:
        groups.setdefault(f"{query['role']}, {query['lang']}", []).append(query)
    for query in queries:
        if "group" in query:
            groups.setdefault(f"group {query['group']}", []).append(query)
    return groups


def _figures(scores: Scores) -> dict[str, object]:
    overall = scores.overall()
    return {
        "queries": len(scores.queries),
        "exact": scores.exact,
        "forbidden": scores.forbidden,
        "crisis": scores.crisis(),
        "quiet": scores.quiet(),
        "precision": overall.precision,
        "recall": overall.recall,
        "f1": overall.f1,
        "fields": {
            name: {
                "precision": tally.precision,
                "recall": tally.recall,
                "found": tally.found,
                "extra": tally.extra,
                "missing": tally.missing,
            }
            for name, tally in scores.by_field().items()
        },
        "not_exact": [query.identifier for query in scores.queries if not query.is_exact],
    }


def _report(scored: Mapping[str, Scores]) -> Iterator[str]:
    for name, scores in scored.items():
        count = len(scores.queries)
        found, expected = scores.crisis()
        quiet, needless = scores.quiet()
        yield (
            f"{name}: {count} searches, exact {scores.exact} ({scores.exact / count:.1%}), "
            f"all fields F1 {scores.overall().f1:.3f}, must-not {scores.forbidden}, "
            f"help lines {found}/{expected}, quiet {quiet}/{needless}"
        )
    for name, tally in scored["all"].by_field().items():
        if tally.found + tally.extra + tally.missing:
            yield (
                f"  {name:12} P {tally.precision:.3f}  R {tally.recall:.3f}  "
                f"found {tally.found}, extra {tally.extra}, missing {tally.missing}"
            )
    failed = [query.identifier for query in scored["all"].queries if not query.is_exact]
    if failed:
        yield "Not exact: " + " ".join(failed)
