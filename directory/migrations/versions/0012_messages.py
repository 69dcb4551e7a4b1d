"""Messages by relay: threads of clients, conversations, words, openings, who takes any."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

SIDES = "client listing"
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "message_preferences",
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("takes_messages", sa.Boolean(), nullable=False),
        sa.Column("takes_network", sa.Boolean(), nullable=False),
        _to("message_preferences", "listing_id", "listings", "CASCADE"),
        sa.PrimaryKeyConstraint("listing_id", name=op.f("pk_message_preferences")),
    )
    op.create_table(
        "message_threads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=22), nullable=False),
        sa.Column("kind", _one_of("threadkind", "question network"), nullable=False),
        sa.Column("phrase_hash", sa.String(length=64), nullable=False),
        sa.Column("wishes", sa.LargeBinary(), nullable=False),
        sa.Column("terms", sa.LargeBinary(), nullable=True),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("erase_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'network') = (terms IS NOT NULL)",
            name=op.f("ck_message_threads_network_has_terms"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_threads")),
        sa.UniqueConstraint("phrase_hash", name=op.f("uq_message_threads_phrase_hash")),
        sa.UniqueConstraint("reference", name=op.f("uq_message_threads_reference")),
    )
    _index("message_threads", "erase_on")
    _create_conversations()
    op.create_table(
        "message_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("side", _one_of("side", SIDES), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        _to("message_entries", "conversation_id", "message_conversations", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_entries")),
    )
    _index("message_entries", "conversation_id")
    op.create_table(
        "message_openings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("session_reference", sa.String(length=22), nullable=False),
        _to("message_openings", "account_id", "accounts", "SET NULL"),
        _to("message_openings", "conversation_id", "message_conversations", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_openings")),
    )
    _index("message_openings", "account_id")
    _index("message_openings", "conversation_id")


def _create_conversations() -> None:
    op.create_table(
        "message_conversations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=22), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            _one_of("conversationstatus", "new read answered declined taken-back"),
            nullable=False,
        ),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("reported_at", MOMENT, nullable=True),
        sa.Column("reported_by", _one_of("side", SIDES), nullable=True),
        sa.Column(
            "report_kind",
            _one_of("reportkind", "threat harassment advertising other"),
            nullable=True,
        ),
        sa.Column("report_closed_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "(reported_at IS NULL) = (report_kind IS NULL)"
            " AND (reported_at IS NULL) = (reported_by IS NULL)",
            name=op.f("ck_message_conversations_report_is_whole"),
        ),
        sa.CheckConstraint(
            "report_closed_at IS NULL OR reported_at IS NOT NULL",
            name=op.f("ck_message_conversations_report_before_its_end"),
        ),
        _to("message_conversations", "listing_id", "listings", "CASCADE"),
        _to("message_conversations", "thread_id", "message_threads", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_conversations")),
        sa.UniqueConstraint("reference", name=op.f("uq_message_conversations_reference")),
        sa.UniqueConstraint(
            "thread_id", "listing_id", name="uq_message_conversations_once_a_listing"
        ),
    )
    _index("message_conversations", "listing_id")
    _index("message_conversations", "thread_id")


def downgrade() -> None:
    op.drop_table("message_openings")
    op.drop_table("message_entries")
    op.drop_table("message_conversations")
    op.drop_table("message_threads")
    op.drop_table("message_preferences")


def _one_of(name: str, words: str) -> sa.Enum:
    return sa.Enum(*words.split(), name=name, native_enum=False, create_constraint=True, length=40)


def _to(table: str, column: str, other: str, on_delete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=on_delete)


def _index(table: str, column: str) -> None:
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)
