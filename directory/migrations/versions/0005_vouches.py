"""Vouches, and what gives a member standing."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "vouches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("voucher_id", sa.Integer(), nullable=False),
        sa.Column("vouched_id", sa.Integer(), nullable=False),
        sa.Column("basis", sa.String(length=80), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("revoked_on", sa.Date(), nullable=True),
        sa.Column("is_private", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "revoked_on IS NULL OR revoked_on >= given_on", name=op.f("ck_vouches_revoked_later")
        ),
        sa.CheckConstraint("voucher_id <> vouched_id", name=op.f("ck_vouches_not_for_oneself")),
        sa.ForeignKeyConstraint(
            ["vouched_id"],
            ["listings.id"],
            name=op.f("fk_vouches_vouched_id_listings"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["voucher_id"],
            ["listings.id"],
            name=op.f("fk_vouches_voucher_id_listings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vouches")),
    )
    op.create_index(op.f("ix_vouches_vouched_id"), "vouches", ["vouched_id"], unique=False)
    op.create_index(op.f("ix_vouches_voucher_id"), "vouches", ["voucher_id"], unique=False)
    op.create_index(
        "uq_vouches_standing",
        "vouches",
        ["voucher_id", "vouched_id", "basis"],
        unique=True,
        sqlite_where=sa.text("revoked_on IS NULL"),
        postgresql_where=sa.text("revoked_on IS NULL"),
    )
    op.create_table(
        "vouch_terms",
        sa.Column("vouch_id", sa.Integer(), nullable=False),
        sa.Column(
            "topic",
            sa.Enum(
                "issue",
                "modality",
                name="vouchtopic",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("term", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["vouch_id"],
            ["vouches.id"],
            name=op.f("fk_vouch_terms_vouch_id_vouches"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("vouch_id", "topic", "term", name=op.f("pk_vouch_terms")),
    )
    op.create_table(
        "member_checks",
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("checked_what", sa.String(length=300), nullable=True),
        sa.Column("is_founding", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(checked_on IS NULL) = (checked_what IS NULL)",
            name=op.f("ck_member_checks_check_has_date_and_what"),
        ),
        sa.CheckConstraint(
            "checked_on IS NOT NULL OR is_founding",
            name=op.f("ck_member_checks_checked_or_founding"),
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listings.id"],
            name=op.f("fk_member_checks_listing_id_listings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("listing_id", name=op.f("pk_member_checks")),
    )


def downgrade() -> None:
    op.drop_table("member_checks")
    op.drop_table("vouch_terms")
    op.drop_table("vouches")
