"""Bringing a database to the tables that this version of the program knows."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from corpus.catalogue.engine import for_writing
from corpus.catalogue.tables import REVISION
from corpus.errors import CatalogueNewerError, CatalogueUnavailableError

if TYPE_CHECKING:
    from alembic.config import Config

SCRIPTS = Path(__file__).parents[1] / "migrations"


def migrate(engine: Engine, location: str) -> None:
    """Create or upgrade the tables, unless they are as they should be; all or nothing.

    Several processes may do this at once on a new database: one works, the others wait for it.

    Raises:
        CatalogueNewerError: the database has a revision that this version does not know.
        CatalogueUnavailableError: it does not keep its text in UTF-8.
    """
    with engine.connect() as connection:
        if _revision(connection) == REVISION:
            return
    with for_writing(engine).begin() as connection:
        _check_letters(connection, location)
        if _revision(connection) != REVISION:
            _upgrade(connection, location)


def _check_letters(connection: Connection, location: str) -> None:
    """Refuse a server's database that does not know what a letter is, or knows few of them."""
    if connection.dialect.name != "postgresql":
        return
    encoding = connection.scalar(text("SHOW server_encoding"))
    if encoding != "UTF8":
        advice = "make one with `createdb --template template0 --encoding UTF8`"
        raise CatalogueUnavailableError(location, f"it keeps text as {encoding}; {advice}")


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT max(version_num) FROM alembic_version"))
    return found


def known_revisions() -> frozenset[str]:
    """Return the revisions that this version of the program can bring up to date."""
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(_config())
    return frozenset(script.revision for script in scripts.walk_revisions())


def _config() -> "Config":
    from alembic.config import Config  # a fifth of a second that a catalogue in order does not pay

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _upgrade(connection: Connection, location: str) -> None:
    from alembic import command

    current = _revision(connection)
    if current is not None and current not in known_revisions():
        raise CatalogueNewerError(location, current)
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
