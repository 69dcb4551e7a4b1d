"""The pages that keep listings true: freshness, reports, removals, duplicates, merges."""

from __future__ import annotations

from directory.curation.views import (
    break_glass,
    duplicates,
    freshness,
    own_reports,
    removals,
    report_desk,
    reports,
)

# Importing a module of views is what puts its pages on the blueprint.
VIEWS = (break_glass, duplicates, freshness, own_reports, removals, report_desk, reports)
