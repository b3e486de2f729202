"""The pages that say what the law asks of every year."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from corpus.study import PublicationDate, Study, StudyId
from models.language import Language
from search_api.services import Services


def page(client: TestClient, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return BeautifulSoup(answer.text, "lxml")


def cells(shown: BeautifulSoup, rows: str) -> list[list[str]]:
    return [[cell.get_text(strip=True) for cell in row.select("th, td")] for row in shown.select(rows)]


def fill(services: Services, count: int) -> None:
    """Publish studies of 2015 that say neither who wrote them nor what they cost."""
    study = Study(id=StudyId("s"), titles={Language.FR: "Étude"}, published=PublicationDate.parse_iso("2015"))
    services.catalogue.put_studies(
        [replace(study, id=StudyId(f"study-{number:03}")) for number in range(count)]
    )


@pytest.mark.parametrize(
    ("language", "heads"),
    [
        ("fr", ["Sans auteur", "Sans coût", "Sans auteur ni coût"]),
        ("nl", ["Zonder auteur", "Zonder kostprijs", "Zonder auteur en zonder kostprijs"]),
        ("en", ["Without author", "Without cost", "Without both"]),
    ],
)
def test_the_view_opens_with_all_years_which_lead_on(
    librarian: TestClient, language: str, heads: list[str]
) -> None:
    shown = page(librarian, f"/{language}/desk/law")
    assert cells(shown, "thead tr")[0][3:] == heads
    assert [row[1:] for row in cells(shown, "tbody tr")] == [
        ["1", "1", "0", "0", "0"],
        ["1", "0", "1", "0", "0"],
        ["1", "0", "1", "0", "0"],
        ["2", "0", "2", "2", "2"],
    ]
    links = [str(link["href"]) for link in shown.select("tbody a")]
    assert links[:3] == [f"/{language}/desk/law/{year}" for year in (2021, 2019, 2018)]
    assert cells(shown, "tfoot tr")[0][1:] == ["5", "1", "4", "2", "2"]
    for link in links:
        assert librarian.get(link).status_code == 200


def test_studies_without_a_date_are_in_the_list_that_their_row_leads_to(librarian: TestClient) -> None:
    link = page(librarian, "/en/desk/law").select("tbody a")[-1]
    assert link.get_text() == "Date unknown"
    assert len(page(librarian, str(link["href"])).select("tbody tr")) == 2


@pytest.mark.parametrize(
    ("language", "lacking"), [("fr", "Sans auteur"), ("nl", "Geen auteur"), ("en", "No author")]
)
def test_what_lacks_author_or_cost_is_named_and_led_to(
    librarian: TestClient, language: str, lacking: str
) -> None:
    shown = page(librarian, f"/{language}/desk/law/2019")
    by_administration, studies = shown.select("table")
    assert [row[1:] for row in cells(by_administration, "tbody tr")] == [["1", "0", "1", "0", "0"]] * 2  # type: ignore[arg-type]
    assert cells(by_administration, "tfoot tr")[0][1:] == ["1", "0", "1", "0", "0"]  # type: ignore[arg-type]
    assert studies.select(f"tbody a[href='/{language}/desk/studies/luchtkwaliteit-lez'][lang=nl]")
    assert cells(studies, "tbody tr")[0][1] == lacking  # type: ignore[arg-type]


def test_a_count_leads_to_its_studies_and_back_to_all_of_the_year(librarian: TestClient) -> None:
    link = page(librarian, "/en/desk/law/2019").select_one("tbody a[href*='bruxelles-mobilite']")
    assert link is not None
    narrowed = page(librarian, str(link["href"]))
    assert "No author, Brussels Mobility" in narrowed.get_text()
    assert len(narrowed.select("table")[1].select("tbody tr")) == 1
    assert narrowed.select("main a[href='/en/desk/law/2019#lacking']")
    csv = narrowed.select_one("main a[href*='lacking.csv']")
    assert csv is not None
    assert "lacking=author&administration=bruxelles-mobilite" in str(csv["href"])
    other = page(librarian, "/en/desk/law/2019?lacking=cost&administration=bruxelles-mobilite")
    assert len(other.select("table")) == 1, "none lacks its cost"
    french = narrowed.select_one("a[hreflang=fr]")
    assert french is not None
    assert "lacking=author" in str(french["href"]), "another language keeps what was asked for"


def test_a_long_list_is_cut_into_pages_without_gap_or_overlap(librarian: TestClient, desk: Services) -> None:
    fill(desk, 120)
    seen: list[str] = []
    address = "/fr/desk/law/2015?administration=unknown"
    for number in range(1, 4):
        shown = page(librarian, f"{address}&page={number}")
        seen += [str(link["href"]) for link in shown.select("table")[1].select("tbody a")]
        assert bool(shown.select("a[rel=next]")) is (number < 3)
        assert bool(shown.select("a[rel=prev]")) is (number > 1)
    assert seen == [f"/fr/desk/studies/study-{number:03}" for number in range(120)]


@pytest.mark.parametrize("query", ["page=9", "page=x&lacking=title", "page=-1&administration="])
def test_what_cannot_be_read_of_an_address_is_passed_over(
    librarian: TestClient, desk: Services, query: str
) -> None:
    fill(desk, 1)
    shown = page(librarian, f"/fr/desk/law/2015?{query}")
    assert len(shown.select("table")[1].select("tbody tr")) == 1


def test_tables_and_the_inventory_of_the_year_can_be_taken_away(librarian: TestClient) -> None:
    for address, count in (("/nl/desk/law", 1), ("/nl/desk/law/2019", 6)):
        links = page(librarian, address).select("main a[href^='/api/v1/inventory/']")
        assert len(links) == count
        for link in links:
            assert librarian.get(str(link["href"])).status_code == 200


def test_a_year_leads_to_its_neighbours(librarian: TestClient) -> None:
    links = page(librarian, "/fr/desk/law/2020").select("main nav.actions a")
    assert [link.get_text() for link in links] == ["Toutes les années", "2019", "2021"]


def test_a_year_without_studies_and_what_is_no_year_are_told_so(librarian: TestClient) -> None:
    assert "No study of this year" in librarian.get("/en/desk/law/1999").text
    assert librarian.get("/en/desk/law/summer").status_code == 422
