"""How well a person covers a need cell: what they know of the issue, and with which methods.

MATCHING.md section 3.2. The letters of evidence are honest (A, B, C or none), and a method
counts only inside its owner's scope.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from directory.matching.listing import ModalityLevel
from directory.vocabulary.terms import EvidenceLevel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from directory.matching.cells import AskedCell
    from directory.matching.lexicon import Lexicon
    from directory.matching.weights import Thresholds
    from directory.vocabulary.terms import Facet, Vocabulary

LEVEL: Mapping[ModalityLevel, float] = {
    ModalityLevel.CERTIFIED: 1.0,
    ModalityLevel.TRAINED: 0.85,
    ModalityLevel.SOME: 0.5,
}
EVIDENCE: Mapping[EvidenceLevel, float] = {
    EvidenceLevel.A: 1.0,
    EvidenceLevel.B: 0.75,
    EvidenceLevel.C: 0.40,
}
OFFERED_WITHOUT_LETTER = 0.25
FOR_THE_PARENT = 0.7
NO_EVIDENCE = 0.15

KNOWS_THE_ISSUE = 0.7
HAS_A_METHOD = 0.3
COVERED = 0.25
"""From this cover on a cell counts as covered (section 4)."""


def evidence(vocabulary: Vocabulary, modality: str, issue: str) -> float:
    """E(m, i): the letter for the issue, else 0.7 of its parent's, at least 0.15."""
    own = vocabulary.evidence.get((modality, issue))
    if own is not None and own.level is not None:
        return EVIDENCE[own.level]
    found = NO_EVIDENCE if own is None else OFFERED_WITHOUT_LETTER
    for steps, ancestor in enumerate(vocabulary.issue_ancestors(issue), start=1):
        pair = vocabulary.evidence.get((modality, ancestor))
        if pair is not None and pair.level is not None:
            found = max(found, FOR_THE_PARENT**steps * EVIDENCE[pair.level])
    return found


def support(
    methods: Mapping[str, ModalityLevel], issue: str, facet: Facet, lexicon: Lexicon
) -> float:
    """The best of level x evidence over the methods that serve the facet."""
    return max(
        (
            LEVEL[level] * lexicon.evidence(modality, issue)
            for modality, level in methods.items()
            if facet in lexicon.vocabulary.modalities[modality].facets_served
        ),
        default=0.0,
    )


def cover(expertise: float, method_support: float) -> float:
    """The cover of a cell in scope: seven parts knowing the issue, three parts method."""
    return KNOWS_THE_ISSUE * expertise + HAS_A_METHOD * method_support


def issue_fit(covers: Mapping[AskedCell, float], *, thresholds: Thresholds) -> float:
    """F_issue: the weighted mean of cover over the cells that somebody may serve.

    Somebody who serves only what would help, and whom nobody asked for by name, counts 0.6.
    """
    weight = math.fsum(asked.weight for asked in covers)
    if weight == 0:
        return 0.0
    mean = math.fsum(asked.weight * value for asked, value in covers.items()) / weight
    named_or_core = any(asked.is_core or asked.is_named for asked in covers)
    return mean if named_or_core else thresholds.helpful_only * mean
