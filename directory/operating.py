"""Commands that run a copy of the site: init, migrate, serve, demo and doctor."""

from __future__ import annotations

import dataclasses
import os
import resource
import secrets
import socket
from typing import TYPE_CHECKING

import click
from waitress.server import create_server

from directory import checkup, migrations, resources
from directory.accounts.demo import make_demo_accounts
from directory.app import create_app
from directory.config import Mode, Settings, SettingsError
from directory.console import (
    RefusalError,
    json_option,
    nothing_found,
    print_json,
    say,
    settings_of_the_environment,
)
from directory.curation.rounds import keeping_true
from directory.db import Database, DatabaseUnavailable, session_scope
from directory.interop.demo import load_demo
from directory.interop.knowledge import knowledge
from directory.keys.ring import KeyRing
from directory.mail.delivery import delivering
from directory.places.services import import_gazetteer
from directory.profiles.queries import has_listings
from directory.referrals.rounds import advancing
from directory.safe_start import refuse_public_address
from directory.search.warming import warm_up
from directory.showcase.life import Stage, fill_with_life
from directory.web import fonts

if TYPE_CHECKING:
    from pathlib import Path

    from directory.accounts.demo import DemoSignIn

LOOPBACK = "127.0.0.1"
PORT = click.IntRange(1, 65535)
CONNECTIONS_AT_ONCE = 2000  # With the server's default of 100, slow readers shut out the others.
OTHER_FILES = 200
WAITING_SECONDS = 30

WHAT_TO_TRY = """
Everybody in this network is invented. Try, on the page or with `directory match`:
  rape recovery                      near Lakewood, CO
  bulemia therapist medicaid         near Lakewood, CO
  gentle massage after trauma        near Toronto
  chronic pain, online               in Colorado
  an integrative center for eating disorders within 25 miles of Denver
Stop it with Ctrl-C.
"""


@click.command
def init() -> None:
    """Prepare this copy: the secret key file, the database, the fonts. Safe to repeat."""
    settings = settings_of_the_environment()
    prepare(settings)
    say(f"Ready: {settings.instance_folder.resolve()}")


@click.command
def migrate() -> None:
    """Bring the database to the form that this version of the software needs."""
    settings = settings_of_the_environment()
    store = Database(settings)
    try:
        before = migrations.current(store.engine)
        _bring_up(store)
    finally:
        store.engine.dispose()
    newest = migrations.head()
    say(f"At {newest} already." if before == newest else f"Moved to {newest}.")


@click.command
@click.option("--host", default=LOOPBACK, show_default=True, help="The address to listen on.")
@click.option("--port", type=PORT, default=8000, show_default=True, help="The port to listen on.")
@click.option("--threads", default=8, show_default=True, help="Requests answered at once.")
def serve(host: str, port: int, threads: int) -> None:
    """Serve the pages, for a reverse proxy or for this machine alone."""
    settings = settings_of_the_environment()
    fonts.prepare(settings.instance_folder)
    listen(settings, host=host, port=port, threads=threads)


@click.command
@click.option("--port", type=PORT, default=8000, show_default=True, help="The port to listen on.")
@click.option("--sign-ins", is_flag=True, help="Print who can sign in, with a code, and end.")
def demo(port: int, *, sign_ins: bool) -> None:
    """Make the invented network and serve it on this machine only."""
    chosen = settings_of_the_environment()
    settings = dataclasses.replace(
        chosen,
        mode=Mode.DEMO,
        home_region=_demo_region(chosen),
        base_url=f"http://{LOOPBACK}:{port}",  # Links in mails must lead to this very server.
    )
    if sign_ins:
        _say_sign_ins(_make_demo_accounts(settings))
        return
    say("Preparing the invented network (about half a minute the first time).")
    prepare(settings)
    settings = settings.with_secret()
    _load_invented_network(settings)
    accounts = _make_demo_accounts(settings)
    _fill_with_life(settings)
    say(WHAT_TO_TRY.rstrip())
    _say_sign_ins(accounts)
    listen(settings, host=LOOPBACK, port=port, threads=8)


@click.command
@click.option("--repair", is_flag=True, help="Remove what belongs to nothing, then look again.")
@json_option
def doctor(*, repair: bool, as_json: bool) -> None:
    """Check this copy, and say in plain words what is wrong and what to do."""
    settings = settings_of_the_environment()
    if repair:
        say(checkup.repair(settings))
    findings = checkup.examine(settings)
    if as_json:
        print_json([dataclasses.asdict(finding) for finding in findings])
    else:
        for finding in findings:
            click.echo(f"{finding.state:<6}{finding.sentence}")
    if any(finding.state is checkup.State.WRONG for finding in findings):
        nothing_found()


def prepare(settings: Settings) -> None:
    """Make what is missing: the folder, the secret, the tables, the gazetteer, the fonts."""
    settings.instance_folder.mkdir(parents=True, exist_ok=True)
    if not settings.secret_file.exists():
        _write_secret(settings.secret_file)
    store = Database(settings)
    try:
        _bring_up(store)
    finally:
        store.engine.dispose()
    fonts.prepare(settings.instance_folder)


def listen(settings: Settings, *, host: str, port: int, threads: int) -> None:
    """Serve until stopped; RefusalError for an unsafe start or an address that is taken."""
    try:
        refuse_public_address(_as_what_it_holds(settings), host)
        app = create_app(settings)
    except SettingsError as problem:
        raise RefusalError(str(problem)) from None
    except DatabaseUnavailable:
        raise RefusalError("The database is not ready: run `directory init`.") from None
    _allow_open_files()
    server = create_server(
        app,
        sockets=[_bound(host, port)],
        threads=threads,
        connection_limit=CONNECTIONS_AT_ONCE,
        channel_timeout=WAITING_SECONDS,
        asyncore_use_poll=True,  # The other way to wait, select, breaks at the 1,025th open file.
        max_request_body_size=4 * settings.request_bytes,
        ident=None,
        # Otherwise the server would drop what the trusted proxies tell.
        clear_untrusted_proxy_headers=settings.trusted_proxies == 0,
    )
    warm_up(app)
    say(f"Serving on http://{host}:{port}")
    store, keys = app.extensions["database"], app.extensions["keys"]
    with (
        delivering(store, keys, settings),
        advancing(store, keys, settings),
        keeping_true(store, settings),
    ):
        server.run()


def _allow_open_files() -> None:
    """Let this process open a file for each connection, as far as the machine allows."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS_AT_ONCE + OTHER_FILES
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _bring_up(store: Database) -> None:
    """The newest tables, and the gazetteer of the installed packages in them."""
    migrations.upgrade(store.engine)
    with store.transaction() as session:
        import_gazetteer(session, resources.seed_data() / "places")


def _load_invented_network(settings: Settings) -> None:
    with session_scope(settings) as session:
        if has_listings(session, is_invented=False):
            raise RefusalError(
                "This database holds real listings, so no invented ones are added: choose another "
                "with DIRECTORY_DATABASE_URL or DIRECTORY_INSTANCE_FOLDER."
            )
        report = load_demo(session, resources.seed_data() / "demo", knowledge(session, settings))
    if not report.is_sound:
        raise RefusalError("\n".join(report.lines()))


def _make_demo_accounts(settings: Settings) -> tuple[DemoSignIn, ...]:
    known = settings.with_secret()
    keys = KeyRing(known.secret_key, known.previous_secret_keys)
    with session_scope(known) as session:
        if not has_listings(session, is_invented=True):
            raise RefusalError("The invented network is not loaded: run `directory demo` first.")
        return make_demo_accounts(session, keys, resources.seed_data())


def _fill_with_life(settings: Settings) -> None:
    keys = KeyRing(settings.secret_key, settings.previous_secret_keys)
    with session_scope(settings) as session:
        stage = Stage(keys, settings, knowledge(session, settings))
        fill_with_life(session, resources.seed_data(), stage)


def _say_sign_ins(accounts: tuple[DemoSignIn, ...]) -> None:
    say("Sign in on the page “For members” (passwords are of this copy alone):")
    for one in accounts:
        say(f"  {one.email:<24}{one.password:<25}{one.who}")
        if one.code:
            say(f"    code now {one.code}, a later one: directory demo --sign-ins")
            say(f"    or type this key into an authenticator app: {one.app_key}")


def _as_what_it_holds(settings: Settings) -> Settings:
    # A database with invented people is a demo, whatever the settings call it.
    with session_scope(settings, writes=False) as session:
        is_demo = has_listings(session, is_invented=True)
    return dataclasses.replace(settings, mode=Mode.DEMO) if is_demo else settings


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=1024)
    except OSError:
        raise RefusalError(
            f"Cannot listen on {host}, port {port}: choose another with --port."
        ) from None


def _write_secret(path: Path) -> None:
    # Created with its mode, so that there is no moment in which others could read it.
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48) + "\n")


def _demo_region(chosen: Settings) -> str:
    return chosen.home_region if "-" in chosen.home_region else "US-CO"
