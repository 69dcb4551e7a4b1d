"""The words of the form: goals, rhythms, pressures, settings and orders, read from a file."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

KINDS = ("goal", "rhythm", "pressure", "setting", "order")


class ReferralWordsError(ValueError):
    """The file cannot be read; the message names the row."""


@dataclass(frozen=True, slots=True)
class ReferralWords:
    """Labels by slug for each kind, in file order."""

    goals: Mapping[str, str]
    rhythms: Mapping[str, str]
    pressures: Mapping[str, str]
    settings: Mapping[str, str]
    orders: Mapping[str, str]


def load_referral_words(folder: Path, language: str = "en") -> ReferralWords:
    """Read `words.csv` of the folder `referrals` of the seed data. Raises ReferralWordsError.

    A label stays English where the file has none in this language (a code such as "es").
    """
    found: dict[str, dict[str, str]] = defaultdict(dict)
    with (folder / "words.csv").open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), start=2):
            kind, slug, label = row["kind"], row["slug"], row["label"]
            if kind not in KINDS or not slug or not label or slug in found[kind]:
                raise ReferralWordsError(
                    f"words.csv, row {number}: {kind} {slug} is wrong or twice"
                )
            found[kind][slug] = row.get(f"label_{language}") or label
    return ReferralWords(*(dict(found[kind]) for kind in KINDS))
