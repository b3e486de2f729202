"""Why something was left out or not read: in the language of whoever reads it."""

import json
from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text

from corpus.catalogue.jobs import JobBook
from corpus.jobs import JobState
from corpus.people.permissions import Permission
from index.errors import IndexBusyError
from search_api.services import Services
from search_api.telling import reason_of
from tests.search_api.jobs.conftest import submitted
from tests.search_api.web.desk.test_inbox import Files, send, shown, work

LANGUAGES = ("fr", "nl", "en")
HEADER = "Identifiant;Titre;Commanditaire;Date;Montant;Fichier;Remarque\n"
FILES: Files = [
    ("files", ("inventaire.csv", HEADER + "a;Le péage;;31/02/2021;-5;a.docx;\n;;;2021;;;\n")),
    ("files", ("a.docx", "")),
    ("files", ("inventaire2.csv", "Nom;Prénom\nDupont;Anne\n")),
]
SAYS = {
    "inventory.no-header": ("une ligne d'en-tête", "een kopregel zoals", "a header row such as"),
    "date.no-day": ("il n'y a pas de jour 31/02/2021", "er is geen dag 31/02/2021", "there is no day 31/02"),
    "amount.negative": ("c'est un montant négatif", "het is een negatief bedrag", "it is a negative amount"),
    "row.nameless": ("elle n'a ni titre ni fichier", "ze heeft geen titel", "it has neither a title nor"),
    "file.empty": ("le fichier est vide (0 octet)", "het bestand is leeg (0 bytes)", "the file is empty (0"),
}
NOTES = ("cette colonne n'est pas connue", "deze kolom is niet gekend", "this column is not known")


@pytest.fixture
def brought(desk: Services, librarian: TestClient) -> TestClient:
    """The browser of a librarian after an import in which much is wrong."""
    send(librarian, files=FILES)
    work(desk)
    return librarian


@pytest.fixture
def program(visitor: TestClient, token: Callable[..., dict[str, str]]) -> TestClient:
    visitor.headers.update(token(Permission.READ, Permission.EDIT, Permission.IMPORT))
    return visitor


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_what_was_wrong_in_its_language(brought: TestClient, language: str) -> None:
    html = shown(brought, f"/{language}/desk/inbox")
    told = html.select_one(".todo")
    assert told is not None
    for kind, words in SAYS.items():
        assert words[LANGUAGES.index(language)] in told.get_text().lower(), kind
    assert told.select("[lang]") == []
    assert NOTES[LANGUAGES.index(language)] in html.select("details li")[0].text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_program_is_told_in_the_language_that_it_asks_for(
    brought: TestClient, program: TestClient, language: str
) -> None:
    program.headers["Accept-Language"] = language
    todos = program.get("/api/v1/todo").json()["todo"]
    told = "\n".join(todo["reason"] for todo in todos)
    for kind, words in SAYS.items():
        assert words[LANGUAGES.index(language)] in told, kind
    (job,) = program.get("/api/v1/imports").json()["imports"]
    assert NOTES[LANGUAGES.index(language)] in job["report"]["notes"][0]
    dismissed = program.post(f"/api/v1/todo/{todos[0]['id']}/dismiss").json()
    assert dismissed["reason"] == todos[0]["reason"]


def test_what_an_earlier_version_wrote_down_is_shown_as_it_is(
    desk: Services, brought: TestClient, program: TestClient
) -> None:
    (job,) = desk.queue.jobs()
    report = {**job.report, "notes": ["inventaire.csv: an old note"]}
    with desk.catalogue._engine.begin() as connection:
        connection.execute(text("UPDATE todo SET reason = 'an old sentence'"))
        connection.execute(text("UPDATE job SET reason = 'an old fault'"))
        connection.execute(text("UPDATE job SET report = :report"), {"report": json.dumps(report)})
    html = shown(brought, "/fr/desk/inbox")
    assert {one.text for one in html.select(".todo [lang=en]")} == {"An old sentence."}
    assert [one.text for one in html.select("td p[lang=en]")] == ["an old fault"]
    assert html.select("details li")[0].text == "inventaire.csv: an old note"
    (told,) = program.get("/api/v1/imports", headers={"Accept-Language": "fr"}).json()["imports"]
    assert (told["reason"], told["report"]["notes"]) == ("an old fault", ["inventaire.csv: an old note"])


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "un autre processus tient l'index"), ("nl", "een ander proces houdt de index vast")],
)
def test_a_job_that_failed_says_why(
    desk: Services, librarian: TestClient, program: TestClient, language: str, words: str
) -> None:
    job = submitted(desk.queue, {"a.txt": "a"})
    failure = reason_of(IndexBusyError(desk.settings.data_dir))
    book = desk.catalogue.beside(JobBook)
    begun = book.begin(job.kind)
    assert begun
    book.end(begun, JobState.FAILED, why=failure)
    assert words in shown(librarian, f"/{language}/desk/inbox").text
    told = program.get(f"/api/v1/imports/{job.id}", headers={"Accept-Language": language}).json()
    assert words in told["reason"]
    assert str(desk.settings.data_dir) not in json.dumps(told)
