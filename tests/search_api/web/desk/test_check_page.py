"""The page on which an administrator checks the library."""

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from corpus.jobs import JobId, JobKind, JobState
from ingest.watch import Unwatched
from models.language import Language
from search_api.checking.findings import Fault
from search_api.jobs.worker import do_here
from search_api.services import Services
from search_api.web.desk.check_view import SHOWN
from search_api.wiring import looking
from tests.search_api.web.desk.conftest import csrf
from tests.search_api.web.desk.test_inbox import press, shown
from tests.search_api.web.pages import fetch, links, texts

PAGE = "/en/desk/check"


def reported(desk: Services, report: dict[str, object], **asked: bool) -> JobId:
    """Enter a check as the worker leaves it."""
    job = desk.queue.submit(JobKind.CHECK, by="anna", asked=asked)
    begun = desk.queue.book.begin(JobKind.CHECK)
    assert begun
    desk.queue.book.end(begun, JobState.DONE, report=report)
    return job


def found(*findings: tuple[Fault, str, str], name: str = "found") -> dict[str, object]:
    counts: dict[str, int] = {}
    for fault, _, _ in findings:
        counts[fault.value] = counts.get(fault.value, 0) + 1
    told = [{"fault": fault.value, "which": which, "detail": detail} for fault, which, detail in findings]
    return {name: told, f"{name}_counts": counts}


def test_a_check_is_begun_done_by_the_worker_and_told_without_a_script(
    administrator: TestClient, desk: Services
) -> None:
    assert not shown(administrator, PAGE).select(".fault")
    press(administrator, "Check now", PAGE)
    waiting = shown(administrator, PAGE)
    assert "Waits" in waiting.select("#going")[0].text
    assert not waiting.find(string="Check now")
    with looking(desk.settings) as library:
        do_here(library, JobKind.CHECK, Unwatched())
    page = shown(administrator, PAGE)
    assert "The search cannot be used (1)" in texts(page, ".fault h3"), "this copy of the library has none"
    assert not page.select("#going")
    press(administrator, "Repair what can be repaired", PAGE)
    assert [job.asked["repair"] for job in desk.queue.jobs(JobKind.CHECK)] == [True, False]
    press(administrator, "Stop", PAGE)
    assert desk.queue.jobs(JobKind.CHECK)[0].state is JobState.CANCELLED


@pytest.mark.parametrize("language", Language)
def test_every_fault_is_told_with_what_to_do_about_it(
    administrator: TestClient, desk: Services, language: Language
) -> None:
    reported(desk, found(*((fault, "titres-services", "a.pdf") for fault in Fault)))
    page = fetch(administrator, f"/{language}/desk/check")
    assert len(set(texts(page, ".fault h3"))) == len(Fault)
    assert all(texts(page, ".fault > p"))


def test_findings_lead_to_their_studies_and_many_of_one_kind_are_counted(
    administrator: TestClient, desk: Services
) -> None:
    (file,) = desk.catalogue.study("titres-services").files[:1]  # type: ignore[arg-type]
    missing = [(Fault.MISSING_FROM_INDEX, f"etude-{number}", "") for number in range(SHOWN + 2)]
    reported(desk, found(*missing, (Fault.FILE_LOST, file.sha256, "<b>.pdf")))
    page = fetch(administrator, PAGE)
    assert links(page, ".fault a")["titres-services"] == "/en/desk/studies/titres-services"
    assert "and 2 more" in texts(page, ".fault li")
    assert not page.select(".fault b")


def test_what_was_mended_is_told_with_what_is_left(administrator: TestClient, desk: Services) -> None:
    lost = (Fault.FILE_LOST, "a" * 64, "a.pdf")
    left = found(lost, name="left")
    reported(desk, {**found(lost, (Fault.FILE_LEFT_OVER, "half", "")), **left}, repair=True)
    page = fetch(administrator, PAGE)
    assert "1 fault is mended." in page.get_text()
    assert texts(page, ".fault h3") == ["Files are lost (1)"]
    assert not page.find(string="Repair what can be repaired"), "what is lost cannot be repaired"


def test_a_page_that_awaits_a_check_is_told_to_load_itself_anew_when_it_is_over(
    administrator: TestClient, desk: Services
) -> None:
    job = desk.queue.submit(JobKind.CHECK, by="anna", asked={})
    asking = {"HX-Request": "true"}
    going = administrator.get(PAGE, headers=asking)
    assert BeautifulSoup(going.text, "lxml").select("#going[hx-trigger]")
    desk.queue.cancel(job)
    assert administrator.get(PAGE, headers=asking).headers["HX-Refresh"] == "true"
    assert "HX-Refresh" not in administrator.get(PAGE).headers


def test_an_import_is_not_led_from_the_page_of_checks_nor_a_check_from_the_inbox(
    administrator: TestClient, desk: Services
) -> None:
    check = desk.queue.submit(JobKind.CHECK, by="anna", asked={})
    other = desk.queue.submit(JobKind.IMPORT, by="anna", asked={})
    proof = csrf(administrator, PAGE)
    for address in (f"{PAGE}/jobs/{other}", f"/en/desk/inbox/jobs/{check}"):
        assert administrator.post(address, data={**proof, "do": "cancel"}).status_code == 404
    assert {job.state for job in desk.queue.book.jobs()} == {JobState.QUEUED}
