"""Every setting of the software: typed, frozen, and read from the environment only.

A default is both safe in production and fit to be public. What has no such default must be
given, and the software says so in one sentence instead of starting.
"""

from __future__ import annotations

import dataclasses
import re
import secrets
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PREFIX = "DIRECTORY_"
TOKEN_MINIMUM_LENGTH = 24
LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
SECRET_FILE_NAME = "secret_key"  # noqa: S105 - the name of a file, not a secret


class Mode(StrEnum):
    """What this copy of the software is for."""

    DEMO = "demo"
    PRODUCTION = "production"
    TEST = "test"


class SettingsError(ValueError):
    """A setting is missing, wrong or unsafe; the message is one sentence for the operator."""


def _text(value: str) -> str:
    return value.strip()


def _secrets(value: str) -> tuple[str, ...]:
    return tuple(value.split())


def _secret_or_none(value: str) -> str:
    token = value.strip()
    if token and len(token) < TOKEN_MINIMUM_LENGTH:
        raise SettingsError(f"must have at least {TOKEN_MINIMUM_LENGTH} characters")
    return token


def _path(value: str) -> Path:
    return Path(value.strip()).expanduser()


def _whole_number(value: str) -> int:
    if not re.fullmatch(r"\d{1,9}", value.strip()):
        raise SettingsError("must be a whole number, such as 10")
    return int(value)


def _yes_or_no(value: str) -> bool:
    answers = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
    try:
        return answers[value.strip().lower()]
    except KeyError:
        raise SettingsError("must be yes or no") from None


def _mode(value: str) -> Mode:
    try:
        return Mode(value.strip().lower())
    except ValueError:
        raise SettingsError("must be demo, production or test") from None


def _web_address(value: str) -> str:
    address = value.strip().rstrip("/")
    parts = urlsplit(address)
    if (
        parts.scheme not in {"http", "https"}
        or not parts.hostname
        or re.search(r"[\s;,'\"]", value)
    ):
        raise SettingsError("must be a web address, such as https://care.example.org")
    return address


def _web_address_or_none(value: str) -> str:
    return _web_address(value) if value.strip() else ""


def _languages(value: str) -> tuple[str, ...]:
    languages = tuple(part.strip() for part in value.split(",") if part.strip())
    if not languages or not all(
        re.fullmatch(r"[a-z]{2,3}(_[A-Z]{2})?", item) for item in languages
    ):
        raise SettingsError("must be language codes with commas between, such as en,es")
    return languages


def _region(value: str) -> str:
    region = value.strip().upper()
    if not re.fullmatch(r"[A-Z]{2}(-[A-Z0-9]{1,3})?", region):
        raise SettingsError("must be a country or a country and its region, such as US-CO")
    return region


def _setting(*, parse: Callable[[str], Any], doc: str, default: Any = dataclasses.MISSING) -> Any:  # noqa: ANN401
    return dataclasses.field(default=default, metadata={"parse": parse, "doc": doc})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One value for each setting; made with `from_environment`, or by keyword in a test."""

    mode: Mode = _setting(  # noqa: RUF009 - it returns a dataclass field
        parse=_mode,
        default=Mode.PRODUCTION,
        doc="What this copy is for: `production`, `demo` (invented people, served on this machine "
        "only) or `test`.",
    )
    instance_folder: Path = _setting(  # noqa: RUF009 - it returns a dataclass field
        parse=_path,
        default=Path("instance"),
        doc="The folder for the database file, the secret key file and the prepared fonts.",
    )
    database_url: str = _setting(
        parse=_text,
        default="",
        doc="Where the data lives, as an SQLAlchemy URL, such as "
        "`postgresql://user@host/directory`. Left empty, it is the SQLite file `directory.sqlite3` "
        "in the instance folder.",
    )
    secret_key: str = _setting(
        parse=_text,
        default="",
        doc="The secret from which all keys are derived: at least 32 characters, kept out of "
        "backups of the data. Left empty, it is read from the file `secret_key` in the instance "
        "folder, which `directory init` makes.",
    )
    previous_secret_keys: tuple[str, ...] = _setting(
        parse=_secrets,
        default=(),
        doc="Secrets used before, with spaces between: what was sealed with them still opens until "
        "they are removed.",
    )
    site_name: str = _setting(
        parse=_text, default="Better Together", doc="The name of your network on every page."
    )
    base_url: str = _setting(
        parse=_web_address,
        default="http://127.0.0.1:8000",
        doc="The address under which people reach the site. Links in mail are made from it, never "
        "from the request; with `https` cookies and transport are locked to it.",
    )
    home_region: str = _setting(
        parse=_region,
        default="US",
        doc="The country or region that an unclear town name most likely means, such as `US-CO`.",
    )
    geocoder_url: str = _setting(
        parse=_web_address_or_none,
        default="",
        doc="A Nominatim service of yours that may be asked where an address is, such as "
        "`https://nominatim.example.org`. Only addresses that are shown to everybody are sent. "
        "Left empty, nobody is asked, and a place is found by its postal code or town.",
    )
    exit_url: str = _setting(
        parse=_web_address,
        default="https://www.weather.gov",
        doc="Where “Leave this site” goes: a page that gives nothing away and loads quickly. It "
        "must not itself redirect to another host, because browsers would stop there.",
    )
    mail_url: str = _setting(
        parse=_text,
        default="",
        doc="The mail server that takes our mail: `smtp://user:password@mail.example.org:587` "
        "(STARTTLS), `smtps://…:465`, or `console:` to print it. Left empty, mail waits in the "
        "outbox; a demo prints it.",
    )
    mail_from: str = _setting(
        parse=_text,
        default="directory@localhost",
        doc="The sender of our mail, such as `Your network <care@example.org>`.",
    )
    languages: tuple[str, ...] = _setting(
        parse=_languages,
        default=("en", "es"),
        doc="The languages offered, the first one being the default, such as `en,es`.",
    )
    time_zone: str = _setting(
        parse=_text,
        default="UTC",
        doc="The time zone in which dates are shown, such as America/Denver.",
    )
    limits_storage: str = _setting(
        parse=_text,
        default="memory://",
        doc="Where request counts are kept: `memory://` for one process, a Redis or Valkey address "
        "where several serve.",
    )
    limits: str = _setting(
        parse=_text,
        default="120 per minute; 2000 per day",
        doc="How many requests one address may make to pages before it is asked to wait.",
    )
    limits_on: bool = _setting(
        parse=_yes_or_no,
        default=True,
        doc="Whether request limits are applied. They cannot be turned off in production.",
    )
    trusted_proxies: int = _setting(
        parse=_whole_number,
        default=0,
        doc="How many reverse proxies of yours stand before the site. Forwarding headers are "
        "believed from exactly so many, and from none by default.",
    )
    virus_scanner: str = _setting(
        parse=_text,
        default="",
        doc="Where a virus scanner (clamd) listens, as `host:port` or the path of its socket. "
        "Every file that somebody sends is shown to it, and none is kept while it does not answer. "
        "Left empty, files are not scanned; pictures are drawn anew in any case.",
    )
    request_bytes: int = _setting(
        parse=_whole_number,
        default=256 * 1024,
        doc="The largest request body that is accepted, in bytes.",
    )
    database_wait_seconds: int = _setting(
        parse=_whole_number,
        default=10,
        doc="How long a write waits for its turn in the SQLite file, in seconds.",
    )
    referral_remind_days: int = _setting(
        parse=_whole_number,
        default=2,
        doc="After how many working days of silence whoever is to answer a referral is reminded.",
    )
    referral_tell_days: int = _setting(
        parse=_whole_number,
        default=5,
        doc="After how many working days of silence the other side is told of it; a practitioner "
        "may promise fewer or more.",
    )
    referral_move_on_days: int = _setting(
        parse=_whole_number,
        default=14,
        doc="After how many working days of silence a referral goes to the next name on its list, "
        "or ends.",
    )
    referral_keep_days: int = _setting(
        parse=_whole_number,
        default=90,
        doc="How many days after its end the words of a referral are erased.",
    )
    message_keep_days: int = _setting(
        parse=_whole_number,
        default=90,
        doc="How many days after it was begun a client's message is erased, with every answer; the "
        "client is told the date.",
    )
    messages_a_day: int = _setting(
        parse=_whole_number,
        default=20,
        doc="How many clients may write to one practitioner or center in a day.",
    )
    keep_ended_days: int = _setting(
        parse=_whole_number,
        default=30,
        doc="How many days ended sessions, used links, sent mail and the like are kept before "
        "`directory purge` removes them.",
    )
    access_log_days: int = _setting(
        parse=_whole_number,
        default=14,
        doc="How many days the access log is kept: one file a day in the folder `log` of the "
        "instance folder. With 0 its lines go to standard error, and whoever collects them decides."
        " A demo always writes them there.",
    )
    metrics_token: str = _setting(
        parse=_secret_or_none,
        default="",
        doc="The token with which your monitoring reads `/metrics`, as `Authorization: Bearer …`: "
        "at least 24 characters. Left empty, nobody can read it.",
    )
    backup_hours: int = _setting(
        parse=_whole_number,
        default=26,
        doc="How old the last `directory backup` may be, in hours, before `/readyz` and `doctor` "
        "complain; 0 where copies are made by other means. A demo needs none.",
    )
    debug: bool = _setting(
        parse=_yes_or_no,
        default=False,
        doc="Whether faults are shown in detail; refused on any address but this machine's.",
    )

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Settings:
        """Read `DIRECTORY_*` variables.

        Raises SettingsError, naming the variable, for one that is unknown or has a wrong value.
        """
        known = {variable_name(field.name): field for field in dataclasses.fields(cls)}
        values: dict[str, Any] = {}
        for variable, text in environment.items():
            if not variable.startswith(PREFIX):
                continue
            if variable not in known:
                raise SettingsError(
                    f"{variable} is not a setting; see docs/settings.md for the names."
                )
            values[known[variable].name] = _parsed(variable, known[variable], text)
        return cls(**values).with_secret()

    def with_secret(self) -> Settings:
        """These settings with the secret read from its file, or made up for a demo or a test."""
        if self.secret_key:
            return self
        if self.secret_file.is_file():
            return dataclasses.replace(self, secret_key=self.secret_file.read_text().strip())
        if self.mode is not Mode.PRODUCTION:
            return dataclasses.replace(self, secret_key=secrets.token_urlsafe(48))
        return self

    @property
    def secret_file(self) -> Path:
        """Where `directory init` keeps the secret that nobody gave by setting."""
        return self.instance_folder / SECRET_FILE_NAME

    @property
    def database_address(self) -> str:
        """The SQLAlchemy URL, with the default filled in."""
        if self.database_url:
            return self.database_url
        return f"sqlite:///{(self.instance_folder / 'directory.sqlite3').resolve()}"

    @property
    def keep_ended(self) -> timedelta:
        """How long what has ended is kept."""
        return timedelta(days=self.keep_ended_days)

    @property
    def exit_origin(self) -> str:
        """Scheme and host of the exit destination, as the content policy names it."""
        parts = urlsplit(self.exit_url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def is_https(self) -> bool:
        """Whether people reach the site over https."""
        return self.base_url.startswith("https://")

    @property
    def shows_styleguide(self) -> bool:
        """Whether pages for developers are served."""
        return self.mode is not Mode.PRODUCTION


@dataclass(frozen=True, slots=True)
class SettingDescription:
    """What the documentation says about one setting."""

    variable: str
    default: str
    doc: str


def descriptions() -> tuple[SettingDescription, ...]:
    """Every setting with its environment variable, default and meaning, in reading order."""
    return tuple(
        SettingDescription(variable_name(field.name), _shown(field.default), field.metadata["doc"])
        for field in dataclasses.fields(Settings)
    )


def variable_name(field_name: str) -> str:
    """The environment variable of a setting, such as DIRECTORY_BASE_URL."""
    return PREFIX + field_name.upper()


def _parsed(variable: str, field: dataclasses.Field[Any], text: str) -> Any:  # noqa: ANN401
    try:
        return field.metadata["parse"](text)
    except SettingsError as problem:
        raise SettingsError(f"{variable} {problem}.") from None


def _shown(default: Any) -> str:  # noqa: ANN401
    if isinstance(default, bool):
        return "yes" if default else "no"
    if isinstance(default, tuple):
        return ",".join(default)
    return str(default)
