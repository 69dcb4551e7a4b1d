"""Proposed changes, cases, photographs, kinds of practice, groups and programs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "proposed_changes",
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("parts", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("returned_reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(returned_on IS NULL) = (returned_reason = '')",
            name=op.f("ck_proposed_changes_returned_has_reason"),
        ),
        _owner("proposed_changes"),
        sa.PrimaryKeyConstraint("listing_id", name=op.f("pk_proposed_changes")),
    )
    _create_cases()
    op.create_table(
        "photos",
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("alternative", sa.String(length=300), nullable=False),
        sa.Column("small", sa.LargeBinary(), nullable=False),
        sa.Column("large", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(alternative) > 0", name=op.f("ck_photos_alternative_is_given")),
        sa.CheckConstraint(
            "length(small) > 0 AND length(large) > 0", name=op.f("ck_photos_has_both_sizes")
        ),
        _owner("photos"),
        sa.PrimaryKeyConstraint("listing_id", name=op.f("pk_photos")),
        sa.UniqueConstraint("name", name=op.f("uq_photos_name")),
    )
    _create_offers()


def downgrade() -> None:
    for table in (
        "programs",
        "practice_types",
        "photos",
        "case_listings",
        "cases",
        "proposed_changes",
    ):
        op.drop_table(table)


def _create_cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            _closed("casekind", "duplicate-licence", "near-same-person", "supervision-denied"),
            nullable=False,
        ),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.CheckConstraint("length(evidence) > 0", name=op.f("ck_cases_evidence_is_given")),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (outcome = '')", name=op.f("ck_cases_closed_has_outcome")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
    )
    op.create_index(op.f("ix_cases_kind"), "cases", ["kind"])
    op.create_table(
        "case_listings",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["cases.id"],
            name=op.f("fk_case_listings_case_id_cases"),
            ondelete="CASCADE",
        ),
        _owner("case_listings"),
        sa.PrimaryKeyConstraint("case_id", "listing_id", name=op.f("pk_case_listings")),
    )
    op.create_index(op.f("ix_case_listings_listing_id"), "case_listings", ["listing_id"])


def _create_offers() -> None:
    op.create_table(
        "practice_types",
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("practice", _closed("practicetype", "medical", "sports", "spa"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("backing", sa.String(length=300), nullable=False),
        _owner("practice_types"),
        sa.PrimaryKeyConstraint("listing_id", "practice", name=op.f("pk_practice_types")),
    )
    op.create_table(
        "programs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            _closed("programkind", "group", "program", "class", "workshop"),
            nullable=False,
        ),
        sa.Column("for_whom", sa.String(length=300), nullable=False),
        sa.Column("schedule", sa.String(length=300), nullable=False),
        sa.Column("price", sa.String(length=300), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.CheckConstraint("length(title) > 0", name=op.f("ck_programs_title_is_given")),
        _owner("programs"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programs")),
        sa.UniqueConstraint("listing_id", "title", name=op.f("uq_programs_listing_id_title")),
    )
    op.create_index(op.f("ix_programs_listing_id"), "programs", ["listing_id"])


def _owner(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["listing_id"],
        ["listings.id"],
        name=op.f(f"fk_{table}_listing_id_listings"),
        ondelete="CASCADE",
    )


def _closed(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)
