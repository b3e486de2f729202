"""The inbox: files that librarians bring in, and what they leave to decide."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from fastapi.testclient import TestClient

from corpus.jobs import JobKind, JobState, TodoKind
from corpus.life import StudyState
from corpus.study import StudyId
from ingest.watch import Unwatched
from models.language import Language
from search_api.jobs.worker import do_here
from search_api.services import Services
from search_api.wiring import looking
from tests.search_api.jobs.conftest import HEADER, TEXT
from tests.search_api.web.desk.conftest import csrf

PAGE = "/en/desk/inbox"
TABLE = HEADER + "peage;Le péage;Bruxeles Mobilté;2021;1.250;a.txt\n"
Files = list[tuple[str, tuple[str, str]]]
FILES: Files = [("files", ("inventaire.csv", TABLE)), ("files", ("a.txt", TEXT))]


def send(client: TestClient, page: str = PAGE, files: Files = FILES) -> None:
    answer = client.post(page, data=csrf(client, page), files=files)
    assert answer.status_code == 303, answer.text
    assert answer.headers["location"] == page


def work(desk: Services) -> None:
    with looking(desk.settings) as library:
        do_here(library, JobKind.IMPORT, Unwatched())


def shown(client: TestClient, page: str = PAGE) -> BeautifulSoup:
    answer = client.get(page)
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "lxml")


def press(client: TestClient, button: str, page: str = PAGE) -> None:
    """Press a button of the page by what it says, as a browser without scripts does."""
    found = next(one for one in shown(client, page).select("button[name]") if one.text == button)
    form = found.find_parent("form")
    assert form is not None
    fields = {str(one["name"]): str(one["value"]) for one in form.select("input[type=hidden]")}
    answer = client.post(str(form["action"]), data={**fields, str(found["name"]): str(found["value"])})
    assert answer.status_code == 303, answer.text


def test_files_are_sent_done_and_decided_without_a_script(desk: Services, librarian: TestClient) -> None:
    send(librarian)
    waiting = shown(librarian)
    (row,) = waiting.select("tr[data-events]")
    assert "inventaire.csv, a.txt" in row.text
    assert "Waits" in row.text
    work(desk)
    done = shown(librarian)
    assert done.select("tr[data-events]") == []
    assert "1 study" in done.text
    assert [one.text.split(" · ")[0] for one in done.select(".todo h3")] == [
        "An unknown administration",
        "A doubtful amount",
    ]
    press(librarian, "€1,250")
    press(librarian, "Leave it as it is")
    assert "Nothing is left to decide." in shown(librarian).text
    study = StudyId("peage")
    assert str(desk.catalogue.everything().study(study).cost).count("1250")
    assert desk.catalogue.standing(study).state is StudyState.DRAFT
    assert desk.catalogue.history(study)[-1].by == "librarian"


def test_an_unknown_name_is_added_to_the_list_and_its_question_is_settled(
    desk: Services, librarian: TestClient
) -> None:
    send(librarian)
    work(desk)
    link = shown(librarian).find("a", string="Add to the list of administrations")
    assert isinstance(link, Tag)
    names = [str(one["value"]) for one in shown(librarian, str(link["href"])).select("[name^='names.']")]
    (question,) = (
        todo.question
        for todo in desk.queue.todo.todos()
        if todo.question.kind is TodoKind.UNKNOWN_ADMINISTRATION
    )
    assert names == [question.value] * 3
    form = {**csrf(librarian, PAGE), "kind": "agency", "id": "added"}
    form |= {f"names.{code}": str(question.value) for code in ("fr", "nl", "en")}
    assert librarian.post("/en/desk/new-administration", data=form).status_code == 303
    assert [one.text.split(" · ")[0] for one in shown(librarian).select(".todo h3")] == ["A doubtful amount"]
    assert desk.catalogue.everything().study(StudyId("peage")).administrations == ("added",)


@pytest.mark.parametrize("first", ["nl", "Take the file out of the study"])
def test_two_questions_of_one_file_are_answered_in_either_order(
    desk: Services, librarian: TestClient, first: str
) -> None:
    table = HEADER + "chiffres;Les chiffres;;2021;;a.pdf\n"
    files = [("files", ("inventaire.csv", table)), ("files", ("a.pdf", "12 34 56\n"))]
    send(librarian, files=files)
    work(desk)
    assert len(shown(librarian).select(".todo li")) == 2
    press(librarian, first)
    if first == "nl":
        press(librarian, "Take the file out of the study")
    assert "Nothing is left to decide." in shown(librarian).text
    assert desk.catalogue.everything().study(StudyId("chiffres")).files == ()


def test_the_questions_of_a_file_go_with_it_to_another_study(desk: Services, librarian: TestClient) -> None:
    table = HEADER + "chiffres;Les chiffres;;2021;;\n"
    send(librarian, files=[("files", ("inventaire.csv", table)), ("files", ("chiffre.txt", "12 34 56\n"))])
    work(desk)
    press(librarian, "Les chiffres")
    press(librarian, "nl")
    (file,) = desk.catalogue.everything().study(StudyId("chiffres")).files
    assert (file.name, file.language) == ("chiffre.txt", Language.NL)
    assert "Nothing is left to decide." in shown(librarian).text


def test_an_import_that_waits_is_stopped(desk: Services, librarian: TestClient) -> None:
    send(librarian)
    press(librarian, "Stop")
    assert [job.state for job in desk.queue.jobs()] == [JobState.CANCELLED]
    assert "Stopped" in shown(librarian).text


def test_a_form_of_another_site_leaves_nothing(desk: Services, librarian: TestClient) -> None:
    for proof in ({}, {"csrf": "0" * 48}):
        assert librarian.post(PAGE, data=proof, files=FILES).status_code == 403
    stranger = librarian.post(
        PAGE, data=csrf(librarian, PAGE), files=FILES, headers={"Origin": "http://evil"}
    )
    assert stranger.status_code == 403
    assert desk.queue.jobs() == []
    inbox = desk.settings.data_dir / "inbox"
    assert not inbox.exists() or list(inbox.iterdir()) == []


def test_who_is_not_signed_in_is_asked_to(visitor: TestClient) -> None:
    for answer in (visitor.get(PAGE), visitor.post(PAGE, files=FILES)):
        assert answer.status_code in (303, 401)


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_the_inbox_speaks_every_language(desk: Services, librarian: TestClient, language: str) -> None:
    page = f"/{language}/desk/inbox"
    send(librarian, page)
    work(desk)
    html = shown(librarian, page)
    assert html.html is not None
    assert html.html["lang"] == language
    assert len(html.select(".todo h3")) == 2


def test_the_script_reads_what_the_events_send() -> None:
    script = (Path(__file__).parents[4] / "search_api/web/static/progress.js").read_text()
    assert set(re.findall(r"job\.(\w+)", script)) <= {"total", "done"}
