"""Column types that the tables of listings share."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import MappedColumn, mapped_column

WORD = String(80)
"""A slug of the vocabulary, or a short word of the owner's."""

LINE = String(300)

OWN_ROWS = "all, delete-orphan"
"""Rows that have no life apart from their listing."""


def owner() -> MappedColumn[int]:
    """The listing that a row belongs to and disappears with."""
    return mapped_column(ForeignKey("listings.id", ondelete="CASCADE"), index=True)


def owner_in_key() -> MappedColumn[int]:
    """The listing that a row belongs to, as the first part of the row's key."""
    return mapped_column(ForeignKey("listings.id", ondelete="CASCADE"), primary_key=True)
