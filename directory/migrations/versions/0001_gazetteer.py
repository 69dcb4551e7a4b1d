"""The gazetteer: towns and postal areas, and where they come from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "gazetteer_places",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "town",
                "postal-area",
                name="placekind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("region", sa.String(length=10), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("postal_code", sa.String(length=10), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=False),
        sa.Column("longitude", sa.Double(), nullable=False),
        sa.Column("uncertainty_km", sa.Double(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column("names", sa.Text(), nullable=False),
        sa.Column("is_one_building", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'postal-area') = (postal_code IS NOT NULL)",
            name=op.f("ck_gazetteer_places_postal_area_has_code"),
        ),
        sa.CheckConstraint(
            "latitude <> 0 OR longitude <> 0", name=op.f("ck_gazetteer_places_point_is_known")
        ),
        sa.CheckConstraint(
            "latitude BETWEEN -90 AND 90", name=op.f("ck_gazetteer_places_latitude_in_range")
        ),
        sa.CheckConstraint(
            "longitude BETWEEN -180 AND 180", name=op.f("ck_gazetteer_places_longitude_in_range")
        ),
        sa.CheckConstraint(
            "population >= 0", name=op.f("ck_gazetteer_places_population_not_negative")
        ),
        sa.CheckConstraint(
            "uncertainty_km > 0", name=op.f("ck_gazetteer_places_uncertainty_positive")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gazetteer_places")),
    )
    op.create_index(
        "ix_gazetteer_places_postal_code_country",
        "gazetteer_places",
        ["postal_code", "country"],
        unique=False,
    )
    op.create_table(
        "gazetteer_sources",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("version", sa.String(length=80), nullable=False),
        sa.Column("attribution", sa.String(length=300), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_gazetteer_sources")),
    )


def downgrade() -> None:
    op.drop_table("gazetteer_sources")
    op.drop_table("gazetteer_places")
