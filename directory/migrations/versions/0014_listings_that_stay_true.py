"""Listings that stay true: doubts, reminders, reports, pairs that are two, merges."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
REFERENCE = sa.String(length=22)


def upgrade() -> None:
    _doubts_and_reminders()
    _reports()
    _duplicates()


def downgrade() -> None:
    for table in (
        "listing_merges",
        "not_duplicates",
        "report_voices",
        "listing_reports",
        "freshness_reminders",
        "listing_doubts",
    ):
        op.drop_table(table)


def _doubts_and_reminders() -> None:
    op.create_table(
        "listing_doubts",
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column(
            "about",
            _one_of("doubt", "said-full openings-reported telephone-reported presence-reported"),
            nullable=False,
        ),
        sa.Column("since", sa.Date(), nullable=False),
        _of_listing("listing_doubts", "listing_id"),
        sa.PrimaryKeyConstraint("listing_id", "about", name=op.f("pk_listing_doubts")),
    )
    op.create_table(
        "freshness_reminders",
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "day IN (75, 85, 89)", name=op.f("ck_freshness_reminders_day_is_a_reminder")
        ),
        _of_listing("freshness_reminders", "listing_id"),
        sa.PrimaryKeyConstraint(
            "listing_id", "confirmed_on", "day", name=op.f("pk_freshness_reminders")
        ),
    )


def _reports() -> None:
    op.create_table(
        "listing_reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", REFERENCE, nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            _one_of(
                "reportkind",
                "wrong-number not-taking left unsafe other-profession take-down other",
            ),
            nullable=False,
        ),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("voices", sa.Integer(), nullable=False),
        sa.Column("owner_told_at", MOMENT, nullable=True),
        sa.Column("owner_answered_at", MOMENT, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column(
            "outcome",
            _one_of("reportoutcome", "corrected found-right hidden suspended removed seen-to"),
            nullable=True,
        ),
        sa.Column("closed_by", REFERENCE, nullable=False),
        sa.CheckConstraint("voices > 0", name=op.f("ck_listing_reports_somebody_said_so")),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (outcome IS NULL)",
            name=op.f("ck_listing_reports_closed_has_outcome"),
        ),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (closed_by = '')",
            name=op.f("ck_listing_reports_closed_by_somebody"),
        ),
        _of_listing("listing_reports", "listing_id", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_reports")),
        sa.UniqueConstraint("reference", name=op.f("uq_listing_reports_reference")),
    )
    op.create_index(op.f("ix_listing_reports_listing_id"), "listing_reports", ["listing_id"])
    op.create_index(
        "uq_listing_reports_open",
        "listing_reports",
        ["listing_id", "kind"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "report_voices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("phrase_hash", sa.String(length=64), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("words_hash", sa.String(length=64), nullable=True),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "words IS NULL OR words_hash IS NOT NULL",
            name=op.f("ck_report_voices_words_are_told_apart"),
        ),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["listing_reports.id"],
            name=op.f("fk_report_voices_report_id_listing_reports"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_voices")),
        sa.UniqueConstraint("phrase_hash", name=op.f("uq_report_voices_phrase_hash")),
        sa.UniqueConstraint("report_id", "words_hash", name="uq_report_voices_words"),
    )
    op.create_index(op.f("ix_report_voices_report_id"), "report_voices", ["report_id"])


def _duplicates() -> None:
    op.create_table(
        "not_duplicates",
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decided_by", REFERENCE, nullable=False),
        sa.CheckConstraint(
            "listing_id < other_id", name=op.f("ck_not_duplicates_pair_stands_once")
        ),
        _of_listing("not_duplicates", "listing_id"),
        _of_listing("not_duplicates", "other_id"),
        sa.PrimaryKeyConstraint("listing_id", "other_id", name=op.f("pk_not_duplicates")),
    )
    op.create_index(op.f("ix_not_duplicates_other_id"), "not_duplicates", ["other_id"])
    op.create_table(
        "listing_merges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", REFERENCE, nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("gone_id", sa.Integer(), nullable=False),
        sa.Column("merged_at", MOMENT, nullable=False),
        sa.Column("merged_by", REFERENCE, nullable=False),
        sa.Column("undone_at", MOMENT, nullable=True),
        sa.Column("undone_by", REFERENCE, nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("kept_id <> gone_id", name=op.f("ck_listing_merges_two_listings")),
        sa.CheckConstraint(
            "(undone_at IS NULL) = (undone_by = '')",
            name=op.f("ck_listing_merges_undone_by_somebody"),
        ),
        _of_listing("listing_merges", "kept_id"),
        _of_listing("listing_merges", "gone_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_merges")),
        sa.UniqueConstraint("reference", name=op.f("uq_listing_merges_reference")),
    )
    op.create_index(op.f("ix_listing_merges_kept_id"), "listing_merges", ["kept_id"])
    op.create_index(op.f("ix_listing_merges_gone_id"), "listing_merges", ["gone_id"])
    op.create_index(
        "uq_listing_merges_gone",
        "listing_merges",
        ["gone_id"],
        unique=True,
        sqlite_where=sa.text("undone_at IS NULL"),
        postgresql_where=sa.text("undone_at IS NULL"),
    )


def _of_listing(table: str, column: str, on_delete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], ["listings.id"], name=op.f(f"fk_{table}_{column}_listings"), ondelete=on_delete
    )


def _one_of(name: str, words: str) -> sa.Enum:
    return sa.Enum(*words.split(), name=name, native_enum=False, create_constraint=True, length=40)
