"""Runs the vault's migrations inside the transaction that migrating.py has begun."""

from alembic import context

HIDDEN = "narratives_fts"  # the full-text index and its shadow tables are no part of the declared tables


def include_name(name: str | None, kind: str, _parents: object) -> bool:
    return not (kind == "table" and name is not None and name.startswith(HIDDEN))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes.get("metadata"),
    include_name=include_name,
    transactional_ddl=True,
    transaction_per_migration=False,
    render_as_batch=True,
    compare_server_default=True,
)
context.run_migrations()
