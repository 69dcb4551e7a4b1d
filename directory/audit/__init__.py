"""Who did what, when: an append-only log whose entries hold each other by their hashes."""
