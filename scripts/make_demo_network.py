"""Write seed_data/demo: an invented network of practitioners and integrative centers.

    python -m scripts.make_demo_network

The words about each person stand in scripts/demo_network and were written by hand; what is drawn
by lot (payers, fees, days) is the same on every run. Nobody in it exists.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

from scripts.demo_network import further_tables as further
from scripts.demo_network.calendar import AS_OF
from scripts.demo_network.center_listings import center_rows
from scripts.demo_network.columns import COLUMNS
from scripts.demo_network.listings import listing_rows
from scripts.demo_network.vouches import vouch_rows

FOLDER = Path(__file__).parents[1] / "seed_data" / "demo"


def tables() -> dict[str, list[dict[str, str]]]:
    """Every table by its file name."""
    return {
        "listings": [*listing_rows(), *center_rows()],
        "places": further.place_rows(),
        "credentials": further.credential_rows(),
        "trainings": further.training_rows(),
        "specialties": further.specialty_rows(),
        "commitments": further.commitment_rows(),
        "affiliations": further.affiliation_rows(),
        "vouches": vouch_rows(),
    }


def main() -> None:
    """Write the tables and the manifest, and say how much there is."""
    found = tables()
    for name, rows in found.items():
        _write(name, rows)
    counts = {f"{name}.csv": len(rows) for name, rows in found.items()}
    manifest = {
        "name": "Invented network for trying things out",
        "invented": True,
        "notice": "Every person and center here is invented. Towns and ZIP codes are real.",
        "as_of": AS_OF.isoformat(),
        "dates": "A loader adds (today - as_of) days to every date.",
        "made_by": "python -m scripts.make_demo_network",
        "tables": counts,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2)
    (FOLDER / "manifest.json").write_text(f"{text}\n", encoding="utf-8")
    sys.stdout.write("".join(f"{count:6} {name}\n" for name, count in counts.items()))


def _write(name: str, rows: list[dict[str, str]]) -> None:
    with (FOLDER / f"{name}.csv").open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, COLUMNS[name], lineterminator="\n", restval="")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
