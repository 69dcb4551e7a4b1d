"""The steps of a profile: what each asks, and how what was typed is read."""
