"""Keys: one secret, and a separate key derived from it for each purpose."""
