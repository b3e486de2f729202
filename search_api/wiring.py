"""Opens the parts of a running Savoir from its settings, and ties them together."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import URL

from corpus.catalogue.engine import sqlite_url
from corpus.catalogue.lists import Lists
from corpus.catalogue.store import Catalogue
from corpus.filestore import FileStore
from corpus.people.store import People
from index.fusion_settings import FusionSettings, read_fusion_settings, shipped_fusion_settings
from index.home import IndexHome
from index.manifest import Build
from index.search import SearchRequest, SearchResult, SearchSetup, search
from index.setup import search_setup
from index.translating import GlossaryOf
from ingest.version import EXTRACTOR_VERSION
from models.lexical import ANALYSER_VERSION, analyse
from models.load import load_encoder
from search_api.hiding import HiddenStudies
from search_api.library import Library
from search_api.live import LiveSearch
from search_api.services import Services
from search_api.settings import Settings

if TYPE_CHECKING:
    from models.encoder import Encoder


def open_services(settings: Settings, *, pipeline: bool) -> Services:
    """Open everything that answers readers.

    Args:
        settings: of this installation.
        pipeline: answer through the Haystack query pipeline (a server), or without its import (a command).

    Raises:
        CatalogueError: the catalogue cannot be used.
        EncoderError: the encoder cannot be loaded.
        FusionSettingsError: the settings of fusion cannot be read.
    """
    encoder = load_encoder(settings.encoder)
    home = open_home(settings, encoder)
    catalogue = open_catalogue(settings)
    lists, fusion = catalogue.beside(Lists), fusion_of(settings, encoder)
    return Services(
        settings=settings,
        lists=lists,
        catalogue=catalogue,
        people=catalogue.beside(People),
        files=FileStore(settings.data_dir / "files"),
        live=LiveSearch(
            current_version=home.current_version,
            open_setup=partial(open_setup, home, encoder, fusion, lists.glossary),
            answer_with=_pipeline_answer if pipeline else _plain_answer,
            hidden=HiddenStudies(catalogue),
        ),
    )


def open_setup(
    home: IndexHome, encoder: "Encoder", fusion: FusionSettings, known: GlossaryOf, version: str
) -> SearchSetup:
    """Open a version of an index for questions, which are translated by the glossary of the moment."""
    return search_setup(home.open(version), encoder, fusion, known)


def fusion_of(settings: Settings, encoder: "Encoder") -> FusionSettings:
    """Return the settings of fusion that this installation chose, or those shipped with its encoder.

    Raises:
        FusionSettingsError: they cannot be read.
    """
    return read_fusion_settings(settings.fusion) if settings.fusion else shipped_fusion_settings(encoder.name)


@contextmanager
def reading(settings: Settings) -> Iterator[Services]:
    """Open what answers readers for one command."""
    services = open_services(settings, pipeline=False)
    try:
        yield services
    finally:
        services.close()


@contextmanager
def looking(settings: Settings) -> Iterator[Library]:
    """Open a library without changing it."""
    encoder = load_encoder(settings.encoder)
    with open_catalogue(settings) as catalogue:
        yield Library(
            settings=settings,
            lists=catalogue.beside(Lists),
            catalogue=catalogue,
            files=FileStore(settings.data_dir / "files"),
            extractions=settings.extractions,
            home=open_home(settings, encoder),
            encoder=encoder,
            analyse=analyse,
        )


@contextmanager
def writing(settings: Settings) -> Iterator[Library]:
    """Open a library to change it, with every other writer kept out.

    Raises:
        IndexBusyError: another process changes it.
    """
    with looking(settings) as library, library.home.writer_lock():
        yield library


def open_catalogue(settings: Settings) -> Catalogue:
    """Open the catalogue."""
    return Catalogue.open(catalogue_url(settings))


def catalogue_url(settings: Settings) -> str | URL:
    """Return where the catalogue is: where the settings say, else in the data directory."""
    return settings.catalogue_url or sqlite_url(settings.data_dir / "catalogue.sqlite")


def build_of(encoder: "Encoder") -> Build:
    """Return what an index of now is built with."""
    return Build(
        encoder=encoder.name,
        dimensions=encoder.dimensions,
        analyser=ANALYSER_VERSION,
        splitter=EXTRACTOR_VERSION,
    )


def open_home(settings: Settings, encoder: "Encoder") -> IndexHome:
    """Return where the index lives: in the data directory, or on a Qdrant server."""
    build = build_of(encoder)
    if settings.qdrant_url is None:
        from index.embedded import EmbeddedHome

        return EmbeddedHome(settings.data_dir / "index", build)
    from index.server import ServerHome

    key = settings.qdrant_api_key.get_secret_value() if settings.qdrant_api_key else None
    return ServerHome(str(settings.qdrant_url), key, settings.data_dir / "index", build)


def _plain_answer(setup: SearchSetup) -> Callable[[SearchRequest], SearchResult]:
    return partial(search, setup)


def _pipeline_answer(setup: SearchSetup) -> Callable[[SearchRequest], SearchResult]:
    from index.pipelines import query_pipeline, run_query

    return partial(run_query, query_pipeline(setup))
