"""What a listing states about itself."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "availabilities",
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "open",
                "waitlist",
                "closed",
                "not-stated",
                name="capacitystatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("wait_days", sa.Integer(), nullable=True),
        sa.Column("weekly_openings", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "status <> 'closed' OR wait_days IS NULL",
            name=op.f("ck_availabilities_closed_has_no_wait"),
        ),
        sa.CheckConstraint("wait_days >= 0", name=op.f("ck_availabilities_wait_not_negative")),
        sa.CheckConstraint(
            "weekly_openings >= 0", name=op.f("ck_availabilities_openings_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listings.id"],
            name=op.f("fk_availabilities_listing_id_listings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("listing_id", name=op.f("pk_availabilities")),
    )
    op.create_table(
        "fees",
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("fee", sa.Double(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("session_minutes", sa.Integer(), nullable=True),
        sa.Column("sliding_min", sa.Double(), nullable=True),
        sa.Column("superbill", sa.Boolean(), nullable=True),
        sa.CheckConstraint("fee >= 0", name=op.f("ck_fees_fee_not_negative")),
        sa.CheckConstraint("session_minutes > 0", name=op.f("ck_fees_minutes_positive")),
        sa.CheckConstraint("sliding_min <= fee", name=op.f("ck_fees_sliding_not_above_fee")),
        sa.CheckConstraint("sliding_min >= 0", name=op.f("ck_fees_sliding_not_negative")),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listings.id"],
            name=op.f("fk_fees_listing_id_listings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("listing_id", name=op.f("pk_fees")),
    )
    op.create_table(
        "confirmations",
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column(
            "fact",
            sa.Enum(
                "availability",
                "fees",
                "coverage",
                name="datedfact",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("confirmed_on", sa.Date(), nullable=False),
        sa.Column(
            "confirmed_by",
            sa.Enum(
                "owner",
                "center",
                "curator",
                "import",
                name="confirmedby",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listings.id"],
            name=op.f("fk_confirmations_listing_id_listings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("listing_id", "fact", name=op.f("pk_confirmations")),
    )
    op.create_table(
        "stated_facts",
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column(
            "topic",
            sa.Enum(
                "payer",
                "population",
                "preference",
                "access",
                "collaboration",
                name="topic",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("term", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_yes", sa.Boolean(), nullable=False),
        sa.Column("is_focus", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "NOT is_focus OR (topic = 'population' AND is_yes)",
            name=op.f("ck_stated_facts_focus_is_a_yes_to_people"),
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listings.id"],
            name=op.f("fk_stated_facts_listing_id_listings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("listing_id", "topic", "term", name=op.f("pk_stated_facts")),
    )
    op.create_table(
        "listing_terms",
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column(
            "use",
            sa.Enum(
                "refers-on-for",
                "prefers-not",
                "integration",
                name="termuse",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("term", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listings.id"],
            name=op.f("fk_listing_terms_listing_id_listings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("listing_id", "use", "term", name=op.f("pk_listing_terms")),
    )
    op.create_table(
        "listing_languages",
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "level",
            sa.Enum(
                "native",
                "fluent",
                "conversational",
                "interpreter",
                name="languagelevel",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listings.id"],
            name=op.f("fk_listing_languages_listing_id_listings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("listing_id", "language", name=op.f("pk_listing_languages")),
    )
    op.create_table(
        "weekly_times",
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("start_minute", sa.Integer(), nullable=False),
        sa.Column("end_minute", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "start_minute >= 0 AND start_minute < end_minute AND end_minute <= 1440",
            name=op.f("ck_weekly_times_time_has_length"),
        ),
        sa.CheckConstraint(
            "weekday BETWEEN 0 AND 6", name=op.f("ck_weekly_times_weekday_in_range")
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listings.id"],
            name=op.f("fk_weekly_times_listing_id_listings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "listing_id", "weekday", "start_minute", name=op.f("pk_weekly_times")
        ),
    )
    op.create_table(
        "session_lengths",
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "minutes BETWEEN 5 AND 600", name=op.f("ck_session_lengths_minutes_plausible")
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listings.id"],
            name=op.f("fk_session_lengths_listing_id_listings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("listing_id", "minutes", name=op.f("pk_session_lengths")),
    )
    op.create_table(
        "commitments",
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("commitment", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("backing", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listings.id"],
            name=op.f("fk_commitments_listing_id_listings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("listing_id", "commitment", name=op.f("pk_commitments")),
    )
    op.create_table(
        "contacts",
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "email",
                "phone",
                "website",
                "booking",
                name="contactkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("value", sa.String(length=300), nullable=False),
        sa.Column(
            "audience",
            sa.Enum(
                "nobody",
                "professionals",
                "everybody",
                name="audience",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.CheckConstraint("length(value) > 0", name=op.f("ck_contacts_value_is_given")),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listings.id"],
            name=op.f("fk_contacts_listing_id_listings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("listing_id", "kind", name=op.f("pk_contacts")),
    )
    op.create_table(
        "referral_counts",
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("accepted", sa.Integer(), nullable=False),
        sa.Column("closed", sa.Integer(), nullable=False),
        sa.Column("recent_30d", sa.Double(), nullable=False),
        sa.CheckConstraint(
            "asked >= accepted AND accepted >= closed",
            name=op.f("ck_referral_counts_counts_are_nested"),
        ),
        sa.CheckConstraint(
            "closed >= 0 AND recent_30d >= 0", name=op.f("ck_referral_counts_counts_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listings.id"],
            name=op.f("fk_referral_counts_listing_id_listings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("listing_id", name=op.f("pk_referral_counts")),
    )


def downgrade() -> None:
    op.drop_table("referral_counts")
    op.drop_table("contacts")
    op.drop_table("commitments")
    op.drop_table("session_lengths")
    op.drop_table("weekly_times")
    op.drop_table("listing_languages")
    op.drop_table("listing_terms")
    op.drop_table("stated_facts")
    op.drop_table("confirmations")
    op.drop_table("fees")
    op.drop_table("availabilities")
