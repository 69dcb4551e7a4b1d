"""How fast it is, and how fairly it spreads: measured, side by side, in one run."""
