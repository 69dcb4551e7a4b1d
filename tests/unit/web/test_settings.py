"""Settings: typed, frozen, from the environment only, and refused where they endanger people."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from directory.config import (
    Mode,
    Settings,
    SettingsError,
    descriptions,
)
from directory.safe_start import refuse_public_address, refuse_unsafe_start

if TYPE_CHECKING:
    from pathlib import Path

GOOD_SECRET = "pV3kQ9zL2mX7nB4cR8tY1wE6uI0oP5aS"


def _read(**variables: str) -> Settings:
    return Settings.from_environment({f"DIRECTORY_{key}": text for key, text in variables.items()})


def test_every_value_is_typed() -> None:
    settings = _read(
        MODE="test", REQUEST_BYTES="1000", DEBUG="yes", LANGUAGES="es, en", HOME_REGION="ca-on"
    )

    assert settings.mode is Mode.TEST
    assert settings.request_bytes == 1000
    assert settings.debug is True
    assert settings.languages == ("es", "en")
    assert settings.home_region == "CA-ON"


def test_nothing_changes_a_setting_afterwards() -> None:
    settings = _read(SECRET_KEY=GOOD_SECRET)

    with pytest.raises(dataclasses.FrozenInstanceError):
        settings.debug = True  # type: ignore[misc]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("MODE", "live"),
        ("REQUEST_BYTES", "-1"),
        ("REQUEST_BYTES", "many"),
        ("DEBUG", "perhaps"),
        ("BASE_URL", "care.example.org"),
        ("EXIT_URL", "javascript:alert(1)"),
        ("EXIT_URL", "https://example.org; script-src *"),
        ("HOME_REGION", "Colorado"),
        ("LANGUAGES", "english"),
        ("LANGUAGES", ""),
    ],
)
def test_a_wrong_value_is_refused_with_its_name(name: str, text: str) -> None:
    with pytest.raises(SettingsError, match=rf"^DIRECTORY_{name} must be .+\.$"):
        _read(**{name: text})


def test_a_misspelt_setting_is_refused() -> None:
    with pytest.raises(SettingsError, match="DIRECTORY_SECRET_KEZ is not a setting"):
        _read(SECRET_KEZ=GOOD_SECRET)


def test_variables_of_other_programs_are_left_alone() -> None:
    settings = Settings.from_environment({"PATH": "/usr/bin", "DIRECTORY_MODE": "test"})

    assert settings.mode is Mode.TEST


@pytest.mark.parametrize(
    ("secret", "why"),
    [
        ("", "missing"),
        ("pV3kQ9zL2mX7", "too short"),
        ("change-me-change-me-change-me-change-me", "example"),
        ("a" * 40, "example"),
    ],
)
def test_production_does_not_start_with_a_weak_secret(
    tmp_path: Path, secret: str, why: str
) -> None:
    settings = Settings(secret_key=secret, instance_folder=tmp_path)

    with pytest.raises(SettingsError, match=why):
        refuse_unsafe_start(settings)


def test_production_starts_with_a_random_secret() -> None:
    refuse_unsafe_start(Settings(secret_key=GOOD_SECRET))


def test_the_secret_is_read_from_its_file(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text(GOOD_SECRET + "\n")

    assert _read(INSTANCE_FOLDER=str(tmp_path)).secret_key == GOOD_SECRET


def test_a_demo_makes_up_a_secret_of_its_own(tmp_path: Path) -> None:
    first = _read(MODE="demo", INSTANCE_FOLDER=str(tmp_path))
    second = _read(MODE="demo", INSTANCE_FOLDER=str(tmp_path))

    assert len(first.secret_key) >= 32
    assert first.secret_key != second.secret_key


def test_debug_is_refused_on_a_public_address() -> None:
    settings = Settings(secret_key=GOOD_SECRET, debug=True, base_url="https://care.example.org")

    with pytest.raises(SettingsError, match="DIRECTORY_DEBUG"):
        refuse_unsafe_start(settings)
    with pytest.raises(SettingsError, match="DIRECTORY_DEBUG"):
        refuse_public_address(Settings(secret_key=GOOD_SECRET, debug=True), "0.0.0.0")  # noqa: S104


def test_limits_cannot_be_switched_off_in_production() -> None:
    with pytest.raises(SettingsError, match="DIRECTORY_LIMITS_ON"):
        refuse_unsafe_start(Settings(secret_key=GOOD_SECRET, limits_on=False))


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "care.example.org"])  # noqa: S104
def test_a_demo_is_not_served_to_other_machines(host: str) -> None:
    with pytest.raises(SettingsError, match="this machine only"):
        refuse_public_address(Settings(mode=Mode.DEMO), host)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.0.0.2"])
def test_a_demo_is_served_to_this_machine(host: str) -> None:
    refuse_public_address(Settings(mode=Mode.DEMO), host)


def test_every_setting_is_described_in_sentences() -> None:
    for described in descriptions():
        assert described.doc.endswith("."), described.variable
        assert len(described.doc) > 30, described.variable


def test_no_default_is_a_secret_and_none_names_a_machine_of_ours() -> None:
    defaults = {described.variable: described.default for described in descriptions()}

    assert defaults["DIRECTORY_SECRET_KEY"] == ""
    assert defaults["DIRECTORY_DEBUG"] == "no"
    assert defaults["DIRECTORY_MODE"] == "production"
