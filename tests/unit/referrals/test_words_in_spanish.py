"""The words of forms and of the card in another language: the same slugs, every label written."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from directory import resources
from directory.referrals.letters_card import load_card_words
from directory.referrals.words import load_referral_words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from directory.referrals.letters_card import CardWords
    from directory.referrals.words import ReferralWords

FOLDER = resources.seed_data() / "referrals"


def _by_slug(words: CardWords | ReferralWords) -> Mapping[tuple[str, str], str]:
    return {
        (kind.name, slug): label
        for kind in fields(words)
        for slug, label in getattr(words, kind.name).items()
    }


def test_each_label_is_written_in_spanish_too() -> None:
    for load in (load_card_words, load_referral_words):
        english, spanish = _by_slug(load(FOLDER)), _by_slug(load(FOLDER, "es"))

        assert list(spanish) == list(english)
        assert [slug for slug, label in spanish.items() if label == english[slug]] == []


def test_a_label_that_is_not_translated_stays_as_it_is(tmp_path: Path) -> None:
    rows = "kind,slug,label,label_es,source\narea,head,Head,,\narea,feet,Feet,Pies,\n"
    (tmp_path / "card.csv").write_text(rows, encoding="utf-8")

    assert load_card_words(tmp_path, "es").areas == {"head": "Head", "feet": "Pies"}
    assert load_card_words(tmp_path, "fr").areas == {"head": "Head", "feet": "Feet"}
