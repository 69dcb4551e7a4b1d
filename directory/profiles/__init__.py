"""Practitioners and integrative centers: facts with source and date, and their publication."""
