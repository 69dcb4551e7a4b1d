"""A fingerprint is the same for equal vocabularies, and another for every other one."""

from __future__ import annotations

from dataclasses import replace

from directory import resources
from directory.search.fitting import fits, vocabulary_fingerprint
from directory.vocabulary.loading import load_vocabulary

VOCABULARY = load_vocabulary(resources.seed_data() / "vocabulary")


def test_equal_vocabularies_have_one_fingerprint() -> None:
    again = load_vocabulary(resources.seed_data() / "vocabulary")

    assert vocabulary_fingerprint(again) == vocabulary_fingerprint(VOCABULARY)
    assert fits(again) == fits(VOCABULARY)


def test_every_part_of_a_vocabulary_counts() -> None:
    issue, *others = VOCABULARY.issues.items()
    renamed = {issue[0]: replace(issue[1], label=f"{issue[1].label}!"), **dict(others)}
    fewer = VOCABULARY.credential_rules[1:]
    reordered = dict(reversed(list(VOCABULARY.modalities.items())))
    different = (
        VOCABULARY,
        replace(VOCABULARY, issues=renamed),
        replace(VOCABULARY, credential_rules=fewer),
        replace(VOCABULARY, modalities=reordered),
        replace(VOCABULARY, usage=None),
    )

    assert len({vocabulary_fingerprint(one) for one in different}) == len(different)
