"""Practitioners and integrative centers: facts with source and date, and the shape that is public."""
