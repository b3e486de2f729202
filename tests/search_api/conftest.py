"""A small library with real parts: SQLite, files, the shipped encoder, an exact index."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from fastapi.testclient import TestClient

from corpus.administrations import unlisted_id
from corpus.catalogue.engine import sqlite_url
from corpus.catalogue.lists import Lists
from corpus.catalogue.records import FileRecord
from corpus.catalogue.store import Catalogue
from corpus.filestore import FileStore
from corpus.people.passwords import Passwords
from corpus.people.store import People
from corpus.reasons import as_written
from corpus.study import (
    AdministrationId,
    Cost,
    DocumentType,
    FileState,
    PublicationDate,
    Study,
    StudyFile,
    StudyId,
    Vat,
)
from index.fusion_settings import shipped_fusion_settings
from index.memory import MemoryIndex
from index.points import IndexedStudy, PointBuilder, measure
from index.search import SearchSetup, search
from index.setup import search_setup
from index.translating import translated_words
from ingest.passage import Extraction, PageSpan, Passage, PassageId
from models.encoder import Encoder
from models.language import Language
from models.lexical import analyse
from models.load import load_encoder
from search_api.app import create_app
from search_api.live import LiveSearch
from search_api.services import Services
from search_api.settings import Settings

FR, NL, EN = Language.FR, Language.NL, Language.EN
MOBILITY, ENVIRONMENT = AdministrationId("bruxelles-mobilite"), AdministrationId("bruxelles-environnement")
SEEN = datetime(2026, 1, 2, tzinfo=UTC)
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
FACADE = 'Étude d\'accès; "façade" – été.pdf'


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the small library: name, language, pages as texts, and how its reading ended."""

    name: str
    language: Language | None
    pages: tuple[str, ...]
    state: FileState = FileState.INDEXED
    reason: str | None = None


TOLL_FR = (
    "Le péage urbain réduit la circulation automobile de 12 % aux heures de pointe dans le Pentagone.",
    "L'effet d'un péage urbain sur le budget des ménages dépend du revenu : les ménages modestes paient une "
    "part plus grande de leur revenu, et une réduction sociale corrige cet effet.",
)
TOLL_NL = (
    "Een stadstol vermindert het autoverkeer tijdens de spitsuren met 12 % in de Vijfhoek.",
    "Het effect van een stadstol op het budget van de huishoudens hangt af van hun inkomen: bescheiden "
    "huishoudens betalen een groter deel van hun inkomen.",
)
AIR_NL = (
    "De luchtkwaliteit verbetert in de lage-emissiezone: de concentratie stikstofdioxide daalt sinds 2018. "
    "<script>alert('luchtkwaliteit')</script>",
)
DIGITAL_EN = (
    "Older residents without a smartphone cannot reach the online services of their municipality, and ask "
    "for a counter where somebody helps them.",
)
VOUCHERS_FR = (
    "Les titres-services ont créé 28 000 emplois dans la Région ; les travailleuses demandent une "
    "formation et un meilleur salaire horaire.",
)
ACCESS_FR = ("L'accès aux guichets pour les personnes à mobilité réduite reste insuffisant.",)

TOLL = (Source("peage-urbain_fr.pdf", FR, TOLL_FR), Source("stadstol_nl.pdf", NL, TOLL_NL))
AIR = (Source("luchtkwaliteit.html", NL, AIR_NL),)
DIGITAL = (Source("digital inclusion.docx", EN, DIGITAL_EN),)
VOUCHERS = (Source("titres-services.txt", None, VOUCHERS_FR, FileState.PARTIAL, "page 2 has no text"),)
ACCESS = (Source(FACADE, FR, ACCESS_FR), Source("annexe.svg", None, (), FileState.FAILED, "not a document"))


def _studies() -> dict[StudyId, tuple[Study, tuple[Source, ...]]]:
    cases = [
        (
            Study(
                id=StudyId("peage-urbain-menages"),
                titles={FR: "Péage urbain et budget des ménages", NL: "Stadstol en huishoudbudget"},
                abstracts={FR: "Ce que coûterait un péage urbain aux ménages."},
                administrations=(MOBILITY,),
                administrations_as_written=("AED",),
                contractor="Bureau d'études Exemple",
                published=PublicationDate.parse_iso("2021-03"),
                cost=Cost(Decimal("185000.00"), Vat.EXCLUDED),
                document_type=DocumentType.IMPACT_ASSESSMENT,
                keywords={FR: ("péage urbain", "mobilité"), NL: ("stadstol",)},
            ),
            TOLL,
        ),
        (
            Study(
                id=StudyId("luchtkwaliteit-lez"),
                titles={NL: "Luchtkwaliteit in de lage-emissiezone"},
                administrations=(
                    AdministrationId("bruxelles-environnement"),
                    AdministrationId("bruxelles-mobilite"),
                ),
                administrations_as_written=("Leefmilieu Brussel", "Brussel Mobiliteit"),
                published=PublicationDate.parse_iso("2019"),
                cost=Cost(Decimal("42000.50"), Vat.INCLUDED),
                document_type=DocumentType.MONITORING,
                keywords={NL: ("luchtkwaliteit",)},
            ),
            AIR,
        ),
        (
            Study(
                id=StudyId("digital-inclusion"),
                titles={EN: "Digital inclusion of older residents"},
                administrations=(unlisted_id("Atelier des Données"),),
                administrations_as_written=("Atelier des Données",),
                document_type=DocumentType.SURVEY,
            ),
            DIGITAL,
        ),
        (
            Study(
                id=StudyId("titres-services"),
                titles={FR: "L'emploi dans les titres-services"},
                administrations=(AdministrationId("actiris"),),
                administrations_as_written=("Actiris",),
                published=PublicationDate.parse_iso("2018-06-12"),
                cost=Cost(Decimal(12500), Vat.UNKNOWN),
                document_type=DocumentType.EVALUATION,
                keywords={FR: ("titres-services", "emploi", "mobilité")},
            ),
            VOUCHERS,
        ),
        (Study(id=StudyId("acces-guichets"), titles={FR: "Accès aux guichets"}), ACCESS),
    ]
    return {study.id: (study, sources) for study, sources in cases}


def build_library(root: Path, encoder: Encoder) -> Services:
    """Bring the studies into a new library under ``root``."""
    catalogue = Catalogue.open(sqlite_url(root / "catalogue.sqlite"))
    files = FileStore(root / "files")
    indexed = [_bring(root, catalogue, files, study, sources) for study, sources in _studies().values()]
    builder = PointBuilder(encoder, analyse, measure(indexed, analyse))
    index = MemoryIndex()
    for one in indexed:
        index.replace_study(*builder.build(one))
    lists = catalogue.beside(Lists)
    setup = search_setup(index, encoder, shipped_fusion_settings(encoder.name), lists.glossary)
    # Tests ask faster than people.
    settings = Settings(data_dir=root, search_rate=0, suggest_rate=0, sign_in_rate=0)
    people = quick_people(catalogue)
    return Services(
        settings=settings,
        lists=lists,
        catalogue=catalogue,
        files=files,
        live=live_search(setup),
        people=people,
    )


def live_search(setup: SearchSetup) -> LiveSearch:
    """Answer from an index of which there is one version."""
    return LiveSearch(
        current_version=lambda: "version-1",
        open_setup=lambda _: setup,
        answer_with=lambda opened: partial(search, opened),
    )


def _bring(
    root: Path, catalogue: Catalogue, files: FileStore, study: Study, sources: tuple[Source, ...]
) -> IndexedStudy:
    held, extractions = [], []
    for source in sources:
        path = root / "incoming.bin"
        path.write_bytes(_content(source))
        stored = files.add(path)
        held.append(StudyFile(sha256=stored.sha256, name=source.name, size=stored.size))
        catalogue.record_file(
            FileRecord(
                sha256=stored.sha256,
                size=stored.size,
                name=source.name,
                state=source.state,
                seen=SEEN,
                updated=SEEN,
                pages_found=len(source.pages) or None,
                pages_with_text=len(source.pages) or None,
                language=source.language,
                reason=as_written(source.reason) if source.reason else None,
            )
        )
        passages = tuple(
            Passage(
                id=PassageId(f"{stored.sha256[:16]}-{number}"),
                file=stored.sha256,
                number=number,
                text=text,
                language=source.language or (FR if source.pages else None),
                pages=PageSpan(number + 1, number + 1) if source.name.endswith(".pdf") else None,
            )
            for number, text in enumerate(source.pages)
        )
        extractions.append(Extraction(file=stored.sha256, state=source.state, passages=passages))
    complete = replace(study, files=tuple(held))
    catalogue.put_study(complete)
    return IndexedStudy(study=complete, extractions=tuple(extractions))


def _content(source: Source) -> bytes:
    """Bytes enough for ranges; the name stands in them so that no two files are one."""
    text = "\n".join((source.name, *source.pages, *(f"line {number}" for number in range(400))))
    return text.encode()


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return load_encoder("static")


@pytest.fixture(scope="session")
def services(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Iterator[Services]:
    """A library that no test changes."""
    built = build_library(tmp_path_factory.mktemp("library"), encoder)
    yield built
    built.close()


@pytest.fixture
def own_services(tmp_path: Path, services: Services) -> Iterator[Services]:
    """A library that the test may change, but for its index: a copy, as encoding takes long."""
    shutil.copytree(services.settings.data_dir / "files", tmp_path / "files")
    setup = services.live._open_setup("version-1")
    with in_folder(services, tmp_path) as own:
        yield replace(
            own,
            files=FileStore(tmp_path / "files"),
            live=live_search(replace(setup, lexical=translated_words(analyse, own.lists.glossary))),
        )


@contextmanager
def in_folder(services: Services, folder: Path) -> Iterator[Services]:
    """Copy the catalogue of a library into a folder, where its jobs go too; files and index stay its own."""
    place = folder / "catalogue.sqlite"
    with (
        closing(sqlite3.connect(services.catalogue.location)) as made,
        closing(sqlite3.connect(place)) as copy,
    ):
        made.backup(copy)
    with Catalogue.open(sqlite_url(place)) as catalogue:
        yield replace(
            services,
            settings=services.settings.model_copy(update={"data_dir": folder}),
            lists=catalogue.beside(Lists),
            catalogue=catalogue,
            people=quick_people(catalogue),
        )


def quick_people(catalogue: Catalogue) -> People:
    """Return people with the weakest hash that the library knows: tests sign in often."""
    return People(catalogue._engine, catalogue.location, passwords=Passwords(QUICK))


@pytest.fixture(scope="session")
def client(services: Services) -> Iterator[TestClient]:
    with TestClient(create_app(services)) as client:
        yield client


@pytest.fixture
def client_with_fault(services: Services) -> Callable[[Exception], TestClient]:
    """Make a client of a server whose index cannot be opened for a reason."""

    def make(fault: Exception) -> TestClient:
        def fail(_: str) -> SearchSetup:
            raise fault

        live = LiveSearch(
            current_version=lambda: "version-1",
            open_setup=fail,
            answer_with=lambda setup: partial(search, setup),
        )
        return TestClient(create_app(replace(services, live=live)), raise_server_exceptions=False)

    return make
