"""An empty library that is harvested into."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.catalogue.lists import Lists
from corpus.filestore import FileStore
from index.embedded import EmbeddedHome
from ingest.watch import Unwatched
from models.encoder import Encoder
from models.lexical import analyse
from search_api.harvesting.fetching import Fetcher
from search_api.harvesting.files import cupboard_of
from search_api.harvesting.harvest import Wish, harvest
from search_api.harvesting.report import HarvestReport
from search_api.harvesting.sources import open_source
from search_api.library import Library
from search_api.settings import Settings
from search_api.wiring import build_of, open_catalogue

Harvest = Callable[..., HarvestReport]


def unhurried(_: float) -> None:
    """Do not wait."""


FETCHER = Fetcher(allow_private=True, timeout=5, sleep=unhurried)


@pytest.fixture
def library(tmp_path: Path, encoder: Encoder) -> Iterator[Library]:
    settings = Settings(data_dir=tmp_path / "data", workers=1)
    with open_catalogue(settings) as catalogue:
        yield Library(
            settings=settings,
            lists=catalogue.beside(Lists),
            catalogue=catalogue,
            files=FileStore(settings.data_dir / "files"),
            extractions=settings.extractions,
            home=EmbeddedHome(settings.data_dir / "index", build_of(encoder)),
            encoder=encoder,
            analyse=analyse,
        )


@pytest.fixture
def take(library: Library) -> Harvest:
    """Harvest an address; what stops it is raised unless the test wants the report."""

    def run(address: str, *, files: bool = False, raising: bool = True, **wishes: Any) -> HarvestReport:
        cupboard = cupboard_of(FETCHER, library.settings.data_dir, library.files, 1) if files else None
        wish = Wish(cupboard=cupboard, **wishes)
        report, stopped = harvest(library, open_source(FETCHER, address), wish, Unwatched())
        if stopped is not None and raising:
            raise stopped
        return report

    return run
