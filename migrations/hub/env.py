"""Runs the hub's migrations inside the transaction that hub/migrating.py has begun."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes.get("metadata"),
    transactional_ddl=True,
    transaction_per_migration=False,
    render_as_batch=True,
    compare_server_default=True,
)
context.run_migrations()
