"""Studies with personal data on their way to readers: they wait until somebody has decided."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient

from corpus.errors import UnconfirmedFindingsError
from corpus.life import Step, StudyState
from corpus.personal import Verdict
from corpus.redaction import BAR
from corpus.study import Study, StudyId
from index.points import fingerprint
from ingest.watch import Unwatched
from models.language import Language
from search_api.app import create_app
from search_api.editing.acts import revert, take_step
from search_api.editing.desks import AtOnce
from search_api.errors import FindingNotFoundError
from search_api.ingesting.indexing import wanted_fingerprints
from search_api.ingesting.ingest import ingest
from search_api.ingesting.report import IngestReport
from search_api.library import Library
from search_api.personal.deciding import decide
from search_api.personal.findings import StudyFinding, findings_of
from search_api.settings import Settings
from search_api.wiring import open_services, writing

WAITS, MASKED, REPLACED, OPEN, TITLED = map(StudyId, ("attend", "masquee", "remplacee", "ouverte", "titre"))
PERSON = "Bertrand Lacroix"
ABOUT = f"Occupant : {PERSON}, rue des Glycines 14, 1030 Schaerbeek, GSM 0470 12 34 56."
SECRETS = ("lacroix", "glycines", "0470 12 34 56")
CLEAN = "Le logement social des ménages de la Région, mesuré quartier par quartier. " * 5
HEADER = "Identifiant;Titre;Commanditaire;Auteur;Date de publication;Montant (€ HTVA);Type;Fichiers\n"


def write(folder: Path, texts: dict[StudyId, str]) -> Path:
    folder.mkdir(exist_ok=True)
    rows = [
        f"{study};{'Écrire à j.delvaux@commune.example' if study == TITLED else f'Étude {study}'};"
        f"Bruxelles Logement;Bureau;2020;2000;étude;{study}.txt\n"
        for study in texts
    ]
    (folder / "inventaire.csv").write_text(HEADER + "".join(rows), encoding="utf-8")
    for study, text in texts.items():
        (folder / f"{study}.txt").write_text(f"L'étude {study}\n\n{text}\n", encoding="utf-8")
    return folder


def about(study: StudyId) -> str:
    return f"{CLEAN}\n\n{ABOUT}\n\n{CLEAN} Ainsi parlait {PERSON} de l'étude {study}."


FIRST = {
    WAITS: about(WAITS),
    MASKED: about(MASKED),
    REPLACED: about(REPLACED),
    OPEN: f"Ouverte. {CLEAN}",
    TITLED: f"Titre. {CLEAN}",
}


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    root = tmp_path_factory.mktemp("personal")
    return Settings(data_dir=root / "data", encoder="static", search_rate=0, suggest_rate=0, workers=1)


@pytest.fixture(scope="module")
def library(settings: Settings) -> Iterator[Library]:
    with writing(settings) as library:
        yield library


@pytest.fixture(scope="module")
def report(library: Library) -> IngestReport:
    """The end of the first ingest; afterwards two of the studies are decided about and published."""
    report = ingest(library, [write(library.settings.data_dir / "texts", FIRST)], Unwatched())
    for study in (MASKED, REPLACED):
        redact(library, study, *SECRETS)
        take_step(at(library), study, Step.PUBLISH, by="anna")
    return report


@pytest.fixture(scope="module")
def client(settings: Settings, report: IngestReport) -> Iterator[TestClient]:
    assert report.to_confirm
    services = open_services(settings, pipeline=True)
    with TestClient(create_app(services), follow_redirects=False) as client:
        yield client
    services.close()


def at(library: Library) -> AtOnce:
    return AtOnce(library, Unwatched())


def found(library: Library, study: StudyId) -> dict[str, StudyFinding]:
    known = library.catalogue.everything().study(study)
    return {one.text: one for one in findings_of(library, known)}


def redact(library: Library, study: StudyId, *parts: str) -> None:
    keys = {one.key for one in found(library, study).values() if any(p in one.text.lower() for p in parts)}
    decide(library, study, dict.fromkeys(keys, Verdict.REDACTED), Unwatched(), by="anna")


def test_a_new_study_with_personal_data_waits_in_review_and_the_report_says_for_what(
    report: IngestReport,
) -> None:
    counts = {one.study: one.counts for one in report.to_confirm}
    assert counts[WAITS] == {"address": 1, "name": 1, "phone": 1}
    assert counts[TITLED] == {"email": 1}
    assert set(counts) == {WAITS, MASKED, REPLACED, TITLED}
    assert {one.study: one.state for one in report.withheld} == dict.fromkeys(counts, StudyState.IN_REVIEW)
    assert report.needs_attention


@pytest.mark.usefixtures("report")
def test_it_is_not_published_before_somebody_has_decided(library: Library) -> None:
    before = library.catalogue.history(WAITS)
    with pytest.raises(UnconfirmedFindingsError) as refused:
        take_step(at(library), WAITS, Step.PUBLISH, by="anna")
    assert refused.value.counts == {"address": 1, "name": 1, "phone": 1}
    assert not [secret for secret in SECRETS if secret in str(refused.value).lower()]
    assert library.catalogue.history(WAITS) == before


@pytest.mark.usefixtures("report")
def test_findings_tell_where_they_stand_and_what_stands_around_them(library: Library) -> None:
    one = found(library, MASKED)[PERSON]
    assert (one.file, one.where, one.places > 0) == (1, "masquee.txt", True)
    assert one.before.endswith("Occupant : ")
    assert one.after.startswith(", rue des Glycines")
    assert one.decision is not None
    assert (one.decision.by, one.decision.masked, one.decision.verdict) == ("anna", "Be…ix", "redacted")


@pytest.mark.usefixtures("report")
def test_what_is_decided_is_masked_in_the_catalogue(library: Library) -> None:
    told = (library.settings.data_dir / "catalogue.sqlite").read_bytes().lower()
    wal = library.settings.data_dir / "catalogue.sqlite-wal"
    told += wal.read_bytes().lower() if wal.exists() else b""
    assert b"redacted" in told
    assert not [secret for secret in SECRETS if secret.encode() in told]


def test_no_address_tells_what_was_redacted(client: TestClient) -> None:
    bars = set()
    for route, address in addresses(client):
        answer = client.get(address)
        assert answer.status_code < 500, address
        assert not [secret for secret in SECRETS if secret in answer.text.lower()], address
        if BAR in answer.text:
            bars.add(route)
    assert {"/{language:lang}/study/{study}/text/{n}", "/api/v1/search", "/{language:lang}"} <= bars


def addresses(client: TestClient) -> Iterator[tuple[str, str]]:
    contexts = iter_route_contexts(client.app.routes)  # type: ignore[attr-defined]
    values = {"{language:lang}": "fr", "{study}": MASKED, "{n}": "1", "{year}": "2020", "{number}": "1"}
    for route in sorted({context.path for context in contexts if context.path}):
        path = route
        for name, value in values.items():
            path = path.replace(name, value)
        for query in ("", "?q=occupant+étude", "?q=occupant+étude&mode=keyword", "?format=json"):
            yield route, path + query


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "en cours de remplacement"), ("nl", "wordt vervangen"), ("en", "being replaced")],
)
def test_the_file_itself_is_not_served_and_its_pages_say_so(
    client: TestClient, language: str, words: str
) -> None:
    address = f"/api/v1/studies/{MASKED}/files/1"
    answer = client.get(address, headers={"Accept-Language": language, "If-None-Match": "*"})
    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/file-being-replaced")
    assert words in answer.json()["detail"]
    assert client.head(address).status_code == 404
    for page in (f"/{language}/study/{MASKED}", f"/{language}/study/{MASKED}/text/1"):
        shown = BeautifulSoup(client.get(page).text, "lxml")
        assert words in shown.get_text()
        assert not shown.select(f"a[href^='{address}']")
        assert address not in client.get(page).text


def test_a_program_is_told_that_a_file_is_being_replaced(client: TestClient) -> None:
    (file,) = client.get(f"/api/v1/studies/{MASKED}").json()["files"]
    assert file["being_replaced"] is True
    (file,) = client.get(f"/api/v1/studies/{OPEN}").json()["files"]
    assert file["being_replaced"] is False


@pytest.mark.usefixtures("report")
def test_a_decision_is_about_the_file_whatever_study_holds_it(library: Library) -> None:
    known = library.catalogue.everything().study(MASKED)
    library.catalogue.put_study(replace(known, id=StudyId("copie")), state=StudyState.DRAFT)
    assert found(library, StudyId("copie"))[PERSON].decision is not None
    library.catalogue.remove_study(StudyId("copie"))


@pytest.mark.usefixtures("report")
def test_the_index_follows_what_is_decided_and_nothing_else(library: Library) -> None:
    print_of = wanted_fingerprints(library.catalogue)
    assert library.home.contents() == print_of
    study = library.catalogue.study(OPEN)
    record = library.catalogue.file(study.files[0].sha256)
    assert record is not None
    assert print_of[OPEN] == fingerprint(study, [record.updated.isoformat()])
    one = found(library, MASKED)[PERSON]
    decide(library, MASKED, {one.key: Verdict.HARMLESS}, Unwatched(), by="bram")
    assert wanted_fingerprints(library.catalogue)[MASKED] != print_of[MASKED]
    decide(library, MASKED, {one.key: Verdict.REDACTED}, Unwatched(), by="anna")
    assert library.home.contents() == wanted_fingerprints(library.catalogue) == print_of


@pytest.mark.usefixtures("report")
def test_what_stands_in_the_record_is_confirmed_like_what_stands_in_a_file(library: Library) -> None:
    (one,) = found(library, TITLED).values()
    assert (one.file, one.where, one.text) == (None, "titles", "j.delvaux@commune.example")
    decide(library, TITLED, {one.key: Verdict.HARMLESS}, Unwatched(), by="anna")
    assert take_step(at(library), TITLED, Step.PUBLISH, by="anna") is StudyState.PUBLISHED


@pytest.mark.usefixtures("report")
def test_of_several_decisions_none_is_kept_where_one_cannot_be(library: Library) -> None:
    one = found(library, WAITS)[PERSON]
    wrong = {one.key: Verdict.HARMLESS, "f" * 32: Verdict.HARMLESS}
    with pytest.raises(FindingNotFoundError):
        decide(library, WAITS, wrong, Unwatched(), by="anna")
    assert found(library, WAITS)[PERSON].decision is None


@pytest.mark.usefixtures("report")
def test_a_published_study_with_a_new_file_waits_for_what_is_new_in_it_alone(
    library: Library, client: TestClient
) -> None:
    """Five steps of one story: each needs the library as the one before left it."""
    texts = library.settings.data_dir / "texts"
    second = {**FIRST, REPLACED: f"Remplacée. {CLEAN}", OPEN: about(OPEN)}
    (open_file,) = library.catalogue.study(OPEN).files
    told = ingest(library, [write(texts, second)], Unwatched())
    assert {one.study for one in told.to_confirm} == {WAITS, OPEN}
    assert library.catalogue.standing(REPLACED).state is StudyState.PUBLISHED
    assert client.get(f"/api/v1/studies/{REPLACED}/files/1").status_code == 200, "the new file holds nothing"
    assert client.get(f"/fr/study/{OPEN}").status_code == 404, "its new file was not looked at"

    keys = {one.key: Verdict.HARMLESS for one in found(library, OPEN).values()}
    decide(library, OPEN, keys, Unwatched(), by="anna")
    take_step(at(library), OPEN, Step.PUBLISH, by="anna")
    assert ingest(library, [texts], Unwatched()).to_confirm[0].study == WAITS
    assert library.catalogue.standing(OPEN).state is StudyState.PUBLISHED

    revert(at(library), OPEN, to=1, by="anna")
    assert library.catalogue.study(OPEN).files == (open_file,)


@pytest.mark.usefixtures("report")
def test_what_was_published_before_anybody_looked_stays_until_it_brings_something_new(
    library: Library,
) -> None:
    folder = write(library.settings.data_dir / "old", {StudyId("ancienne"): about(StudyId("ancienne"))})
    ingest(library, [folder], Unwatched(), unlooked=True)
    study = library.catalogue.study(StudyId("ancienne"))
    assert not ingest(library, [folder], Unwatched()).to_confirm
    library.catalogue.put_study(replace(study, titles={Language.FR: "Corrigée"}))
    assert not ingest(library, [folder], Unwatched()).to_confirm
    assert library.catalogue.standing(study.id).state is StudyState.PUBLISHED

    take_step(at(library), study.id, Step.WITHDRAW, by="anna", reason="Why not.")
    with pytest.raises(UnconfirmedFindingsError):
        take_step(at(library), study.id, Step.RESTORE, by="anna")


@pytest.mark.usefixtures("report")
def test_an_earlier_state_with_undecided_data_takes_a_published_study_back_to_review(
    library: Library,
) -> None:
    study = Study(id=StudyId("abrege"), titles={Language.FR: "Appeler Mme Delvaux-Morin au 0470 12 34 57"})
    library.catalogue.put_study(study)
    library.catalogue.put_study(replace(study, titles={Language.FR: "Abrégé"}))
    revert(at(library), study.id, to=1, by="anna")
    assert library.catalogue.standing(study.id).state is StudyState.IN_REVIEW
