"""The first page of the desk, and the list of files that were not read."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from corpus.catalogue.records import FileRecord
from corpus.jobs import JobKind, JobState, Question, TodoKind
from corpus.life import Step, StudyState
from corpus.reasons import as_written
from corpus.study import FileState, Sha256, Study, StudyFile, StudyId
from models.language import Language
from search_api.backing_up.record import note_backup
from search_api.checking.findings import Fault
from search_api.services import Services
from search_api.web.desk.files_page import PER_PAGE
from tests.search_api.web.pages import fetch, links, texts

HOME, FILES = "/en/desk", "/en/desk/files"
NOW = datetime(2026, 3, 1, tzinfo=UTC)


def record(number: int, state: FileState, reason: str = "it is locked") -> FileRecord:
    return FileRecord(
        sha256=Sha256(f"{number:064}"),
        size=1,
        name=f"file-{number:03}.pdf",
        state=state,
        seen=NOW,
        updated=NOW,
        pages_found=4,
        pages_with_text=1,
        reason=as_written(reason),
    )


def ended(desk: Services, kind: JobKind, state: JobState, report: dict[str, object] | None = None) -> None:
    desk.queue.submit(kind, by="anna", asked={"address": "https://repository.example/"})
    begun = desk.queue.book.begin(kind)
    assert begun
    desk.queue.book.end(begun, state, report=report)


def waits(client: TestClient, language: Language = Language.EN) -> dict[str, str]:
    return dict(links(fetch(client, f"/{language}/desk"), ".waits a"))


@pytest.fixture
def calm(desk: Services) -> Services:
    """The library without a file that was read in part."""
    for state in (FileState.FAILED, FileState.PARTIAL):
        for one in desk.catalogue.files(state):
            desk.catalogue.record_file(replace(one, state=FileState.INDEXED))
    return desk


@pytest.mark.usefixtures("calm")
def test_a_library_in_which_nothing_waits_says_so(librarian: TestClient) -> None:
    page = fetch(librarian, HOME)
    assert not page.select(".waits")
    assert "Nothing waits." in page.get_text()
    assert texts(page, ".upkeep dd") == ["never yet", "never yet", "no backup yet: run savoir backup FILE"]


def question(desk: Services) -> None:
    job = desk.queue.submit(JobKind.IMPORT, by="anna", asked={})
    asked: Sequence[Question] = [Question(kind=TodoKind.LEFT_OUT, reason=as_written("no title"))]
    desk.queue.todo.bring(desk.queue.job(job), [], asked, lambda *_: pytest.fail("no study is met"))


@pytest.mark.parametrize("language", Language)
def test_what_waits_is_counted_and_leads_to_where_it_is_done(
    librarian: TestClient, calm: Services, language: Language
) -> None:
    private, reviewed = StudyId("privat"), StudyId("entwurf")
    calm.catalogue.put_studies([Study(id=private, titles={})], by="anna", held=[private])
    calm.catalogue.add_study(Study(id=reviewed, titles={}), by="anna")
    calm.catalogue.take_step(reviewed, Step.SUBMIT, by="anna")
    calm.catalogue.record_file(record(1, FileState.FAILED))
    calm.catalogue.record_file(record(2, FileState.PARTIAL))
    ended(calm, JobKind.IMPORT, JobState.FAILED)
    question(calm)
    found = waits(librarian, language)
    assert [text.split(" ")[0] for text in found] == ["1", "2", "1", "2", "1"]
    pages = [fetch(librarian, address) for address in found.values()]
    assert texts(pages[2], "tbody td:nth-of-type(2) .hint") == [private]
    assert pages[2].select("input[name=held][checked]")


def test_the_latest_check_harvest_and_backup_are_told_with_what_was_left(
    administrator: TestClient, calm: Services, tmp_path: Path
) -> None:
    ended(calm, JobKind.CHECK, JobState.DONE, {"found": [], "found_counts": {Fault.FILE_LOST.value: 2}})
    ended(calm, JobKind.CHECK, JobState.CANCELLED)
    ended(calm, JobKind.HARVEST, JobState.DONE, {})
    archive = tmp_path / "library.zip"
    archive.write_bytes(b"zip")
    note_backup(calm.settings, archive, NOW)
    page = fetch(administrator, HOME)
    check, harvest, backup = texts(page, ".upkeep dd")
    assert check.endswith(", 2 faults")
    assert harvest != "never yet"
    assert backup == "1 Mar 2026, 01:00, library.zip (3 bytes)"
    assert links(page, ".upkeep a") == {"Last check": "/en/desk/check", "Last harvest": "/en/desk/harvests"}


def test_a_librarian_is_told_of_checks_and_not_led_to_their_page(librarian: TestClient) -> None:
    assert links(fetch(librarian, HOME), ".upkeep a") == {"Last harvest": "/en/desk/harvests"}


def test_files_that_were_not_read_are_listed_with_the_reason_and_their_studies(
    librarian: TestClient, calm: Services
) -> None:
    assert "All files were read in full." in fetch(librarian, FILES).get_text()
    bad = record(1, FileState.FAILED, "<b> it is locked")
    calm.catalogue.record_file(bad)
    calm.catalogue.record_file(record(0, FileState.PARTIAL))
    file = StudyFile(sha256=bad.sha256, name=bad.name, size=1)
    calm.catalogue.put_study(Study(id=StudyId("entwurf"), titles={}, files=(file,)), state=StudyState.DRAFT)
    page = fetch(librarian, FILES)
    assert texts(page, ".todo h2") == ["file-001.pdf", "file-000.pdf"]
    assert texts(page, ".todo .hint") == ["Not read · 1 of 4 pages", "Read in part · 1 of 4 pages"]
    assert links(page, ".todo a") == {"entwurf": "/en/desk/studies/entwurf"}
    assert not page.select(".todo b")


def test_many_files_are_listed_page_by_page(librarian: TestClient, calm: Services) -> None:
    for number in range(PER_PAGE + 1):
        calm.catalogue.record_file(record(number, FileState.FAILED))
    page = fetch(librarian, FILES)
    assert len(page.select(".todo li")) == PER_PAGE
    assert links(page, ".paging a") == {"Next": "?page=2"}
    assert texts(fetch(librarian, f"{FILES}?page=2"), ".todo h2") == [f"file-{PER_PAGE:03}.pdf"]
