"""Files that are not what they say, and workbooks that hold less than they say: from the door to the desk."""

import io
import zipfile
from collections.abc import Iterator
from decimal import Decimal

import pytest
from fastapi.testclient import TestClient

from corpus.jobs import Job, JobKind, Question, TodoKind
from corpus.people.permissions import Permission, Role
from corpus.people.person import PersonName
from corpus.study import Cost, FileState, Study, StudyId, Vat
from ingest.watch import Unwatched
from models.language import Language
from search_api.app import create_app
from search_api.jobs.worker import do_here
from search_api.services import Services
from search_api.settings import Settings
from search_api.telling import said
from search_api.wiring import looking, open_services
from tests.search_api.jobs.conftest import TEXT
from tests.search_api.jobs.workbooks import workbook

HEADER = ["Identifiant", "Titre", "Date", "Montant HTVA", "Fichier"]
ROWS = [
    ["calcul", "=CONCATENATE(1;2)", "2021", "=1000+250|1250", "html.pdf"],
    ["vide", "Le bruit", "2021", "=1000+250", "exe.pdf"],
    ["zip", "La carte", "2021", "100", "zip.docx"],
    ["vert", "Les parcs", "2021", "100", "vert.txt"],
    ["deux", "Les parcs, bis", "2022", "100", "vert.txt"],
]
MILLION = [["Identifiant", "Titre", "Date", "Fichier"], ["loin", "Le tram", "2021", "tram.txt"]]
WINDOWS = (
    "Identifiant;Titre;Commanditaire;Date;Montant HTVA\r\nete;L’été à Forêt;Bruxelles Mobilité;2021;12,5\r\n"
)
HTML = f"<!DOCTYPE html><html lang=fr><title>Page</title><body><h1>Page</h1><p>{TEXT}</p></body></html>"


def archive() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as written:
        written.writestr("photo.bin", b"\x00\x01" * 100)
    return buffer.getvalue()


def program_file() -> bytes:
    """Return the start of a program of Windows."""
    return b"MZ\x90\x00" + bytes(56) + b"\x80\x00\x00\x00" + bytes(64) + b"PE\x00\x00" + bytes(range(256)) * 8


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    settings = Settings(data_dir=tmp_path_factory.mktemp("files"), encoder="static", workers=1, space_kept=0)
    made = open_services(settings, pipeline=False)
    made.people.create(PersonName("anna"), Role.LIBRARIAN, "correct horse battery", by="test")
    yield made
    made.close()


@pytest.fixture(scope="module")
def done(services: Services) -> Job:
    """An import that was sent to the API and done by a worker."""
    named = {
        "inventaire.xlsx": workbook([HEADER, *ROWS]),
        "loin/inventaire.xlsx": workbook(MILLION, empty=1_000_000),
        "loin/tram.txt": TEXT.encode() + b"Le tram.\n",
        "windows/inventaire.csv": WINDOWS.encode("cp1252"),
        "html.pdf": HTML.encode(),
        "exe.pdf": program_file(),
        "zip.docx": archive(),
        "vert.txt": TEXT.encode(),
    }
    _, secret = services.people.make_token(PersonName("anna"), "test", [Permission.IMPORT], by="test")
    with TestClient(create_app(services), headers={"Authorization": f"Bearer {secret}"}) as client:
        sent = client.post("/api/v1/imports", files=[("files", pair) for pair in named.items()])
    assert sent.status_code == 202, sent.text
    with looking(services.settings) as library:
        do_here(library, JobKind.IMPORT, Unwatched())
    (job,) = services.queue.jobs()
    assert job.state == "done", job
    return job


def study(services: Services, name: str) -> Study:
    return services.catalogue.everything().study(StudyId(name))


def asked(services: Services, name: str) -> dict[TodoKind, Question]:
    todos = services.queue.todo.todos(state=None)
    return {todo.question.kind: todo.question for todo in todos if todo.question.study == name}


def test_a_formula_counts_by_the_result_that_was_saved(services: Services, done: Job) -> None:
    assert study(services, "calcul").cost == Cost(Decimal(1250), Vat.EXCLUDED)
    assert study(services, "vide").cost is None
    question = asked(services, "vide")[TodoKind.LEFT_OUT]
    assert (question.column, question.reason.kind) == ("Montant HTVA", "cell.formula")
    assert "formule" in said(question.reason, Language.FR)


def test_a_million_empty_rows_are_passed_over(services: Services, done: Job) -> None:
    assert [file.name for file in study(services, "loin").files] == ["tram.txt"]
    assert not [note for note in done.report["notes"] if note["source"].startswith("loin/")]


def test_a_csv_of_windows_keeps_its_accents(services: Services, done: Job) -> None:
    assert study(services, "ete").titles == {Language.FR: "L’été à Forêt"}
    assert study(services, "ete").administrations == ("bruxelles-mobilite",)
    assert study(services, "ete").cost == Cost(Decimal("12.50"), Vat.EXCLUDED)


def test_a_page_called_pdf_is_read_as_what_it_is_and_told(services: Services, done: Job) -> None:
    question = asked(services, "calcul")[TodoKind.MISNAMED_FILE]
    assert question.reason.says("file.misnamed")
    assert "HTML" in said(question.reason, Language.NL)
    (file,) = study(services, "calcul").files
    record = services.catalogue.file(file.sha256)
    assert record is not None
    assert record.state is FileState.PARTIAL


@pytest.mark.parametrize("name", ["vide", "zip"])
def test_a_program_or_an_archive_under_another_name_is_kept_and_told(
    services: Services, done: Job, name: str
) -> None:
    (file,) = study(services, name).files
    record = services.catalogue.file(file.sha256)
    assert record is not None
    assert record.state is FileState.FAILED
    question = asked(services, name)[TodoKind.FAILED_FILE]
    assert (question.source, question.reason.kind) == (file.name, "kind.unknown")


def test_two_rows_for_one_file_are_asked_about(services: Services, done: Job) -> None:
    assert [file.name for file in study(services, "vert").files] == ["vert.txt"]
    assert study(services, "deux").files == ()
    question = asked(services, "deux")[TodoKind.FILE_OF_TWO_ROWS]
    assert question.reason.kind == "named.taken"
    assert [one.label for one in question.proposals] == ["vert.txt"]
