"""The page on which a librarian decides about personal data."""

from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from corpus.life import StudyState
from corpus.study import Study, StudyFile, StudyId
from ingest.passage import PageSpan
from models.language import Language
from search_api.jobs.queue import JobQueue
from search_api.services import Services
from search_api.web.desk.personal_view import PER_PAGE
from tests.ingest.builders import column, write_pdf
from tests.search_api.web.desk.conftest import LIBRARIAN, csrf
from tests.search_api.web.test_reading import keep

STUDY = StudyId("titres-services")
ADDRESS = f"desk/studies/{STUDY}/personal-data"
PERSON = "Bertrand Lacroix"
LINE = f"Occupant : M. {PERSON}, GSM 0470 12 34 56."


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
        row.select("mark")[0].text: (
            str(row.select("[name=key]")[0]["value"]),
            row.select("fieldset .hint")[0].text,
        )
        for row in page.select(".findings > li")
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
    form = {**csrf(librarian, f"/en/{ADDRESS}"), "key": [key, "f" * 32]}
    both = {f"verdict-{one}": "redacted" for one in form["key"]}
    assert librarian.post(f"/en/{ADDRESS}", data={**form, **both}).status_code == 404
    assert key in [state for state, _ in rows(librarian).values()], "of two decisions none is kept"
    assert "j.delvaux" in found.catalogue.study(STUDY).titles[Language.FR]


@pytest.mark.usefixtures("found")
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "description antérieure de l'étude"),
        ("nl", "eerdere beschrijving van de studie"),
        ("en", "earlier description of the study"),
    ],
)
def test_what_an_earlier_description_said_is_listed_and_redacted(
    librarian: TestClient, found: Services, language: str, words: str
) -> None:
    known = found.catalogue.study(STUDY)
    found.catalogue.put_study(replace(known, titles={Language.FR: "Les titres-services"}), by="anna")
    page = BeautifulSoup(librarian.get(f"/{language}/{ADDRESS}").text, "lxml")
    (row,) = (row for row in page.select(".findings li") if "j.delvaux" in row.text)
    assert words in row.text
    key = str(row.select("[name=key]")[0]["value"])
    form = {**csrf(librarian, f"/{language}/{ADDRESS}"), "key": key, f"verdict-{key}": "redacted"}
    assert librarian.post(f"/{language}/{ADDRESS}", data=form).status_code == 303
    for place in (ADDRESS, f"desk/studies/{STUDY}/history"):
        assert "j.delvaux" not in librarian.get(f"/{language}/{place}").text


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


@pytest.fixture
def drawn(desk: Services, tmp_path: Path) -> Services:
    """The library with a PDF of two pages, the second with personal data."""
    path = write_pdf(tmp_path / "a.pdf", [column(72, 700, ["Le bruit"]), column(72, 700, [LINE])])
    stored = desk.files.add(path)
    file = StudyFile(sha256=stored.sha256, name="rapport.pdf", size=stored.size)
    desk.catalogue.put_study(replace(desk.catalogue.study(STUDY), files=(file,)))
    keep(desk, STUDY, 1, (LINE, PageSpan(1, 2)))
    return desk


@pytest.mark.usefixtures("drawn")
def test_the_place_of_a_finding_in_a_pdf_is_shown_as_a_picture_that_leads_to_its_page(
    librarian: TestClient,
) -> None:
    page = BeautifulSoup(librarian.get(f"/en/{ADDRESS}").text, "lxml")
    strips = page.select(".findings img[loading=lazy]")
    assert [strip["alt"] for strip in strips] == ["rapport.pdf, page 1"] * 2
    for strip in strips:
        picture = librarian.get(str(strip["src"]))
        assert (picture.status_code, picture.headers["content-type"]) == (200, "image/png")
    sheet = str(page.select(".findings a")[0]["href"])
    marked = BeautifulSoup(librarian.get(sheet).text, "lxml").select_one(".sheet img")
    assert marked
    assert librarian.get(str(marked["src"])).content.startswith(b"\x89PNG")
    assert librarian.get(f"/en/{ADDRESS}/{'f' * 32}.png").status_code == 404


@pytest.mark.usefixtures("found")
def test_a_finding_that_stands_in_no_pdf_is_shown_by_the_text_around_it_alone(librarian: TestClient) -> None:
    page = BeautifulSoup(librarian.get(f"/en/{ADDRESS}").text, "lxml")
    assert not page.select(".findings img")
    (key, _) = rows(librarian)[PERSON]
    assert librarian.get(f"/en/{ADDRESS}/{key}.png").status_code == 404


def test_many_findings_are_told_page_by_page_and_each_can_be_decided(
    librarian: TestClient, desk: Services
) -> None:
    numbers = [f"0470 12 34 {number:02}" for number in range(PER_PAGE + 3)]
    keep(desk, STUDY, 1, *((f"GSM {number}.", None) for number in numbers))
    assert list(rows(librarian)) == numbers[:PER_PAGE]
    for wild in ("0", "x", "9" * 30):
        assert librarian.get(f"/en/{ADDRESS}?page={wild}").status_code == 200
    second = f"{ADDRESS}?page=2"
    page = BeautifulSoup(librarian.get(f"/en/{second}").text, "lxml")
    keys = [str(field["value"]) for field in page.select("[name=key]")]
    assert [mark.text for mark in page.select("mark")] == numbers[PER_PAGE:]
    form = {**csrf(librarian, f"/en/{ADDRESS}"), "page": "2", "key": keys}
    answer = librarian.post(f"/en/{ADDRESS}", data={**form, **{f"verdict-{key}": "harmless" for key in keys}})
    assert answer.headers["location"] == f"/en/{second}"
    assert "25 findings wait" in librarian.get(f"/en/{ADDRESS}").text
