"""Referrals: where each stands, its names, permission, thread, openings, meetings, reflections."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

SIDES = "sender receiver client time"


def upgrade() -> None:
    op.create_table(
        "referral_answer_promises",
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "days BETWEEN 1 AND 10", name=op.f("ck_referral_answer_promises_days_can_be_kept")
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listings.id"],
            name=op.f("fk_referral_answer_promises_listing_id_listings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("listing_id", name=op.f("pk_referral_answer_promises")),
    )
    op.create_table(
        "referrals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=22), nullable=False),
        sa.Column("kind", _one_of("referralkind", "referral advice"), nullable=False),
        sa.Column("sender_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            _one_of(
                "state",
                "draft sent seen accepted waitlisted declined scheduled"
                " under-way closed withdrawn expired",
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("plan", sa.LargeBinary(), nullable=True),
        sa.Column("is_part2", sa.Boolean(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("phrase_hash", sa.String(length=64), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "outcome",
            _one_of(
                "outcome", "completed partly client-did-not-come referred-back relationship-changed"
            ),
            nullable=True,
        ),
        sa.Column(
            "end_reason",
            _one_of("endreason", "sender client-withdrew client-declines consent-revoked"),
            nullable=True,
        ),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'closed') = (outcome IS NOT NULL)",
            name=op.f("ck_referrals_closed_has_outcome"),
        ),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (end_reason IS NOT NULL)",
            name=op.f("ck_referrals_withdrawn_has_reason"),
        ),
        sa.CheckConstraint(
            "(state IN ('closed', 'withdrawn', 'expired')) = (ended_at IS NOT NULL)",
            name=op.f("ck_referrals_end_has_date"),
        ),
        sa.CheckConstraint(
            "(state IN ('closed', 'withdrawn', 'expired')) = (next_on IS NULL)",
            name=op.f("ck_referrals_next_step_until_the_end"),
        ),
        sa.CheckConstraint(
            "erased_at IS NULL OR (content IS NULL AND plan IS NULL AND ended_at IS NOT NULL)",
            name=op.f("ck_referrals_erased_is_empty"),
        ),
        sa.CheckConstraint(
            "version >= 0 AND done >= 0 AND position >= 0", name=op.f("ck_referrals_counts_upward")
        ),
        sa.ForeignKeyConstraint(
            ["sender_id"],
            ["listings.id"],
            name=op.f("fk_referrals_sender_id_listings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referrals")),
        sa.UniqueConstraint("phrase_hash", name=op.f("uq_referrals_phrase_hash")),
        sa.UniqueConstraint("reference", name=op.f("uq_referrals_reference")),
    )
    op.create_index(op.f("ix_referrals_next_on"), "referrals", ["next_on"], unique=False)
    op.create_index(op.f("ix_referrals_sender_id"), "referrals", ["sender_id"], unique=False)
    op.create_table(
        "referral_consents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("given_by", sa.Integer(), nullable=True),
        sa.Column("given_to", sa.Text(), nullable=False),
        sa.Column("why", sa.String(length=40), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("signed_by", _one_of("signedby", "sender-attests return-phrase"), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("was_told", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by", _one_of("side", SIDES), nullable=True),
        sa.CheckConstraint(
            "expires_on >= signed_on", name=op.f("ck_referral_consents_expires_later")
        ),
        sa.CheckConstraint(
            "length(what) > 0 AND length(given_to) > 0 AND length(why) > 0",
            name=op.f("ck_referral_consents_has_all_parts"),
        ),
        sa.CheckConstraint("was_told", name=op.f("ck_referral_consents_client_was_told")),
        sa.ForeignKeyConstraint(
            ["given_by"],
            ["listings.id"],
            name=op.f("fk_referral_consents_given_by_listings"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"],
            ["referrals.id"],
            name=op.f("fk_referral_consents_referral_id_referrals"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_consents")),
    )
    op.create_index(
        op.f("ix_referral_consents_given_by"), "referral_consents", ["given_by"], unique=False
    )
    op.create_index(
        op.f("ix_referral_consents_referral_id"), "referral_consents", ["referral_id"], unique=False
    )
    op.create_table(
        "referral_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("side", _one_of("side", SIDES), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("detail", sa.String(length=80), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listings.id"],
            name=op.f("fk_referral_entries_listing_id_listings"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"],
            ["referrals.id"],
            name=op.f("fk_referral_entries_referral_id_referrals"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_entries")),
    )
    op.create_index(
        op.f("ix_referral_entries_listing_id"), "referral_entries", ["listing_id"], unique=False
    )
    op.create_index(
        op.f("ix_referral_entries_referral_id"), "referral_entries", ["referral_id"], unique=False
    )
    op.create_table(
        "referral_joint_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=22), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=False),
        sa.Column("proposed_by", _one_of("side", SIDES), nullable=False),
        sa.Column("times", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("chosen", sa.DateTime(timezone=True), nullable=True),
        sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "length(times) > 0", name=op.f("ck_referral_joint_sessions_times_are_given")
        ),
        sa.CheckConstraint(
            "minutes BETWEEN 15 AND 240",
            name=op.f("ck_referral_joint_sessions_minutes_are_a_session"),
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"],
            ["referrals.id"],
            name=op.f("fk_referral_joint_sessions_referral_id_referrals"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_joint_sessions")),
        sa.UniqueConstraint("reference", name=op.f("uq_referral_joint_sessions_reference")),
    )
    op.create_index(
        op.f("ix_referral_joint_sessions_referral_id"),
        "referral_joint_sessions",
        ["referral_id"],
        unique=False,
    )
    op.create_table(
        "referral_names",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=True),
        sa.Column("outside", sa.LargeBinary(), nullable=True),
        sa.Column("reached_by", _one_of("reachedby", "desk link paper"), nullable=False),
        sa.Column(
            "status",
            _one_of("namestatus", "waiting asked took-it declined silent passed-over"),
            nullable=False,
        ),
        sa.Column(
            "reason",
            _one_of(
                "declinereason",
                "full outside-my-scope not-my-work know-the-client fee-or-coverage away caution",
            ),
            nullable=True,
        ),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cautions_answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("link_hash", sa.String(length=64), nullable=True),
        sa.Column("link_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("link_opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(status = 'declined') = (reason IS NOT NULL)",
            name=op.f("ck_referral_names_declined_has_reason"),
        ),
        sa.CheckConstraint(
            "reached_by = 'desk' OR listing_id IS NULL",
            name=op.f("ck_referral_names_members_are_reached_at_their_desk"),
        ),
        sa.CheckConstraint(
            "(link_hash IS NULL) = (link_expires_at IS NULL)",
            name=op.f("ck_referral_names_link_has_an_expiry"),
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listings.id"],
            name=op.f("fk_referral_names_listing_id_listings"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"],
            ["referrals.id"],
            name=op.f("fk_referral_names_referral_id_referrals"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_names")),
        sa.UniqueConstraint("link_hash", name=op.f("uq_referral_names_link_hash")),
        sa.UniqueConstraint("referral_id", "position", name="uq_referral_names_position"),
    )
    op.create_index(
        op.f("ix_referral_names_listing_id"), "referral_names", ["listing_id"], unique=False
    )
    op.create_index(
        op.f("ix_referral_names_referral_id"), "referral_names", ["referral_id"], unique=False
    )
    op.create_table(
        "referral_openings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("side", _one_of("side", SIDES), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=True),
        sa.Column("session_reference", sa.String(length=22), nullable=False),
        sa.Column(
            "purpose", _one_of("purpose", "answering care planning checking"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listings.id"],
            name=op.f("fk_referral_openings_listing_id_listings"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"],
            ["referrals.id"],
            name=op.f("fk_referral_openings_referral_id_referrals"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_openings")),
    )
    op.create_index(
        op.f("ix_referral_openings_listing_id"), "referral_openings", ["listing_id"], unique=False
    )
    op.create_index(
        op.f("ix_referral_openings_referral_id"), "referral_openings", ["referral_id"], unique=False
    )
    op.create_table(
        "referral_reflections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=False),
        sa.Column("side", _one_of("side", SIDES), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=True),
        sa.Column("excited", sa.LargeBinary(), nullable=True),
        sa.Column("worried", sa.LargeBinary(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listings.id"],
            name=op.f("fk_referral_reflections_listing_id_listings"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"],
            ["referrals.id"],
            name=op.f("fk_referral_reflections_referral_id_referrals"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_reflections")),
        sa.UniqueConstraint("referral_id", "side", name="uq_referral_reflections_once_a_side"),
    )
    op.create_index(
        op.f("ix_referral_reflections_listing_id"),
        "referral_reflections",
        ["listing_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_referral_reflections_referral_id"),
        "referral_reflections",
        ["referral_id"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_table("referral_reflections")
    op.drop_table("referral_openings")
    op.drop_table("referral_names")
    op.drop_table("referral_joint_sessions")
    op.drop_table("referral_entries")
    op.drop_table("referral_consents")
    op.drop_table("referrals")
    op.drop_table("referral_answer_promises")


def _one_of(name: str, words: str) -> sa.Enum:
    return sa.Enum(*words.split(), name=name, native_enum=False, create_constraint=True, length=40)
