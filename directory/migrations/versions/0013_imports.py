"""Imports: files that wait, the drafts they made, how columns were matched."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "import_mappings",
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "length(fingerprint) = 64", name=op.f("ck_import_mappings_fingerprint_is_a_hash")
        ),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_import_mappings")),
    )
    op.create_table(
        "imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=22), nullable=False),
        sa.Column("format", _one_of("format", "listings nppes hsds"), nullable=False),
        sa.Column("state", _one_of("importstate", "open done undone"), nullable=False),
        sa.Column("file_name", sa.String(length=120), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.Column("drafts", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'open') = (content IS NOT NULL)", name=op.f("ck_imports_content_while_open")
        ),
        sa.CheckConstraint(
            "(state = 'open') = (done_at IS NULL)", name=op.f("ck_imports_done_has_date")
        ),
        sa.CheckConstraint(
            "(state = 'undone') = (undone_at IS NOT NULL)",
            name=op.f("ck_imports_undone_has_date"),
        ),
        sa.CheckConstraint("drafts >= 0", name=op.f("ck_imports_drafts_not_negative")),
        sa.ForeignKeyConstraint(
            ["made_by_id"],
            ["accounts.id"],
            name=op.f("fk_imports_made_by_id_accounts"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
        sa.UniqueConstraint("reference", name=op.f("uq_imports_reference")),
    )
    op.create_index(op.f("ix_imports_made_by_id"), "imports", ["made_by_id"])
    op.create_table(
        "imported_listings",
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("link_made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("invitations", sa.Integer(), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "invitations >= 0", name=op.f("ck_imported_listings_invitations_not_negative")
        ),
        sa.CheckConstraint(
            "(token_hash IS NULL) = (link_made_at IS NULL)",
            name=op.f("ck_imported_listings_link_has_date"),
        ),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["imports.id"],
            name=op.f("fk_imported_listings_import_id_imports"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listings.id"],
            name=op.f("fk_imported_listings_listing_id_listings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("listing_id", name=op.f("pk_imported_listings")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_imported_listings_token_hash")),
    )
    for column in ("import_id", "invited_at"):
        op.create_index(op.f(f"ix_imported_listings_{column}"), "imported_listings", [column])


def downgrade() -> None:
    for table in ("imported_listings", "imports", "import_mappings"):
        op.drop_table(table)


def _one_of(name: str, words: str) -> sa.Enum:
    return sa.Enum(*words.split(), name=name, native_enum=False, create_constraint=True, length=40)
