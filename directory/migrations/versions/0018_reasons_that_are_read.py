"""Reasons for what else a curator decides: merges, and what became of a report of messages."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

BEFORE = (
    "publish",
    "return",
    "ask-to-correct",
    "hide",
    "suspend",
    "restore",
    "accept-changes",
    "return-changes",
    "check",
)
AFTER = (*BEFORE, "merge", "split", "answer")
TABLE = "listing_decisions"
COLUMNS = "id, listing_id, kind, reason, made_at, made_by, seen_at"


def upgrade() -> None:
    op.add_column(
        "message_conversations", sa.Column("report_answer", sa.LargeBinary(), nullable=True)
    )
    _let_kinds_be(AFTER)


def downgrade() -> None:
    op.execute("DELETE FROM listing_decisions WHERE kind IN ('merge', 'split', 'answer')")
    _let_kinds_be(BEFORE)
    op.drop_column("message_conversations", "report_answer")


def _let_kinds_be(kinds: tuple[str, ...]) -> None:
    name = op.f("ck_listing_decisions_decisionkind")
    if op.get_bind().dialect.name == "sqlite":
        # SQLite changes no constraint of a table: the rows move to one that has the other.
        _rebuild(kinds)
        return
    op.drop_constraint(name, TABLE, type_="check")
    op.create_check_constraint(name, TABLE, sa.column("kind").in_(kinds))


def _rebuild(kinds: tuple[str, ...]) -> None:
    op.drop_index(op.f("ix_listing_decisions_listing_id"), TABLE)
    op.rename_table(TABLE, "earlier_decisions")
    kind = sa.Enum(
        *kinds, name="decisionkind", native_enum=False, create_constraint=True, length=40
    )
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("kind", kind, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=22), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('publish', 'restore') OR length(trim(reason)) > 0",
            name=op.f("ck_listing_decisions_reason_is_given"),
        ),
        sa.CheckConstraint(
            "seen_at IS NULL OR seen_at >= made_at", name=op.f("ck_listing_decisions_seen_later")
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listings.id"],
            name=op.f("fk_listing_decisions_listing_id_listings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_decisions")),
    )
    op.execute(f"INSERT INTO {TABLE} ({COLUMNS}) SELECT {COLUMNS} FROM earlier_decisions")  # noqa: S608  # constants
    op.drop_table("earlier_decisions")
    op.create_index(op.f("ix_listing_decisions_listing_id"), TABLE, ["listing_id"])
