"""When a library was last backed up, as librarians are told."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.language import Language
from search_api.backing_up.record import NAME, last_backup, note_backup
from search_api.backing_up.telling import told_of_backup
from search_api.settings import Settings

MADE = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "library.zip"
    path.write_bytes(bytes(2_500_000))
    return path


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (Language.FR, "1 mars 2026, 13:30, library.zip (2,5 Mo)"),
        (Language.NL, "1 mrt 2026, 13:30, library.zip (2,5 MB)"),
        (Language.EN, "1 Mar 2026, 13:30, library.zip (2.5 MB)"),
    ],
)
def test_the_last_backup_is_told_with_its_day_its_name_and_its_size(
    settings: Settings, archive: Path, language: Language, told: str
) -> None:
    note_backup(settings, archive, MADE.replace(year=2025))
    note_backup(settings, archive, MADE)
    assert told_of_backup(last_backup(settings), settings, language) == told
    assert sorted(path.name for path in settings.data_dir.iterdir()) == [NAME, archive.name]


@pytest.mark.parametrize(
    "written", [None, "", "[1]", '{"made": "2026-03-01T12:30:00", "file": "a", "size": 1}']
)
def test_a_note_that_is_not_there_or_broken_is_told_as_no_backup(
    settings: Settings, written: str | None
) -> None:
    if written is not None:
        (settings.data_dir / NAME).write_text(written, encoding="utf-8")
    assert last_backup(settings) is None
    assert told_of_backup(None, settings, Language.EN) == "no backup yet: run savoir backup FILE"


def test_a_catalogue_on_a_server_is_left_to_its_own_tools(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, catalogue_url="postgresql+psycopg://server/savoir")
    assert "own tools" in told_of_backup(None, settings, Language.EN)
