"""How fast searches are, ours and the peers' side by side in one run.

Run: python -m benchmarks --listings N --peers sqlite,postgresql,duckdb,loop|none [--json]

An invented network of N listings (`synthetic`), a mix of questions (`queries`), and for each
question every engine in turn, so that a ratio compares what the same machine did in the same
moments. Every answer of a peer is held against ours: the same twenty in the same places with
the same scores, and the same counts.
"""

from __future__ import annotations

import argparse
import json
import sys

from benchmarks.report import printed
from benchmarks.run import PEERS, Plan, run


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; 1 where an engine answered something else, 2 for wrong options."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--listings", type=int, default=10_000, help="size of the network")
    parser.add_argument(
        "--peers",
        default="none",
        help=f"any of {','.join(PEERS)}, with commas; or none (the default)",
    )
    parser.add_argument("--runs", type=int, default=40, help="questions of each class")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="one JSON document instead of tables")
    chosen = parser.parse_args(arguments)
    named = [] if chosen.peers == "none" else chosen.peers.split(",")
    unknown = [name for name in named if name not in PEERS]
    if unknown:
        parser.error(f"unknown peers {', '.join(unknown)}; choose among {', '.join(PEERS)}, none")
    if chosen.listings < 500:
        parser.error("--listings has to be 500 or more, or most questions find nobody")
    figures = run(Plan(chosen.listings, tuple(named), chosen.runs, chosen.seed), say=_say)
    sys.stdout.write((json.dumps(figures) if chosen.json else printed(figures)) + "\n")
    return 0 if figures["all_same"] else 1


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")


if __name__ == "__main__":
    raise SystemExit(main())
