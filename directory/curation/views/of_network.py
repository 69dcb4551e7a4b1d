"""The pages on which a network changes itself: words, rules, weights, site; what was not met."""

from __future__ import annotations

from directory.curation.views import missing, site, unknown_words, weights, words

# Importing a module of views is what puts its pages on the blueprint.
VIEWS = (weights, words, site, unknown_words, missing)
