"""Personal data that stood in the description of a study: no page, answer or command tells it any more."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from corpus.life import Step, StudyState
from corpus.people.permissions import Permission, Role
from corpus.people.person import PersonName
from corpus.personal import Verdict
from corpus.redaction import BAR
from corpus.study import StudyId
from ingest.watch import Unwatched
from models.language import Language
from search_api.app import create_app
from search_api.cli.main import app
from search_api.editing.acts import take_step
from search_api.editing.desks import AtOnce
from search_api.ingesting.ingest import ingest
from search_api.library import Library
from search_api.personal.deciding import decide
from search_api.personal.findings import StudyFinding, findings_of
from search_api.settings import Settings
from search_api.wiring import open_services, writing

STUDY, BESIDE = StudyId("appel"), StudyId("voisine")
PHONE, PERSON = "0470 12 34 56", "Bertrand Lacroix"
SECRETS = ("0470", "Lacroix")
TEXT = "Le logement social des ménages de la Région, mesuré quartier par quartier. " * 5
HEADER = "Identifiant;Titre;Auteur;Fichiers\n"
PASSWORD = "correct horse battery"
EVERYTHING = (Permission.READ, Permission.EDIT, Permission.PUBLISH)
COMMANDS = (
    ("studies", "history", STUDY),
    ("studies", "history", STUDY, "--json"),
    ("studies", "compare", STUDY, "1", "3"),
    ("studies", "compare", STUDY, "1", "3", "--json"),
    ("studies", "show", STUDY, "--all", "--json"),
    ("studies", "list", "--all"),
    ("personal-data", STUDY, "--json"),
    ("todo", "list", "--all", "--json"),
)


def write(folder: Path, title: str, text: str = TEXT) -> Path:
    folder.mkdir(exist_ok=True)
    rows = f"{STUDY};{title};Bureau;appel.txt\n{BESIDE};Voisine;;\n"
    (folder / "inventaire.csv").write_text(HEADER + rows, encoding="utf-8")
    (folder / "appel.txt").write_text(f"L'étude\n\n{text}\n", encoding="utf-8")
    return folder


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data", encoder="static", search_rate=0, suggest_rate=0, workers=1)


@pytest.fixture
def library(settings: Settings, tmp_path: Path) -> Iterator[Library]:
    """A library with a study whose title says whom to call, and that waits in review therefore."""
    with writing(settings) as library:
        folder = tmp_path / "in"
        ingest(library, [write(folder, f"Contact : M. {PERSON}, {PHONE}")], Unwatched())
        assert library.catalogue.standing(STUDY).state is StudyState.IN_REVIEW
        yield library


def findings(library: Library) -> list[StudyFinding]:
    return list(findings_of(library, library.catalogue.everything().study(STUDY)))


def redact(library: Library, *texts: str) -> None:
    wanted = {one.key: Verdict.REDACTED for one in findings(library) if one.text in texts}
    assert wanted
    decide(library, STUDY, wanted, Unwatched(), by="bram")


@pytest.fixture
def redacted(library: Library) -> Library:
    """The same when it was redacted and published."""
    redact(library, PERSON, PHONE)
    take_step(AtOnce(library, Unwatched()), STUDY, Step.PUBLISH, by="anna")
    return library


@pytest.fixture
def client(settings: Settings, redacted: Library) -> Iterator[TestClient]:
    services = open_services(settings, pipeline=True)
    services.people.create(PersonName("anna"), Role.LIBRARIAN, PASSWORD, by="test")
    headers = {"Origin": "http://testserver"}
    with TestClient(create_app(services), follow_redirects=False, headers=headers) as client:
        yield client
    services.close()


@pytest.fixture
def program(client: TestClient) -> dict[str, str]:
    services = client.app.state.services  # type: ignore[attr-defined]
    _, secret = services.people.make_token(PersonName("anna"), "test", EVERYTHING, by="test")
    return {"Authorization": f"Bearer {secret}"}


def addresses(client: TestClient) -> Iterator[str]:
    """Yield an address of everything that can be read, as it is about the study."""
    contexts = iter_route_contexts(client.app.routes)  # type: ignore[attr-defined]
    values = {"{study}": STUDY, "{first}": STUDY, "{second}": BESIDE, "{n}": "1", "{number}": "1"}
    for context in contexts:
        path = context.path or ""
        if "GET" in (context.methods or ()) and "sign" not in path:
            for name, value in {**values, "{language:lang}": "fr", "{year}": "2020"}.items():
                path = path.replace(name, value)
            yield path


def told_by(client: TestClient, program: dict[str, str]) -> dict[str, str]:
    """Return what addresses tell a librarian who is signed in, and their program."""
    client.post("/fr/desk/sign-in", data={"name": "anna", "password": PASSWORD})
    two, found = "?first=1&second=3", "?q=logement"
    asked = [path + query for path in set(addresses(client)) for query in ("", two, found)]
    told = {path: client.get(path, headers=program if "/api/" in path else {}).text for path in asked}
    late, desk = {**program, "If-Match": '"1"'}, f"/api/v1/desk/studies/{STUDY}"
    return {
        **told,
        "conflict": client.patch(f"/api/v1/studies/{STUDY}", json={}, headers=late).text,
        "late step": client.post(f"{desk}/steps", json={"step": "submit"}, headers=late).text,
        "late revert": client.post(f"{desk}/revert", json={"to": 1}, headers=late).text,
    }


def test_no_address_and_no_command_tells_what_was_redacted_in_a_record_and_its_history(
    client: TestClient, program: dict[str, str], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAVOIR_DATA_DIR", str(settings.data_dir))
    told = told_by(client, program)
    for command in COMMANDS:
        ran = CliRunner().invoke(app, command, env={"COLUMNS": "300"})
        assert ran.exit_code == 0, (command, ran.output)
        told[" ".join(command)] = ran.stdout
    assert {place for place, text in told.items() if any(secret in text for secret in SECRETS)} == set()
    desk = f"/desk/studies/{STUDY}"
    for place in (
        f"/api/v1{desk}",
        f"/api/v1{desk}/history",
        f"/fr{desk}/history",
        f"/fr/study/{STUDY}",
        f"studies history {STUDY} --json",
    ):
        assert BAR in told[place], place
    for place in ("conflict", "late step", "late revert"):
        assert "stale-revision" in told[place]
    for place in ("conflict", "late step", "late revert", f"/api/v1{desk}/compare?first=1&second=3"):
        assert '"redacted"' in told[place]
    assert "Masqué" in told[f"/fr{desk}/history"]
    assert "Be…ix" in told[f"/fr{desk}/history"]


def test_an_earlier_state_comes_back_without_it(
    client: TestClient, program: dict[str, str], redacted: Library
) -> None:
    revision = redacted.catalogue.everything().record(STUDY).revision
    late = {**program, "If-Match": f'"{revision}"'}
    back = client.post(f"/api/v1/desk/studies/{STUDY}/revert", json={"to": 1}, headers=late)
    assert back.json()["titles"] == {"fr": f"Contact : M. {BAR}, {BAR}"}
    assert back.json()["state"] == "published"


def test_what_only_the_history_says_is_redacted_too(library: Library) -> None:
    corrected = replace(library.catalogue.everything().study(STUDY), titles={Language.FR: "Appeler"})
    library.catalogue.put_study(corrected, by="anna")
    assert {one.text: one.waits for one in findings(library) if one.earlier} == {PERSON: False, PHONE: False}
    take_step(AtOnce(library, Unwatched()), STUDY, Step.PUBLISH, by="anna")
    redact(library, PERSON, PHONE)
    assert findings(library) == []
    assert library.catalogue.study_after(STUDY, 1).titles == {Language.FR: f"Contact : M. {BAR}, {BAR}"}
    assert library.catalogue.study(STUDY) == corrected


def test_the_next_inventory_does_not_bring_it_back(redacted: Library, tmp_path: Path) -> None:
    title = f"Contact : M. {PERSON}, +32 (0)470/12.34.56 le soir"
    ingest(redacted, [write(tmp_path / "in", title)], Unwatched())
    assert redacted.catalogue.study(STUDY).titles == {Language.FR: f"Contact : M. {BAR}, {BAR} le soir"}
    assert not [one for one in SECRETS if one in repr(redacted.catalogue.history(STUDY))]
    ingest(redacted, [write(tmp_path / "in", f"Entretien avec {PERSON}")], Unwatched())
    assert redacted.catalogue.study(STUDY).titles == {Language.FR: f"Entretien avec {BAR}"}


def test_a_librarian_who_writes_it_again_has_it_wait_in_review(
    client: TestClient, program: dict[str, str], redacted: Library
) -> None:
    revision = redacted.catalogue.everything().record(STUDY).revision
    change, seen = {"titles": {"fr": f"Entretien avec {PERSON}"}}, {**program, "If-Match": f'"{revision}"'}
    answer = client.patch(f"/api/v1/studies/{STUDY}", json=change, headers=seen)
    assert answer.json()["state"] == "in-review"
    (one,) = findings(redacted)
    assert (one.text, one.why, one.waits) == (PERSON, "redacted_before", True)
    redact(redacted, PERSON)
    assert redacted.catalogue.everything().study(STUDY).titles == {Language.FR: f"Entretien avec {BAR}"}
    assert PERSON not in repr(redacted.catalogue.history(STUDY))


def test_what_is_redacted_in_a_file_leaves_the_records_of_all_studies_that_hold_it(
    library: Library, tmp_path: Path
) -> None:
    text = f"{TEXT} Occupant : M. {PERSON}, GSM 0470/12.34.56."
    rows = f"{STUDY};Parler à {PERSON};{PERSON};appel.txt\n{BESIDE};Parler au {PHONE};;\n"
    folder = write(tmp_path / "in", "", text)
    (folder / "inventaire.csv").write_text(HEADER + rows, encoding="utf-8")
    ingest(library, [folder], Unwatched())
    everything = library.catalogue.everything()
    files = everything.study(STUDY).files
    library.catalogue.put_study(replace(everything.study(BESIDE), files=files), by="anna")
    redact(library, PERSON, "0470/12.34.56")
    assert everything.study(STUDY).titles == {Language.FR: f"Parler à {BAR}"}
    assert everything.study(STUDY).contractor == PERSON, "who wrote a study is told whoever it speaks of"
    assert everything.study(BESIDE).titles == {Language.FR: f"Parler au {BAR}"}
    assert PHONE not in repr([library.catalogue.history(one) for one in (STUDY, BESIDE)])
    ingest(library, [folder], Unwatched())
    assert everything.study(STUDY).contractor == PERSON
    take_step(AtOnce(library, Unwatched()), STUDY, Step.PUBLISH, by="anna")
    assert library.catalogue.study(STUDY).titles == {Language.FR: f"Parler à {BAR}"}


def test_what_somebody_called_harmless_in_a_record_stays_when_its_file_is_redacted(
    library: Library, tmp_path: Path
) -> None:
    ingest(library, [write(tmp_path / "in", f"Appeler le {PHONE}", f"{TEXT} GSM {PHONE}.")], Unwatched())
    in_record, in_file = (one for one in findings(library) if one.text == PHONE)
    decide(library, STUDY, {in_record.key: Verdict.HARMLESS}, Unwatched(), by="anna")
    decide(library, STUDY, {in_file.key: Verdict.REDACTED}, Unwatched(), by="anna")
    assert library.catalogue.everything().study(STUDY).titles == {Language.FR: f"Appeler le {PHONE}"}
