"""A workbook as an administration sends it: titles above the header, merged cells, names that refer."""

import io
from decimal import Decimal

import pytest
from openpyxl import Workbook

from corpus.jobs import Question, TodoKind
from corpus.study import Cost, PublicationDate, Sha256, Study, StudyFile, StudyId, Vat
from ingest.watch import Unwatched
from models.language import Language
from search_api.editing.desks import Soon
from search_api.jobs.likeness import files_like, key_of
from search_api.jobs.queue import JobQueue
from search_api.jobs.settling import accept
from search_api.library import Library
from tests.end_to_end.folders import LOYERS, LUCHT, PEAGE
from tests.search_api.jobs.conftest import Bring, asked

ABOVE: tuple[list[str], ...] = (
    ["Inventaire des études 2021 – Région de Bruxelles-Capitale"],
    ["Mis à jour le 12/01/2022"],
    [],
)
HEADER: tuple[list[str | None], ...] = (
    ["Intitulé", None, "Commanditaire", "Date", "Montant", None, "Annexe / fichier"],
    ["FR", "NL", None, None, "HTVA", "TVAC", None],
)
MERGED = "A1:G1", "A4:B4", "C4:C5", "D4:D5", "E4:F4", "G4:G5"
ROWS = (
    ["Le péage urbain et les ménages", "De stadstol", "BM", 44275, "12.500 €", "15.125", "cfr. annexe 3.pdf"],
    ["Les îlots de chaleur", "", "CIRB", "mars 2021", None, "12.500,00 € TVAC", "voir annexe 4"],
    ["L'observatoire des loyers", "", "Bxl Logement", "T2 2021", "98 500,00", "", ""],
    ["TOTAL", "", "", "", "124.000,00", "", ""],
)  # fmt: skip


def written() -> bytes:
    book, buffer = Workbook(), io.BytesIO()
    sheet = book.create_sheet("Inventaire", 0)
    for row in (*ABOVE, *HEADER, *ROWS):
        sheet.append(row)
    for cells in MERGED:
        sheet.merge_cells(cells)
    book.save(buffer)
    return buffer.getvalue()


@pytest.fixture
def brought(library: Library, bring: Bring) -> Library:
    bring(
        {
            "Inventaire études 2021 DEF (2).xlsx": written(),
            "annexe 3.txt": PEAGE,
            "Annexe_4_chaleur.html": LUCHT,
            "document5.txt": LOYERS,
        }
    )
    return library


def study(library: Library, name: str) -> Study:
    return library.catalogue.everything().study(StudyId(name))


def test_the_table_is_found_and_read_with_its_merged_headers(brought: Library) -> None:
    names = "peage-urbain-menages", "ilots-chaleur", "observatoire-loyers"
    toll, heat, rents = (study(brought, name) for name in names)
    assert toll.titles == {Language.FR: "Le péage urbain et les ménages", Language.NL: "De stadstol"}
    assert toll.cost == Cost(Decimal(12_500), Vat.EXCLUDED)
    assert heat.cost == Cost(Decimal(12_500), Vat.INCLUDED)
    assert rents.cost == Cost(Decimal(98_500), Vat.EXCLUDED)
    assert toll.published == PublicationDate.parse_iso("2021-03-20")
    assert heat.published == PublicationDate.parse_iso("2021-03")
    assert (toll.administrations, heat.administrations) == (("bruxelles-mobilite",), ("paradigm",))


def test_a_name_that_refers_to_a_file_finds_it(brought: Library) -> None:
    assert [file.name for file in study(brought, "peage-urbain-menages").files] == ["annexe 3.txt"]


def test_what_is_left_is_proposed_by_number_and_by_title(brought: Library, queue: JobQueue) -> None:
    wanted = {one.study: one for one in asked(queue, TodoKind.ROW_WITHOUT_FILE)}
    assert labels(wanted[StudyId("ilots-chaleur")]) == ["Annexe_4_chaleur.html"]
    loose = {one.source: one for one in asked(queue, TodoKind.FILE_WITHOUT_ROW)}
    assert labels(loose["document5.txt"]) == ["L'observatoire des loyers"]


def labels(question: Question) -> list[str]:
    return [one.label for one in question.proposals]


def test_a_row_that_gets_its_file_by_the_question_of_the_file_asks_no_more(
    brought: Library, queue: JobQueue
) -> None:
    (todo,) = [
        todo
        for todo in queue.todo.todos()
        if todo.question.kind is TodoKind.FILE_WITHOUT_ROW and todo.question.source == "document5.txt"
    ]
    accept(Soon(brought, Unwatched(), queue), brought.registry, todo.id, None, by="bram")
    assert [file.name for file in study(brought, "observatoire-loyers").files] == ["document5.txt"]
    assert StudyId("observatoire-loyers") not in [
        one.study for one in asked(queue, TodoKind.ROW_WITHOUT_FILE)
    ]


@pytest.mark.parametrize(
    ("name", "likes"),
    [
        ("cfr. annexe 3.pdf", True),
        ("Annexe 3", True),
        ("annexe3 (pdf)", True),
        ("annexe 4.pdf", False),
        ("annexe 13.pdf", False),
        ("le rapport", False),
    ],
)
def test_names_are_alike_by_their_words_and_only_with_the_same_number(name: str, likes: bool) -> None:
    file = StudyFile(sha256=Sha256("0" * 64), name="annexe_3-def.pdf", size=1)
    assert bool(files_like([key_of(name)], {key_of(file.name): file})) is likes
