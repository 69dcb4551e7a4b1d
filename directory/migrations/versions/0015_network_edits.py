"""A network's edits over what is shipped, words nobody understood, needs nobody met."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "network_revision",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_network_revision_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_network_revision")),
    )
    op.execute("INSERT INTO network_revision (id, number) VALUES (1, 0)")
    _create_edits()
    op.create_table(
        "unknown_words",
        sa.Column("word", sa.String(length=60), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.CheckConstraint("length(word) > 0", name=op.f("ck_unknown_words_says_something")),
        sa.CheckConstraint("times > 0", name=op.f("ck_unknown_words_told_at_least_once")),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_unknown_words")),
    )
    op.create_table(
        "unmet_needs",
        sa.Column("what", _one_of("unmet", "search partner-search referral"), nullable=False),
        sa.Column("issue", sa.String(length=80), nullable=False),
        sa.Column("discipline", sa.String(length=80), nullable=False),
        sa.Column("region", sa.String(length=10), nullable=False),
        sa.Column("quarter", sa.String(length=7), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.CheckConstraint("times > 0", name=op.f("ck_unmet_needs_counts_upward")),
        sa.PrimaryKeyConstraint(
            "what", "issue", "discipline", "region", "quarter", name=op.f("pk_unmet_needs")
        ),
    )


def downgrade() -> None:
    for table in ("unmet_needs", "unknown_words", "network_edits", "network_revision"):
        op.drop_table(table)


def _create_edits() -> None:
    op.create_table(
        "network_edits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            _one_of("editkind", "set add-part drop-part add-row hide merge"),
            nullable=False,
        ),
        sa.Column("file", sa.String(length=40), nullable=False),
        sa.Column("row_name", sa.String(length=200), nullable=False),
        sa.Column("column_name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=22), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(length=22), nullable=False),
        sa.CheckConstraint(
            "length(file) > 0 AND length(row_name) > 0", name=op.f("ck_network_edits_names_a_row")
        ),
        sa.CheckConstraint(
            "(undone_at IS NULL) = (undone_by = '')",
            name=op.f("ck_network_edits_undone_by_somebody"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_network_edits")),
    )
    op.create_index(op.f("ix_network_edits_file"), "network_edits", ["file"], unique=False)


def _one_of(name: str, words: str) -> sa.Enum:
    return sa.Enum(*words.split(), name=name, native_enum=False, create_constraint=True, length=40)
