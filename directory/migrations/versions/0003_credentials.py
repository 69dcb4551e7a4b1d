"""Credentials, training, issues and modalities."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "credentials",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("profession", sa.String(length=80), nullable=False),
        sa.Column("jurisdiction", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column(
            "level",
            sa.Enum(
                "independent",
                "supervised",
                "certification",
                "voluntary",
                "association",
                "unlicensed-listed",
                "unregulated",
                "none",
                name="credentiallevel",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "active",
                "probation",
                "expired",
                "suspended",
                "not-checked",
                name="licensestatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("body", sa.String(length=300), nullable=False),
        sa.Column("number", sa.String(length=80), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("checked_where", sa.String(length=300), nullable=False),
        sa.Column("supervisor_id", sa.Integer(), nullable=True),
        sa.Column("supervisor_name", sa.String(length=200), nullable=False),
        sa.Column("supervisor_confirmed_on", sa.Date(), nullable=True),
        sa.Column("is_compact_privilege", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "NOT is_compact_privilege OR level = 'independent'",
            name=op.f("ck_credentials_compact_privilege_is_independent"),
        ),
        sa.CheckConstraint(
            "checked_where = '' OR checked_on IS NOT NULL",
            name=op.f("ck_credentials_check_has_date"),
        ),
        sa.CheckConstraint(
            "status <> 'not-checked' OR checked_on IS NULL",
            name=op.f("ck_credentials_not_checked_has_no_check"),
        ),
        sa.CheckConstraint(
            "supervisor_confirmed_on IS NULL OR supervisor_name <> ''",
            name=op.f("ck_credentials_confirmed_supervisor_is_named"),
        ),
        sa.CheckConstraint("length(title) > 0", name=op.f("ck_credentials_title_is_given")),
        sa.CheckConstraint(
            "supervisor_id IS NULL OR supervisor_id <> listing_id",
            name=op.f("ck_credentials_not_own_supervisor"),
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listings.id"],
            name=op.f("fk_credentials_listing_id_listings"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["supervisor_id"],
            ["listings.id"],
            name=op.f("fk_credentials_supervisor_id_listings"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credentials")),
        sa.UniqueConstraint("id", "listing_id", name="uq_credentials_id_listing_id"),
        sa.UniqueConstraint(
            "listing_id",
            "profession",
            "jurisdiction",
            "title",
            name=op.f("uq_credentials_listing_id_profession_jurisdiction_title"),
        ),
    )
    op.create_index(op.f("ix_credentials_listing_id"), "credentials", ["listing_id"], unique=False)
    op.create_index(
        op.f("ix_credentials_supervisor_id"), "credentials", ["supervisor_id"], unique=False
    )
    op.create_table(
        "trainings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=300), nullable=False),
        sa.Column("school", sa.String(length=300), nullable=False),
        sa.Column("country", sa.String(length=80), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("level", sa.String(length=80), nullable=False),
        sa.Column("instructor", sa.String(length=200), nullable=False),
        sa.CheckConstraint("hours > 0", name=op.f("ck_trainings_hours_positive")),
        sa.CheckConstraint("length(what) > 0", name=op.f("ck_trainings_what_is_given")),
        sa.CheckConstraint(
            "year BETWEEN 1930 AND 2100", name=op.f("ck_trainings_year_is_plausible")
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listings.id"],
            name=op.f("fk_trainings_listing_id_listings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trainings")),
        sa.UniqueConstraint(
            "listing_id", "what", "school", name=op.f("uq_trainings_listing_id_what_school")
        ),
    )
    op.create_index(op.f("ix_trainings_listing_id"), "trainings", ["listing_id"], unique=False)
    op.create_table(
        "training_issues",
        sa.Column("training_id", sa.Integer(), nullable=False),
        sa.Column("issue", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["training_id"],
            ["trainings.id"],
            name=op.f("fk_training_issues_training_id_trainings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("training_id", "issue", name=op.f("pk_training_issues")),
    )
    op.create_table(
        "training_modalities",
        sa.Column("training_id", sa.Integer(), nullable=False),
        sa.Column("modality", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["training_id"],
            ["trainings.id"],
            name=op.f("fk_training_modalities_training_id_trainings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("training_id", "modality", name=op.f("pk_training_modalities")),
    )
    op.create_table(
        "specialties",
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("issue", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_focus", sa.Boolean(), nullable=False),
        sa.Column(
            "backing",
            sa.Enum(
                "training",
                "certification",
                "years",
                "supervision",
                "lived-experience",
                "self-stated",
                name="backing",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("detail", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listings.id"],
            name=op.f("fk_specialties_listing_id_listings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("listing_id", "issue", name=op.f("pk_specialties")),
    )
    op.create_table(
        "listing_modalities",
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("modality", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "level",
            sa.Enum(
                "certified",
                "trained",
                "some",
                name="modalitylevel",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("credential_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["credential_id", "listing_id"],
            ["credentials.id", "credentials.listing_id"],
            name=op.f("fk_listing_modalities_credential_id_listing_id_credentials"),
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listings.id"],
            name=op.f("fk_listing_modalities_listing_id_listings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("listing_id", "modality", name=op.f("pk_listing_modalities")),
    )
    op.create_index(
        op.f("ix_listing_modalities_credential_id"),
        "listing_modalities",
        ["credential_id"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_table("listing_modalities")
    op.drop_table("specialties")
    op.drop_table("training_modalities")
    op.drop_table("training_issues")
    op.drop_table("trainings")
    op.drop_table("credentials")
