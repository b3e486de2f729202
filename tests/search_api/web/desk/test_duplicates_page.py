"""Pairs of studies at the desk: side by side, decided about, and undone."""

from collections.abc import Callable
from dataclasses import replace

from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from corpus.duplicates.decisions import Act
from corpus.jobs import JobKind, JobState
from corpus.people.permissions import Permission
from corpus.study import StudyId
from index.lock import writer_lock
from ingest.watch import Unwatched
from search_api.jobs.queue import JobQueue
from search_api.jobs.worker import do_here
from search_api.services import Services
from search_api.wiring import looking
from tests.search_api.web.desk.conftest import LIBRARIAN, csrf
from tests.search_api.web.desk.test_editing_pages import fields, send
from tests.search_api.web.desk.test_inbox import press, shown
from tests.search_api.web.pages import fetch

LIST = "/en/desk/duplicates"
TOLL = StudyId("peage-urbain-menages")
UNDOING = "form[action$=undo]"
PAIR = f"{LIST}/peage-urbain-menages/titres-services"


def test_two_studies_lie_side_by_side_in_words(librarian: TestClient) -> None:
    page = BeautifulSoup(librarian.get(PAIR).text, "lxml")
    rows = {row.th.get_text(" ", strip=True): row for row in page.select("tbody tr") if row.th}
    assert [cell.text for cell in rows["Author differs"].select("td")] == ["Bureau d'études Exemple", "–"]
    assert "€185,000 (VAT excluded)" in rows["Cost differs"].text
    assert "State" in rows, "both are published"


def test_a_decision_is_kept_with_who_made_it_and_undone(librarian: TestClient, desk: Services) -> None:
    form = fields(fetch(librarian, PAIR), "form.fields")
    assert send(librarian, PAIR, form, choice="first-newer").headers["location"] == LIST
    (decision,) = desk.catalogue.pair_decisions()
    assert (decision.by, decision.first) == (LIBRARIAN, "peage-urbain-menages")
    assert "is a newer edition of" in librarian.get(LIST).text
    undoing = fields(fetch(librarian, LIST), UNDOING)
    assert send(librarian, f"{LIST}/undo", undoing).status_code == 303
    assert "Decision 1 was undone" in librarian.get(LIST).text


def test_what_cannot_be_decided_is_told(librarian: TestClient, desk: Services) -> None:
    proof = csrf(librarian, PAIR)
    assert librarian.post(PAIR, data={**proof, "choice": "maybe"}).status_code == 422
    assert librarian.post(f"{LIST}/undo", data={**proof, "number": "x"}).status_code == 422
    assert librarian.post(f"{LIST}/undo", data={**proof, "number": "7"}).status_code == 404
    assert librarian.get(f"{LIST}/rien/titres-services").status_code == 404
    form = fields(fetch(librarian, PAIR), "form.fields")
    assert send(librarian, PAIR.replace("titres-services", TOLL), form, choice="apart").status_code == 409
    assert desk.catalogue.pair_decisions() == []


def test_a_merge_and_its_undoing_wake_the_worker_and_do_not_wait_for_the_index(
    librarian: TestClient, desk: Services, followed: list[JobQueue]
) -> None:
    with writer_lock(desk.settings.data_dir / "index"):
        form = fields(fetch(librarian, PAIR), "form.fields")
        assert send(librarian, PAIR, form, choice="keep-first").status_code == 303
        undoing = fields(fetch(librarian, LIST), UNDOING)
        assert send(librarian, f"{LIST}/undo", undoing).status_code == 303
    assert followed == [desk.queue] * 2
    assert [one.act for one in desk.catalogue.pair_decisions()] == [Act.MERGE, Act.UNDO]


def test_a_comparison_is_begun_once_shown_while_it_goes_on_and_stopped(
    librarian: TestClient, desk: Services
) -> None:
    proof = csrf(librarian, PAIR)
    for _ in range(2):
        assert librarian.post(f"{LIST}/find", data=proof).headers["location"] == LIST
    (job,) = desk.queue.jobs(JobKind.COMPARE)
    assert (job.by, job.state) == (LIBRARIAN, JobState.QUEUED)
    waiting = shown(librarian, LIST)
    assert "Comparison of all studies Waits" in waiting.select("#going[hx-trigger]")[0].text
    assert not waiting.find(string="Compare all studies now")
    assert librarian.post(f"/en/desk/inbox/jobs/{job.id}", data={**proof, "do": "cancel"}).status_code == 404
    press(librarian, "Stop", LIST)
    assert desk.queue.job(job.id).state is JobState.CANCELLED
    assert librarian.get(LIST, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


def test_what_the_worker_found_is_listed_when_the_comparison_is_over(
    librarian: TestClient, desk: Services
) -> None:
    desk.catalogue.add_study(replace(desk.catalogue.study(TOLL), id=StudyId("copie")), by="anna")
    press(librarian, "Compare all studies now", LIST)
    with looking(desk.settings) as library:
        do_here(library, JobKind.COMPARE, Unwatched())
    page = shown(librarian, LIST)
    assert page.select(f"a[href='{LIST}/copie/{TOLL}']")
    assert "Last comparison:" in page.text
    assert not page.select("#going")


def test_programs_begin_a_comparison_follow_it_and_stop_it(
    visitor: TestClient, desk: Services, token: Callable[..., dict[str, str]]
) -> None:
    may = token(Permission.EDIT, Permission.READ)
    begun = visitor.post("/api/v1/desk/comparisons", headers=may)
    assert (begun.status_code, begun.json()["state"]) == (202, JobState.QUEUED)
    again = visitor.post("/api/v1/desk/comparisons", headers=may)
    address = f"/api/v1/desk/comparisons/{begun.json()['id']}"
    assert begun.headers["Location"] == again.headers["Location"] == address
    desk.queue.book.begin(JobKind.COMPARE)
    assert visitor.get(address, headers=may).json()["waiting"] == {}
    assert visitor.post(f"{address}/cancel", headers=may).status_code == 200
    with looking(desk.settings) as library:
        do_here(library, JobKind.COMPARE, Unwatched())
    told = visitor.get(address, headers={**may, "Accept-Language": "nl"}).json()
    assert (told["state"], told["reason"]) == ("cancelled", "een bibliothecaris heeft ze gestopt")
    assert visitor.post(f"{address}/cancel", headers=may).status_code == 409
    assert visitor.post(f"{address}/retry", headers=may).status_code == 409
    other = desk.queue.submit(JobKind.CHECK, by="anna", asked={})
    assert visitor.get(f"/api/v1/desk/comparisons/{other}", headers=may).status_code == 404
