"""What can go wrong with a backup."""

from pathlib import Path


class BackupError(Exception):
    """A backup that cannot be made or restored."""


class BackupTargetError(BackupError):
    """The archive cannot be written where it was asked for."""

    def __init__(self, target: Path, reason: str) -> None:
        super().__init__(f"no backup can be written to {target}: {reason}")
        self.target, self.reason = target, reason


class BackupUnsupportedError(BackupError):
    """The catalogue lies in a database whose own tools copy it."""

    def __init__(self, location: str, data_dir: Path) -> None:
        super().__init__(
            f"the catalogue is at {location}, and only one in SQLite can be put into an archive or taken out "
            "of it; copy the database with its own tools (pg_dump and pg_restore for PostgreSQL) and, after "
            f"it, the folders files and extractions of {data_dir}, then run `savoir reindex` there"
        )
        self.location, self.data_dir = location, data_dir


class ArchiveError(BackupError):
    """A file that is not restored; nothing was changed."""

    def __init__(self, archive: Path, reason: str) -> None:
        super().__init__(f"{archive} cannot be restored: {reason}; nothing was changed")
        self.archive, self.reason = archive, reason


class ArchiveForeignError(ArchiveError):
    """A file that is no backup of Savoir."""


class ArchiveDamagedError(ArchiveError):
    """A backup that is not as it was written."""


class ArchiveNewerError(ArchiveError):
    """A backup that a newer version of the program wrote."""

    def __init__(self, archive: Path, what: str) -> None:
        super().__init__(archive, f"it was written by a newer Savoir ({what}); install that version first")


class NotEmptyError(BackupError):
    """A data directory that holds something already."""

    def __init__(self, data_dir: Path, found: str) -> None:
        super().__init__(
            f"{data_dir} is not empty (it holds {found}), and nothing there is overwritten; restore into a "
            "new folder, by SAVOIR_DATA_DIR, or move this one away"
        )
        self.data_dir, self.found = data_dir, found


class RestoreFaultError(BackupError):
    """The disk refused something; the data directory holds no library yet, and restoring may begin again."""

    def __init__(self, data_dir: Path, reason: str) -> None:
        super().__init__(f"the backup cannot be restored into {data_dir}: {reason}; nothing is half restored")
        self.data_dir, self.reason = data_dir, reason
