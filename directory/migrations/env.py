"""What Alembic runs: the migrations, on the connection that was handed in."""

from __future__ import annotations

from alembic import context

from directory import tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=tables.metadata,
    # SQLite can change a table only by writing it anew.
    render_as_batch=True,
    transaction_per_migration=False,
)
context.run_migrations()
