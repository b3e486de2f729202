"""What can go wrong with the catalogue and the inventories."""

from pathlib import Path


class CorpusError(Exception):
    """Anything wrong with what a librarian curates."""


class CatalogueError(CorpusError):
    """The catalogue cannot be used."""


class CatalogueNewerError(CatalogueError):
    """The catalogue was migrated by a newer version of the program."""

    def __init__(self, location: str, revision: str) -> None:
        super().__init__(
            f"catalogue {location} is at revision {revision}, which this version does not know; "
            "install the newer Savoir again, or restore a backup of the catalogue"
        )
        self.location, self.revision = location, revision


class CatalogueUnavailableError(CatalogueError):
    """The database does not answer, is locked, or is out of disk space."""

    def __init__(self, location: str, reason: str) -> None:
        super().__init__(f"catalogue {location} cannot be used: {reason}")
        self.location, self.reason = location, reason


class StudyNotFoundError(CorpusError):
    """No study has this id."""

    def __init__(self, study_id: str) -> None:
        super().__init__(f"no study has the id {study_id!r}; `savoir studies list` shows them")
        self.study_id = study_id


class UnknownAdministrationError(CorpusError):
    """A name that neither the registry nor the catalogue knows."""

    def __init__(self, name: str, nearest: tuple[str, ...]) -> None:
        hint = f"; the nearest known names are {', '.join(nearest)}" if nearest else ""
        super().__init__(f"no administration is called {name!r}{hint}")
        self.name, self.nearest = name, nearest


class InventoryError(CorpusError):
    """An inventory that cannot be read at all (single bad rows are report lines, not errors)."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"inventory {path.name}: {reason}")
        self.path, self.reason = path, reason
