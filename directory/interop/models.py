"""Imports: the file while it waits, the drafts it made, and how columns were matched."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Model
from directory.interop.closed_sets import Format, ImportState


class Import(Model):
    """One import; its file is kept, encrypted, until somebody finishes or drops it."""

    __tablename__ = "imports"
    __table_args__ = (
        CheckConstraint("(state = 'open') = (content IS NOT NULL)", name="content_while_open"),
        CheckConstraint("(state = 'open') = (done_at IS NULL)", name="done_has_date"),
        CheckConstraint("(state = 'undone') = (undone_at IS NOT NULL)", name="undone_has_date"),
        CheckConstraint("drafts >= 0", name="drafts_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(22), unique=True)
    format: Mapped[Format]
    state: Mapped[ImportState] = mapped_column(default=ImportState.OPEN)
    file_name: Mapped[str] = mapped_column(String(120))
    made_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("accounts.id", ondelete="SET NULL"), index=True
    )
    made_at: Mapped[datetime]
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    choices: Mapped[str] = mapped_column(Text, default="{}")
    """Professions, regions and columns as they were chosen, as JSON."""
    drafts: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]


class ImportedListing(Model):
    """A draft that an import made, and the link with which its person takes it over."""

    __tablename__ = "imported_listings"
    __table_args__ = (
        CheckConstraint("invitations >= 0", name="invitations_not_negative"),
        CheckConstraint("(token_hash IS NULL) = (link_made_at IS NULL)", name="link_has_date"),
    )

    listing_id: Mapped[int] = mapped_column(
        ForeignKey("listings.id", ondelete="CASCADE"), primary_key=True
    )
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    link_made_at: Mapped[datetime | None]
    invitations: Mapped[int] = mapped_column(default=0)
    """Mails sent with a link; a link that was handed over on paper counts for none."""
    invited_at: Mapped[datetime | None] = mapped_column(index=True)


class ImportMapping(Model):
    """How the columns of a source were matched, by a hash of its column names."""

    __tablename__ = "import_mappings"
    __table_args__ = (CheckConstraint("length(fingerprint) = 64", name="fingerprint_is_a_hash"),)

    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    columns: Mapped[str] = mapped_column(Text)
    """Columns and words, each from theirs to ours, as JSON; an empty column is left out."""
    changed_at: Mapped[datetime]
