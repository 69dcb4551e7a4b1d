"""Listings, where people work, and the revision of the directory."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "listings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("handle", sa.String(length=80), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "person",
                "center",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("pronouns", sa.String(length=80), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "in-review",
                "published",
                "paused",
                "suspended",
                "withdrawn",
                name="listingstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("is_invented", sa.Boolean(), nullable=False),
        sa.Column("needs_review", sa.Text(), nullable=False),
        sa.Column("home_visit_km", sa.Double(), nullable=True),
        sa.Column("pressure_from", sa.String(length=80), nullable=True),
        sa.Column("pressure_to", sa.String(length=80), nullable=True),
        sa.Column("setting", sa.Text(), nullable=False),
        sa.Column("strong_emotion", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("approach", sa.Text(), nullable=False),
        sa.Column("provides", sa.Text(), nullable=False),
        sa.Column("does_not_provide", sa.Text(), nullable=False),
        sa.Column("first_visit", sa.Text(), nullable=False),
        sa.Column("boundaries", sa.Text(), nullable=False),
        sa.Column("friends_and_family", sa.Text(), nullable=False),
        sa.Column("is_conversion_practice", sa.Boolean(), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("consented_on", sa.Date(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("suspended_on", sa.Date(), nullable=True),
        sa.Column("suspended_reason", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status <> 'published' OR is_invented OR consented_on IS NOT NULL",
            name=op.f("ck_listings_published_with_consent"),
        ),
        sa.CheckConstraint(
            "status <> 'published' OR published_on IS NOT NULL",
            name=op.f("ck_listings_published_has_date"),
        ),
        sa.CheckConstraint(
            "status <> 'suspended' OR (suspended_on IS NOT NULL AND length(suspended_reason) > 0)",
            name=op.f("ck_listings_suspended_has_reason"),
        ),
        sa.CheckConstraint(
            "(pressure_from IS NULL) = (pressure_to IS NULL)",
            name=op.f("ck_listings_pressure_has_both_ends"),
        ),
        sa.CheckConstraint(
            "handle = lower(handle) AND length(handle) > 0",
            name=op.f("ck_listings_handle_is_lower"),
        ),
        sa.CheckConstraint("home_visit_km >= 0", name=op.f("ck_listings_home_visit_not_negative")),
        sa.CheckConstraint("length(trim(name)) > 0", name=op.f("ck_listings_name_is_given")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listings")),
        sa.UniqueConstraint("handle", name=op.f("uq_listings_handle")),
    )
    op.create_index(op.f("ix_listings_status"), "listings", ["status"], unique=False)
    op.create_table(
        "listing_professions",
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("profession", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listings.id"],
            name=op.f("fk_listing_professions_listing_id_listings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("listing_id", "profession", name=op.f("pk_listing_professions")),
    )
    op.create_table(
        "affiliations",
        sa.Column("center_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=120), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("is_former", sa.Boolean(), nullable=False),
        sa.Column("center_confirmed_on", sa.Date(), nullable=True),
        sa.Column("person_confirmed_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "center_id <> person_id", name=op.f("ck_affiliations_center_is_not_the_person")
        ),
        sa.CheckConstraint(
            "ended_on IS NULL OR since IS NULL OR ended_on >= since",
            name=op.f("ck_affiliations_ends_later"),
        ),
        sa.ForeignKeyConstraint(
            ["center_id"],
            ["listings.id"],
            name=op.f("fk_affiliations_center_id_listings"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["listings.id"],
            name=op.f("fk_affiliations_person_id_listings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("center_id", "person_id", name=op.f("pk_affiliations")),
    )
    op.create_index(op.f("ix_affiliations_person_id"), "affiliations", ["person_id"], unique=False)
    op.create_table(
        "do_not_match",
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("listing_id <> other_id", name=op.f("ck_do_not_match_not_oneself")),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listings.id"],
            name=op.f("fk_do_not_match_listing_id_listings"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["other_id"],
            ["listings.id"],
            name=op.f("fk_do_not_match_other_id_listings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("listing_id", "other_id", name=op.f("pk_do_not_match")),
    )
    op.create_index(op.f("ix_do_not_match_other_id"), "do_not_match", ["other_id"], unique=False)
    op.create_table(
        "places",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("city", sa.String(length=120), nullable=False),
        sa.Column("region", sa.String(length=10), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column(
            "visibility",
            sa.Enum(
                "exact",
                "area",
                "none",
                name="visibility",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("public_street", sa.String(length=300), nullable=True),
        sa.Column("public_postal_code", sa.String(length=12), nullable=True),
        sa.Column("public_latitude", sa.Double(), nullable=True),
        sa.Column("public_longitude", sa.Double(), nullable=True),
        sa.Column("uncertainty_km", sa.Double(), nullable=False),
        sa.Column("center_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "visibility = 'exact' OR (public_street IS NULL AND public_postal_code IS NULL)",
            name=op.f("ck_places_hidden_place_shows_no_address"),
        ),
        sa.CheckConstraint(
            "(public_latitude IS NULL) = (public_longitude IS NULL)",
            name=op.f("ck_places_point_has_both"),
        ),
        sa.CheckConstraint(
            "center_id IS NULL OR center_id <> listing_id", name=op.f("ck_places_not_own_center")
        ),
        sa.CheckConstraint(
            "public_latitude BETWEEN -90 AND 90", name=op.f("ck_places_latitude_in_range")
        ),
        sa.CheckConstraint(
            "public_longitude BETWEEN -180 AND 180", name=op.f("ck_places_longitude_in_range")
        ),
        sa.CheckConstraint("uncertainty_km >= 0", name=op.f("ck_places_uncertainty_not_negative")),
        sa.ForeignKeyConstraint(
            ["center_id"],
            ["listings.id"],
            name=op.f("fk_places_center_id_listings"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listings.id"],
            name=op.f("fk_places_listing_id_listings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_places")),
        sa.UniqueConstraint("listing_id", "label", name=op.f("uq_places_listing_id_label")),
    )
    op.create_index(op.f("ix_places_center_id"), "places", ["center_id"], unique=False)
    op.create_index(op.f("ix_places_listing_id"), "places", ["listing_id"], unique=False)
    op.create_table(
        "place_exact",
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("street", sa.String(length=300), nullable=False),
        sa.Column("postal_code", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["place_id"],
            ["places.id"],
            name=op.f("fk_place_exact_place_id_places"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("place_id", name=op.f("pk_place_exact")),
    )
    op.create_table(
        "online_regions",
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listings.id"],
            name=op.f("fk_online_regions_listing_id_listings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("listing_id", "region", name=op.f("pk_online_regions")),
    )
    op.create_table(
        "directory_revision",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_directory_revision_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_revision")),
    )
    op.create_table(
        "directory_changes",
        sa.Column("handle", sa.String(length=80), nullable=False),
        sa.Column(
            "subject",
            sa.Enum(
                "listing",
                "vouches",
                name="subject",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("handle", "subject", name=op.f("pk_directory_changes")),
    )
    op.create_index(
        op.f("ix_directory_changes_revision"), "directory_changes", ["revision"], unique=False
    )
    op.execute("INSERT INTO directory_revision (id, number) VALUES (1, 0)")


def downgrade() -> None:
    op.drop_table("directory_changes")
    op.drop_table("directory_revision")
    op.drop_table("online_regions")
    op.drop_table("place_exact")
    op.drop_table("places")
    op.drop_table("do_not_match")
    op.drop_table("affiliations")
    op.drop_table("listing_professions")
    op.drop_table("listings")
