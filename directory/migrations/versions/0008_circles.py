"""Vouches with two judgements and a visibility; declared relations; circles."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

OLD = "id, voucher_id, vouched_id, basis, given_on, revoked_on, is_private, note"
ADDED = (
    "reference, visibility, trusts_approach, trusts_skills, detail, confirmed_on, declined_on,"
    " hidden_on"
)
TERMS = "vouch_id, topic, term, position"


def upgrade() -> None:
    _set_aside()
    _create_vouches(_added_columns(), _added_checks())
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    random = (
        "lower(hex(randomblob(11)))"
        if is_sqlite
        else "substr(replace(gen_random_uuid()::text, '-', ''), 1, 22)"
    )
    # Until now a private vouch was one whose voucher did not want it told.
    values = (
        f"{random}, CASE WHEN is_private THEN 'private' ELSE 'public' END, NULL, NULL, '',"
        " NULL, NULL, NULL"
    )
    _bring_back(f"{OLD}, {ADDED}", f"{OLD}, {values}")
    _create_relations()
    _create_circles()


def downgrade() -> None:
    for table in ("circle_handovers", "circle_tags", "circle_contacts", "declared_relations"):
        op.drop_table(table)
    # What was declined stood for nothing; it would count again.
    op.execute(
        "DELETE FROM vouch_terms WHERE vouch_id IN "
        "(SELECT id FROM vouches WHERE declined_on IS NOT NULL)"
    )
    op.execute("DELETE FROM vouches WHERE declined_on IS NOT NULL")
    op.execute("UPDATE vouches SET is_private = (visibility <> 'public' OR is_private)")
    _set_aside()
    _create_vouches([], [])
    _bring_back(OLD, OLD)


def _set_aside() -> None:
    # Made anew rather than altered: SQLite adds no column that must be filled without a default,
    # and dropping a table that others point to would take their rows along.
    op.execute("CREATE TABLE vouches_kept AS SELECT * FROM vouches")
    op.execute("CREATE TABLE vouch_terms_kept AS SELECT * FROM vouch_terms")
    op.drop_table("vouch_terms")
    op.drop_table("vouches")


def _bring_back(columns: str, values: str) -> None:
    op.execute(f"INSERT INTO vouches ({columns}) SELECT {values} FROM vouches_kept ORDER BY id")  # noqa: S608
    op.execute(f"INSERT INTO vouch_terms ({TERMS}) SELECT {TERMS} FROM vouch_terms_kept")  # noqa: S608
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "SELECT setval(pg_get_serial_sequence('vouches', 'id'),"
            " (SELECT coalesce(max(id), 0) + 1 FROM vouches), false)"
        )
    op.drop_table("vouch_terms_kept")
    op.drop_table("vouches_kept")


def _choice(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)


def _added_columns() -> list[sa.Column[object]]:
    return [
        sa.Column("reference", sa.String(length=22), nullable=False),
        sa.Column(
            "visibility", _choice("visibility", "public", "members", "private"), nullable=False
        ),
        sa.Column("trusts_approach", sa.Boolean(), nullable=True),
        sa.Column("trusts_skills", sa.Boolean(), nullable=True),
        sa.Column("detail", sa.String(length=200), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("declined_on", sa.Date(), nullable=True),
        sa.Column("hidden_on", sa.Date(), nullable=True),
    ]


def _added_checks() -> list[sa.Constraint]:
    return [
        sa.CheckConstraint(
            "(trusts_approach IS NULL) = (trusts_skills IS NULL)",
            name=op.f("ck_vouches_both_judgements_stated"),
        ),
        sa.CheckConstraint(
            "trusts_approach IS NULL OR trusts_approach OR trusts_skills",
            name=op.f("ck_vouches_trusts_something"),
        ),
        sa.CheckConstraint(
            "confirmed_on IS NULL OR declined_on IS NULL",
            name=op.f("ck_vouches_confirmed_or_declined"),
        ),
        sa.UniqueConstraint("reference", name=op.f("uq_vouches_reference")),
    ]


def _create_vouches(columns: list[sa.Column[object]], checks: list[sa.Constraint]) -> None:
    op.create_table(
        "vouches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("voucher_id", sa.Integer(), nullable=False),
        sa.Column("vouched_id", sa.Integer(), nullable=False),
        sa.Column("basis", sa.String(length=80), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("revoked_on", sa.Date(), nullable=True),
        sa.Column("is_private", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        *columns,
        sa.CheckConstraint(
            "revoked_on IS NULL OR revoked_on >= given_on", name=op.f("ck_vouches_revoked_later")
        ),
        sa.CheckConstraint("voucher_id <> vouched_id", name=op.f("ck_vouches_not_for_oneself")),
        *checks,
        _listing("vouches", "vouched_id"),
        _listing("vouches", "voucher_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vouches")),
    )
    op.create_index(op.f("ix_vouches_vouched_id"), "vouches", ["vouched_id"], unique=False)
    op.create_index(op.f("ix_vouches_voucher_id"), "vouches", ["voucher_id"], unique=False)
    op.create_index(
        "uq_vouches_standing",
        "vouches",
        ["voucher_id", "vouched_id", "basis"],
        unique=True,
        sqlite_where=sa.text("revoked_on IS NULL"),
        postgresql_where=sa.text("revoked_on IS NULL"),
    )
    op.create_table(
        "vouch_terms",
        sa.Column("vouch_id", sa.Integer(), nullable=False),
        sa.Column("topic", _choice("vouchtopic", "issue", "modality"), nullable=False),
        sa.Column("term", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["vouch_id"],
            ["vouches.id"],
            name=op.f("fk_vouch_terms_vouch_id_vouches"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("vouch_id", "topic", "term", name=op.f("pk_vouch_terms")),
    )


def _create_relations() -> None:
    op.create_table(
        "declared_relations",
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("kind", _choice("relationkind", "household", "business"), nullable=False),
        sa.Column("declared_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "listing_id <> other_id", name=op.f("ck_declared_relations_not_to_oneself")
        ),
        _listing("declared_relations", "listing_id"),
        _listing("declared_relations", "other_id"),
        sa.PrimaryKeyConstraint("listing_id", "other_id", name=op.f("pk_declared_relations")),
    )
    op.create_index(
        op.f("ix_declared_relations_other_id"), "declared_relations", ["other_id"], unique=False
    )


def _create_circles() -> None:
    op.create_table(
        "circle_contacts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=22), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("discipline", sa.String(length=200), nullable=False),
        sa.Column("town", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=60), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("licence", sa.String(length=80), nullable=False),
        sa.Column("sent_for", sa.String(length=300), nullable=False),
        sa.Column("notes", sa.LargeBinary(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(trim(name)) > 0", name=op.f("ck_circle_contacts_name_is_given")),
        _account("circle_contacts", "owner_id"),
        _listing("circle_contacts", "listing_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle_contacts")),
        sa.UniqueConstraint(
            "owner_id", "listing_id", name=op.f("uq_circle_contacts_owner_id_listing_id")
        ),
        sa.UniqueConstraint("reference", name=op.f("uq_circle_contacts_reference")),
    )
    op.create_index(op.f("ix_circle_contacts_owner_id"), "circle_contacts", ["owner_id"])
    op.create_index(op.f("ix_circle_contacts_listing_id"), "circle_contacts", ["listing_id"])
    op.create_table(
        "circle_tags",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("tag", sa.String(length=40), nullable=False),
        sa.CheckConstraint("length(trim(tag)) > 0", name=op.f("ck_circle_tags_tag_is_given")),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["circle_contacts.id"],
            name=op.f("fk_circle_tags_contact_id_circle_contacts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("contact_id", "tag", name=op.f("pk_circle_tags")),
    )
    _create_handovers()


def _create_handovers() -> None:
    op.create_table(
        "circle_handovers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=22), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column("with_notes", sa.Boolean(), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "ended_as", _choice("handoverend", "accepted", "refused", "cancelled"), nullable=True
        ),
        sa.CheckConstraint("from_id <> to_id", name=op.f("ck_circle_handovers_not_to_oneself")),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (ended_as IS NULL)",
            name=op.f("ck_circle_handovers_end_has_outcome"),
        ),
        _account("circle_handovers", "from_id"),
        _account("circle_handovers", "to_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle_handovers")),
        sa.UniqueConstraint("reference", name=op.f("uq_circle_handovers_reference")),
    )
    op.create_index(op.f("ix_circle_handovers_from_id"), "circle_handovers", ["from_id"])
    op.create_index(op.f("ix_circle_handovers_to_id"), "circle_handovers", ["to_id"])
    op.create_index(
        "uq_circle_handovers_open",
        "circle_handovers",
        ["from_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def _listing(table: str, column: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_listings")
    return sa.ForeignKeyConstraint([column], ["listings.id"], name=name, ondelete="CASCADE")


def _account(table: str, column: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_accounts")
    return sa.ForeignKeyConstraint([column], ["accounts.id"], name=name, ondelete="CASCADE")
