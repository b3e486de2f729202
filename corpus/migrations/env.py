"""Runs migrations on the connection, and in the transaction, that ``corpus.catalogue.migrate`` hands over."""

from alembic import context

from corpus.catalogue import (  # their tables belong to the metadata
    duplicates_tables,  # noqa: F401
    harvest_tables,  # noqa: F401
    jobs_tables,  # noqa: F401
    lists_tables,  # noqa: F401
    people_tables,  # noqa: F401
    personal_tables,  # noqa: F401
)
from corpus.catalogue.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=True,  # SQLite's too: an upgrade that was cut short leaves the old tables
)
context.run_migrations()
