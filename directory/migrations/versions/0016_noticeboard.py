"""The noticeboard: notices with where they stand, and their wordings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _notices()
    _wordings()


def downgrade() -> None:
    op.drop_table("notice_wordings")
    op.drop_table("notices")


def _notices() -> None:
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=22), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("posted_by_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            _one_of("noticestatus", "draft waiting shown refused withdrawn ended"),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("shown_since", MOMENT, nullable=True),
        sa.Column("over_since", sa.Date(), nullable=True),
        sa.Column("reminded_of", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "status <> 'shown' OR shown_since IS NOT NULL", name=op.f("ck_notices_shown_has_a_day")
        ),
        sa.CheckConstraint(
            "(status IN ('refused', 'withdrawn', 'ended')) = (over_since IS NOT NULL)",
            name=op.f("ck_notices_over_has_a_day"),
        ),
        sa.CheckConstraint(
            "status <> 'refused' OR length(reason) > 0", name=op.f("ck_notices_refused_has_reason")
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listings.id"],
            name=op.f("fk_notices_listing_id_listings"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["posted_by_id"],
            ["accounts.id"],
            name=op.f("fk_notices_posted_by_id_accounts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("reference", name=op.f("uq_notices_reference")),
    )
    op.create_index(op.f("ix_notices_listing_id"), "notices", ["listing_id"], unique=False)
    op.create_index(op.f("ix_notices_posted_by_id"), "notices", ["posted_by_id"], unique=False)
    op.create_index(
        "ix_notices_status_shown_since", "notices", ["status", "shown_since"], unique=False
    )


def _wordings() -> None:
    op.create_table(
        "notice_wordings",
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("stage", _one_of("stage", "approved proposed"), nullable=False),
        sa.Column(
            "kind",
            _one_of("noticekind", "opening group workshop introductory-session event"),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("shown_to", _one_of("shownto", "everybody colleagues"), nullable=False),
        sa.Column("for_whom", sa.String(length=120), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("begins_at", sa.Time(), nullable=True),
        sa.Column("ends_at", sa.Time(), nullable=True),
        sa.Column("schedule", sa.String(length=120), nullable=False),
        sa.Column("venue", _one_of("venue", "not-stated place area online"), nullable=False),
        sa.Column("venue_detail", sa.String(length=140), nullable=False),
        sa.Column("fee", _one_of("fee", "not-stated free donation fixed sliding"), nullable=False),
        sa.Column("fee_low", sa.Integer(), nullable=True),
        sa.Column("fee_high", sa.Integer(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("languages", sa.String(length=200), nullable=False),
        sa.Column("access", sa.Text(), nullable=False),
        sa.Column("has_places", sa.Boolean(), nullable=True),
        sa.Column("places_left", sa.Integer(), nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("approved_at", MOMENT, nullable=True),
        *_wording_checks(),
        sa.ForeignKeyConstraint(
            ["notice_id"],
            ["notices.id"],
            name=op.f("fk_notice_wordings_notice_id_notices"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("notice_id", "stage", name=op.f("pk_notice_wordings")),
    )


def _wording_checks() -> list[sa.CheckConstraint]:
    checks = {
        "title_is_given": "length(trim(title)) > 0",
        "ends_after_start": "ends_on IS NULL OR (starts_on IS NOT NULL AND starts_on <= ends_on)",
        "end_needs_beginning": "ends_at IS NULL OR begins_at IS NOT NULL",
        "venue_with_its_detail": "(venue_detail = '') = (venue = 'not-stated')",
        "fee_is_whole": (
            "(fee IN ('fixed', 'sliding')) = (fee_low IS NOT NULL)"
            " AND (fee = 'sliding') = (fee_high IS NOT NULL)"
            " AND (fee_low IS NULL) = (currency = '')"
        ),
        "fee_in_order": "fee_low >= 0 AND fee_low <= fee_high",
        "places_only_where_left": "places_left IS NULL OR (has_places IS NOT NULL AND has_places)",
        "places_are_counted": "places_left > 0",
        "introductory_for_colleagues": (
            "kind <> 'introductory-session' OR shown_to = 'colleagues'"
        ),
        "approved_has_time": "stage <> 'approved' OR approved_at IS NOT NULL",
    }
    return [
        sa.CheckConstraint(text, name=op.f(f"ck_notice_wordings_{name}"))
        for name, text in checks.items()
    ]


def _one_of(name: str, words: str) -> sa.Enum:
    return sa.Enum(*words.split(), name=name, native_enum=False, create_constraint=True, length=40)
