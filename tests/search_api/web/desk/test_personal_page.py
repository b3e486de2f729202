"""The page on which a librarian decides about personal data."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from corpus.life import StudyState
from corpus.study import Study, StudyId
from models.language import Language
from search_api.jobs.queue import JobQueue
from search_api.services import Services
from tests.search_api.web.desk.conftest import LIBRARIAN, csrf
from tests.search_api.web.test_reading import keep

STUDY = StudyId("titres-services")
ADDRESS = f"desk/studies/{STUDY}/personal-data"
PERSON = "Bertrand Lacroix"


@pytest.fixture
def found(desk: Services) -> Services:
    """The library with a file and a record that hold personal data."""
    known = desk.catalogue.study(STUDY)
    titled = replace(known, titles={Language.FR: "Écrire à <b> j.delvaux@commune.example"})
    desk.catalogue.put_study(titled)
    keep(desk, STUDY, 1, (f"Occupant : M. {PERSON}, GSM 0470 12 34 56. <script>", None))
    return desk


def rows(client: TestClient, language: str = "en") -> dict[str, tuple[str, str]]:
    """Return the key and the state of each finding by its text."""
    page = BeautifulSoup(client.get(f"/{language}/{ADDRESS}").text, "lxml")
    return {
        row.select("mark")[0].text: (str(row.select("[name=key]")[0]["value"]), row.select("td")[2].text)
        for row in page.select("tbody tr")
    }


@pytest.mark.usefixtures("found")
@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "3 données attendent"), ("nl", "3 gegevens wachten"), ("en", "3 findings wait")],
)
def test_the_page_shows_what_was_found_with_what_stands_around_it(
    librarian: TestClient, language: str, words: str
) -> None:
    page = BeautifulSoup(librarian.get(f"/{language}/{ADDRESS}").text, "lxml")
    assert words in page.get_text()
    assert f"Occupant : M. {PERSON}, GSM" in page.get_text()
    assert not page.select("main script, main b")
    assert set(rows(librarian, language)) == {PERSON, "0470 12 34 56", "j.delvaux@commune.example"}


def test_decisions_are_kept_with_who_made_them(
    librarian: TestClient, found: Services, followed: list[JobQueue]
) -> None:
    keys = {text: key for text, (key, _) in rows(librarian).items()}
    form = {
        **csrf(librarian, f"/en/{ADDRESS}"),
        "key": list(keys.values()),
        f"verdict-{keys[PERSON]}": "redacted",
        f"verdict-{keys['0470 12 34 56']}": "nonsense",
        f"verdict-{keys['j.delvaux@commune.example']}": "harmless",
    }
    answer = librarian.post(f"/en/{ADDRESS}", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/en/{ADDRESS}")
    states = {text: state for text, (_, state) in rows(librarian).items()}
    assert states[PERSON].startswith(f"redacted, by {LIBRARIAN} on")
    assert states["j.delvaux@commune.example"].startswith("harmless, by")
    assert states["0470 12 34 56"] == "to decide"
    assert "replace it by a file without" in librarian.get(f"/en/{ADDRESS}").text
    assert PERSON not in librarian.get(f"/fr/study/{STUDY}/text/1").text
    assert found.catalogue.redactions()
    assert followed == [found.queue], "the index follows in the worker, which may be busy"


def test_what_cannot_be_decided_is_answered_with_what_to_do(librarian: TestClient, found: Services) -> None:
    key, _ = rows(librarian)["j.delvaux@commune.example"]
    proof = csrf(librarian, f"/en/{ADDRESS}")
    for wrong, code in ((key, 422), ("f" * 32, 404)):
        form = {**proof, "key": wrong, f"verdict-{wrong}": "redacted"}
        assert librarian.post(f"/en/{ADDRESS}", data=form).status_code == code
    assert found.catalogue.redactions() == {}


def test_who_is_not_signed_in_sees_and_decides_nothing(visitor: TestClient, found: Services) -> None:
    found.catalogue.put_study(Study(id=StudyId("entwurf"), titles={}), state=StudyState.DRAFT)
    for study in (STUDY, "entwurf"):
        address = f"/en/desk/studies/{study}/personal-data"
        assert visitor.get(address).status_code == 303
        assert visitor.post(address, data={"key": "a"}).status_code in (303, 401, 403)


def test_a_study_without_findings_says_what_that_means(librarian: TestClient) -> None:
    page = librarian.get("/en/desk/studies/digital-inclusion/personal-data").text
    assert "Nothing personal was found" in page
    assert librarian.get("/en/desk/studies/rien/personal-data").status_code == 404
