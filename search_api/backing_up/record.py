"""When a library was last backed up: a note in its data directory, which is part of no archive."""

from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from index.disk import sync
from search_api.settings import Settings

NAME = "last-backup.json"


class LastBackup(BaseModel):
    """The latest archive that was made of a library."""

    model_config = ConfigDict(frozen=True)

    made: AwareDatetime
    """When all of it was packed."""
    file: str
    """The name of the archive, without its folder."""
    size: int = Field(ge=0)
    """In bytes."""


def note_backup(settings: Settings, archive: Path, made: AwareDatetime) -> None:
    """Write down that an archive is whole.

    Raises:
        OSError: the data directory cannot be written, or the archive is gone.
    """
    noted = LastBackup(made=made, file=archive.name, size=archive.stat().st_size)
    draft = settings.data_dir / f".{NAME}.part"
    draft.write_text(noted.model_dump_json(), encoding="utf-8")
    sync(draft)
    draft.replace(settings.data_dir / NAME)
    sync(settings.data_dir)


def last_backup(settings: Settings) -> LastBackup | None:
    """Return the latest backup, ``None`` where none is known."""
    try:
        return LastBackup.model_validate_json((settings.data_dir / NAME).read_bytes())
    except (OSError, ValidationError):
        return None
