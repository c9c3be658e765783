"""Alembic runs this file for each migration; the connection, with its transaction and lock, is `bot.storage.migrate`'s."""

from alembic import context

from bot.storage.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
