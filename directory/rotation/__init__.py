"""Keys that a rotation has retired: what was hashed with them can still be compared."""
