"""What alembic runs. Knows the declared schema; gets its connection from storage/migrate.py, never a URL."""

from alembic import context

from storage.tables import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    transactional_ddl=True,  # also on SQLite: storage/migrate.py opens the transaction itself
)
with context.begin_transaction():
    context.run_migrations()
