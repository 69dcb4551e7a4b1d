"""One-time keys, passkeys, acts of two people, encrypted addresses and who they are given to."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

from directory import db
from directory.keys.fields import decrypt_field, encrypt_field
from directory.keys.ring import KeyRing

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
REFUSAL = "the log is append-only"


def upgrade() -> None:
    _make_small_tables()
    _make_passkeys()
    _make_two_person_acts()
    _make_address_grants()
    _seal_addresses()
    _close_log()


def downgrade() -> None:
    _open_log()
    _unseal_addresses()
    for table in ("address_grants", "two_person_acts", "passkeys"):
        op.drop_table(table)
    for table in ("removed_people", "retired_keys", "one_time_keys"):
        op.drop_table(table)


def _make_small_tables() -> None:
    op.create_table(
        "one_time_keys",
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=60), nullable=False),
        sa.Column("result", sa.String(length=120), nullable=False),
        sa.Column("used_at", MOMENT, nullable=False),
        sa.CheckConstraint("length(purpose) > 0", name=op.f("ck_one_time_keys_purpose_is_given")),
        sa.PrimaryKeyConstraint("key_hash", name=op.f("pk_one_time_keys")),
    )
    op.create_index(op.f("ix_one_time_keys_used_at"), "one_time_keys", ["used_at"])
    op.create_table(
        "retired_keys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=80), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("retired_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retired_keys")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_retired_keys_fingerprint")),
    )
    op.create_table(
        "removed_people",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column(
            "trait",
            _closed_set("removedby", "email", "licence", "name-and-town"),
            nullable=False,
        ),
        sa.Column("because", _closed_set("removedbecause", "left", "removed"), nullable=False),
        sa.Column("removed_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_removed_people")),
    )


def _make_passkeys() -> None:
    op.create_table(
        "passkeys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=22), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.CheckConstraint("sign_count >= 0", name=op.f("ck_passkeys_sign_count_not_negative")),
        sa.CheckConstraint("length(trim(name)) > 0", name=op.f("ck_passkeys_name_is_given")),
        _to_account("passkeys", "account_id", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkeys")),
        sa.UniqueConstraint("reference", name=op.f("uq_passkeys_reference")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkeys_credential_id")),
    )
    op.create_index(op.f("ix_passkeys_account_id"), "passkeys", ["account_id"])


def _make_two_person_acts() -> None:
    op.create_table(
        "two_person_acts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=22), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("concerned_id", sa.Integer(), nullable=True),
        sa.Column("proposed_by_id", sa.Integer(), nullable=True),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.Column("alone_from", MOMENT, nullable=True),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("state", _closed_set("actstate", "open", "done", "cancelled"), nullable=False),
        sa.Column("was_alone", sa.Boolean(), nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(state = 'open') = (ended_at IS NULL)", name=op.f("ck_two_person_acts_ended_has_date")
        ),
        sa.CheckConstraint(
            "state <> 'done' OR was_alone OR proposed_by_id IS NULL OR ended_by_id IS NULL"
            " OR proposed_by_id <> ended_by_id",
            name=op.f("ck_two_person_acts_two_people"),
        ),
        sa.CheckConstraint(
            "NOT was_alone OR alone_from IS NOT NULL",
            name=op.f("ck_two_person_acts_alone_has_waited"),
        ),
        _to_account("two_person_acts", "concerned_id", "CASCADE"),
        _to_account("two_person_acts", "proposed_by_id", "SET NULL"),
        _to_account("two_person_acts", "ended_by_id", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_two_person_acts")),
        sa.UniqueConstraint("reference", name=op.f("uq_two_person_acts_reference")),
    )
    for column in ("concerned_id", "proposed_by_id", "ended_by_id"):
        op.create_index(op.f(f"ix_two_person_acts_{column}"), "two_person_acts", [column])
    op.create_index(
        "uq_two_person_acts_one_open",
        "two_person_acts",
        ["kind", "subject"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )


def _make_address_grants() -> None:
    op.create_table(
        "address_grants",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=22), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("to_account_id", sa.Integer(), nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=True),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "revoked_at IS NULL OR revoked_at >= given_at",
            name=op.f("ck_address_grants_revoked_later"),
        ),
        sa.ForeignKeyConstraint(
            ["place_id"],
            ["places.id"],
            name=op.f("fk_address_grants_place_id_places"),
            ondelete="CASCADE",
        ),
        _to_account("address_grants", "to_account_id", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address_grants")),
        sa.UniqueConstraint("reference", name=op.f("uq_address_grants_reference")),
    )
    for column in ("place_id", "to_account_id"):
        op.create_index(op.f(f"ix_address_grants_{column}"), "address_grants", [column])
    op.create_index(
        "uq_address_grants_standing",
        "address_grants",
        ["place_id", "to_account_id"],
        unique=True,
        sqlite_where=sa.text("revoked_at IS NULL"),
        postgresql_where=sa.text("revoked_at IS NULL"),
    )


def _seal_addresses() -> None:
    select = sa.text("SELECT place_id, street, postal_code FROM place_exact")
    rows = op.get_bind().execute(select).all()
    op.drop_table("place_exact")
    table = _make_place_exact(sa.Column("sealed", sa.LargeBinary(), nullable=False))
    known = [row for row in rows if row.street or row.postal_code]
    if known:
        keys = _keys()
        values = [{"place_id": row.place_id, "sealed": _sealed(keys, row)} for row in known]
        op.bulk_insert(table, values)


def _unseal_addresses() -> None:
    rows = op.get_bind().execute(sa.text("SELECT place_id, sealed FROM place_exact")).all()
    op.drop_table("place_exact")
    table = _make_place_exact(
        sa.Column("street", sa.String(length=300), nullable=False),
        sa.Column("postal_code", sa.String(length=12), nullable=False),
    )
    if rows:
        keys = _keys()
        op.bulk_insert(table, [_opened(keys, row) for row in rows])


def _make_place_exact(*columns: sa.Column[object]) -> sa.Table:
    return op.create_table(
        "place_exact",
        sa.Column("place_id", sa.Integer(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(
            ["place_id"],
            ["places.id"],
            name=op.f("fk_place_exact_place_id_places"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("place_id", name=op.f("pk_place_exact")),
    )


def _keys() -> KeyRing:
    present, *earlier = db.secrets_of(op.get_bind())
    return KeyRing(present, tuple(earlier))


def _sealed(keys: KeyRing, row: sa.Row[tuple[int, str, str]]) -> bytes:
    text = json.dumps([row.street, row.postal_code], ensure_ascii=False)
    return encrypt_field(keys, text, purpose="exact-address", place=f"place:{row.place_id}")


def _opened(keys: KeyRing, row: sa.Row[tuple[int, bytes]]) -> dict[str, object]:
    place = f"place:{row.place_id}"
    text = decrypt_field(keys, row.sealed, purpose="exact-address", place=place)
    street, postal_code = json.loads(text)
    return {"place_id": row.place_id, "street": street, "postal_code": postal_code}


def _close_log() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for what in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_entries_no_{what.lower()} BEFORE {what} ON audit_entries "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION refuse_change_of_log() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = '23000'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_entries_no_change BEFORE UPDATE OR DELETE OR TRUNCATE "
        "ON audit_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_log()"
    )


def _open_log() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for what in ("update", "delete"):
            op.execute(f"DROP TRIGGER audit_entries_no_{what}")
        return
    op.execute("DROP TRIGGER audit_entries_no_change ON audit_entries")
    op.execute("DROP FUNCTION refuse_change_of_log()")


def _closed_set(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _to_account(table: str, column: str, ondelete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], ["accounts.id"], name=op.f(f"fk_{table}_{column}_accounts"), ondelete=ondelete
    )
