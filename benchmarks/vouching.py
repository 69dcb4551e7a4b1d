"""Who vouches for whom in an invented network: mostly near ones, some of the well known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from directory.matching.need import Kind
from directory.matching.trust.columns import BasisTable, VouchColumns, VouchRows
from directory.matching.trust.edges import Day
from directory.matching.trust.graph import TrustGraph
from directory.matching.trust.members import Members, Numbering
from directory.matching.trust.vouches import DEFAULT_RULES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from directory.matching.listing import ListingFacts
    from directory.vocabulary.terms import Vocabulary

VOUCHES_EACH = 7.9
NEAR, IN_REGION = 0.65, 0.20
"""What is left goes to the well known."""
NEIGHBORS = 40
BASES = {
    "co-treated": 0.12,
    "referred-good": 0.18,
    "trained-with": 0.1,
    "consults-with": 0.2,
    "received-care": 0.05,
    "colleague": 0.15,
    "met": 0.15,
    "knows-of": 0.05,
}


def vouch_graph(
    listings: Sequence[ListingFacts], vocabulary: Vocabulary, today: date, seed: int
) -> TrustGraph:
    """The graph over all people; they are numbered along the map, so neighbours are near."""
    rng = np.random.default_rng(seed + 7)
    people = [one.id for one in listings if one.kind is Kind.PERSON]
    size = len(people)
    count = int(size * VOUCHES_EACH)
    voucher = np.sort(rng.integers(0, size, count))
    kind = rng.random(count)
    reach = np.where(kind < NEAR, NEIGHBORS, max(2 * NEIGHBORS, size // 50))
    step = 1 + (rng.random(count) * reach).astype(np.int64)
    beside = voucher + np.where(rng.random(count) < 0.5, step, -step)
    known = (size * rng.power(0.3, count)).astype(np.int64)
    practitioner = np.where(kind < NEAR + IN_REGION, beside, known) % size
    practitioner = np.where(practitioner == voucher, (voucher + 1) % size, practitioner)
    shares = np.array([BASES.get(slug, 0.0) for slug in vocabulary.vouch_bases])
    rows = VouchRows(
        practitioner.astype(np.int32),
        (today.toordinal() - rng.integers(0, 1500, count)).astype(np.int32),
        rng.choice(len(shares), count, p=shares / shares.sum()).astype(np.uint8),
        np.zeros(count, dtype=np.bool_),
    )
    columns = VouchColumns.of(voucher.astype(np.int32), rows, size)
    table = BasisTable.of(vocabulary.vouch_bases)
    founding = rng.choice(size, max(12, size // 200), replace=False).tolist()
    members = Members(
        checked=frozenset(one.id for one in listings if one.licence_checked),
        founding=frozenset(people[number] for number in founding),
    )
    return TrustGraph.from_columns(
        Numbering(people), Day(columns, table, today, DEFAULT_RULES), members
    )
