"""Copies of everything a network keeps, made while it is in use, and brought back."""
