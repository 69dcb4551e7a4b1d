"""Services of centers, who manages them, decisions about listings, checks of licences."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

DECISIONS = (
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
OUTCOMES = ("good-standing", "proof-seen", "restricted", "expired", "not-found")


def upgrade() -> None:
    _centers()
    _decisions()
    _checks()


def _centers() -> None:
    op.create_table(
        "center_services",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=22), nullable=False),
        sa.Column("center_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("credential_id", sa.Integer(), nullable=False),
        sa.Column("modality", sa.String(length=80), nullable=False),
        sa.Column("detail", sa.String(length=300), nullable=False),
        sa.Column("person_confirmed_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "length(modality) > 0", name=op.f("ck_center_services_modality_is_given")
        ),
        sa.ForeignKeyConstraint(
            ["center_id", "person_id"],
            ["affiliations.center_id", "affiliations.person_id"],
            name=op.f("fk_center_services_center_id_affiliations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["credential_id", "person_id"],
            ["credentials.id", "credentials.listing_id"],
            name=op.f("fk_center_services_credential_id_credentials"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_center_services")),
        sa.UniqueConstraint("reference", name=op.f("uq_center_services_reference")),
        sa.UniqueConstraint(
            "center_id",
            "person_id",
            "modality",
            name=op.f("uq_center_services_center_id_person_id_modality"),
        ),
    )
    for column in ("center_id", "person_id", "credential_id"):
        op.create_index(op.f(f"ix_center_services_{column}"), "center_services", [column])
    op.create_table(
        "affiliation_refusals",
        sa.Column("center_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("refused_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "center_id <> person_id", name=op.f("ck_affiliation_refusals_center_is_not_the_person")
        ),
        sa.ForeignKeyConstraint(
            ["center_id"],
            ["listings.id"],
            name=op.f("fk_affiliation_refusals_center_id_listings"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["listings.id"],
            name=op.f("fk_affiliation_refusals_person_id_listings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("center_id", "person_id", name=op.f("pk_affiliation_refusals")),
    )
    op.create_index(
        op.f("ix_affiliation_refusals_person_id"), "affiliation_refusals", ["person_id"]
    )
    op.create_table(
        "integration_backings",
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=80), nullable=False),
        sa.Column("backing", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "length(trim(backing)) > 0", name=op.f("ck_integration_backings_backing_is_given")
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listings.id"],
            name=op.f("fk_integration_backings_listing_id_listings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("listing_id", "way", name=op.f("pk_integration_backings")),
    )
    op.create_table(
        "manager_invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=22), nullable=False),
        sa.Column("center_handle", sa.String(length=80), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "accepted",
                "refused",
                "withdrawn",
                name="invitationend",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.CheckConstraint(
            "email = lower(email) AND length(email) > 2",
            name=op.f("ck_manager_invitations_email_is_lower"),
        ),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (outcome IS NULL)",
            name=op.f("ck_manager_invitations_closed_has_outcome"),
        ),
        sa.ForeignKeyConstraint(
            ["center_handle"],
            ["listings.handle"],
            name=op.f("fk_manager_invitations_center_handle_listings"),
            ondelete="CASCADE",
            onupdate="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"],
            ["accounts.id"],
            name=op.f("fk_manager_invitations_made_by_id_accounts"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_manager_invitations")),
        sa.UniqueConstraint("reference", name=op.f("uq_manager_invitations_reference")),
    )
    for column in ("center_handle", "email", "made_by_id"):
        op.create_index(op.f(f"ix_manager_invitations_{column}"), "manager_invitations", [column])
    op.create_index(
        "uq_manager_invitations_open",
        "manager_invitations",
        ["center_handle", "email"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )


def _decisions() -> None:
    op.create_table(
        "listing_decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                *DECISIONS,
                name="decisionkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
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
    op.create_index(op.f("ix_listing_decisions_listing_id"), "listing_decisions", ["listing_id"])


def _checks() -> None:
    op.create_table(
        "licence_checks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=22), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("profession", sa.String(length=80), nullable=False),
        sa.Column("jurisdiction", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("number", sa.String(length=80), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                *OUTCOMES,
                name="checkoutcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("looked_at", sa.String(length=300), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("checked_by", sa.String(length=22), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "length(trim(looked_at)) > 0", name=op.f("ck_licence_checks_place_is_given")
        ),
        sa.CheckConstraint("length(title) > 0", name=op.f("ck_licence_checks_title_is_given")),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listings.id"],
            name=op.f("fk_licence_checks_listing_id_listings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_licence_checks")),
        sa.UniqueConstraint("reference", name=op.f("uq_licence_checks_reference")),
    )
    op.create_index(op.f("ix_licence_checks_listing_id"), "licence_checks", ["listing_id"])
    op.create_table(
        "licence_evidence",
        sa.Column("check_id", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("byte_count", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("byte_count > 0", name=op.f("ck_licence_evidence_is_not_empty")),
        sa.ForeignKeyConstraint(
            ["check_id"],
            ["licence_checks.id"],
            name=op.f("fk_licence_evidence_check_id_licence_checks"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("check_id", name=op.f("pk_licence_evidence")),
    )
    op.create_table(
        "help_line_checks",
        sa.Column("line", sa.String(length=16), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("checked_by", sa.String(length=22), nullable=False),
        sa.CheckConstraint("length(line) = 16", name=op.f("ck_help_line_checks_line_is_a_hash")),
        sa.PrimaryKeyConstraint("line", name=op.f("pk_help_line_checks")),
    )


def downgrade() -> None:
    for table in (
        "help_line_checks",
        "licence_evidence",
        "licence_checks",
        "listing_decisions",
        "manager_invitations",
        "integration_backings",
        "affiliation_refusals",
        "center_services",
    ):
        op.drop_table(table)
