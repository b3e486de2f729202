"""What librarians made of the lists, in imports, in processes that run already, and in backups."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.administrations import Administration, AdministrationKind
from corpus.catalogue.lists import Lists
from corpus.lists.administrations import ADMINISTRATIONS
from corpus.lists.entries import Origin
from corpus.study import AdministrationId, StudyId
from ingest.watch import Unwatched
from models.language import Language
from search_api.backing_up.backup import back_up
from search_api.backing_up.restore import restore
from search_api.ingesting.ingest import ingest
from search_api.ingesting.report import IngestReport
from search_api.library import Library
from search_api.settings import Settings
from search_api.wiring import open_catalogue, writing

WATER = AdministrationId("office-eau")
OFFICE = Administration(
    id=WATER,
    kind=AdministrationKind.AGENCY,
    names={Language.FR: "Office de l'Eau", Language.NL: "Dienst Water", Language.EN: "Water Office"},
)
HEADER = "Identifiant;Titre;Commanditaire;Date de publication;Fichiers\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data", encoder="static", workers=1)


@pytest.fixture
def library(settings: Settings) -> Iterator[Library]:
    with writing(settings) as opened:
        yield opened


def bring(library: Library, folder: Path, study: str, administration: str) -> IngestReport:
    folder.mkdir(exist_ok=True)
    row = f"{study};Les inondations;{administration};2021;{study}.txt\n"
    (folder / "inventaire.csv").write_text(HEADER + row, encoding="utf-8")
    text = f"Les inondations dans la ville, selon l'étude {study}. " * 5
    (folder / f"{study}.txt").write_text(text, encoding="utf-8")
    return ingest(library, [folder], Unwatched())


def test_an_import_under_way_elsewhere_recognises_an_administration_from_the_moment_it_is_added(
    library: Library, settings: Settings, tmp_path: Path
) -> None:
    bring(library, tmp_path / "before", "avant", "Dienst Water")
    with open_catalogue(settings) as elsewhere:
        elsewhere.beside(Lists).add(ADMINISTRATIONS, WATER, OFFICE, by="anna")
    bring(library, tmp_path / "after", "apres", "Office de l’Eau")
    for study in ("avant", "apres"):
        assert library.catalogue.study(StudyId(study)).administrations == (WATER,), study
    assert library.catalogue.unlisted_administrations() == {}


def test_a_backup_carries_the_lists_with_their_history(
    library: Library, settings: Settings, tmp_path: Path
) -> None:
    library.lists.add(ADMINISTRATIONS, WATER, OFFICE, by="anna")
    library.lists.remove(ADMINISTRATIONS, "vgc", expected=0, by="bram")
    back_up(settings, tmp_path / "whole.zip", Unwatched())
    again = settings.model_copy(update={"data_dir": tmp_path / "again"})
    restore(tmp_path / "whole.zip", again, Unwatched())
    with open_catalogue(again) as catalogue:
        lists = catalogue.beside(Lists)
        assert lists.registry().resolve("dienst water") == OFFICE
        assert lists.entry(ADMINISTRATIONS, "vgc").origin is Origin.REMOVED
        assert [one.by for one in lists.history(ADMINISTRATIONS, "vgc")] == ["bram"]
