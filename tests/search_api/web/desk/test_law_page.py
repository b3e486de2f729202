"""The page that says what the law asks of a year."""

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient


def page(client: TestClient, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return BeautifulSoup(answer.text, "lxml")


def test_the_view_opens_at_the_newest_year(librarian: TestClient) -> None:
    assert librarian.get("/fr/desk/law").headers["location"] == "/fr/desk/law/2021"


@pytest.mark.parametrize(
    ("language", "lacking"), [("fr", "Sans auteur"), ("nl", "Zonder auteur"), ("en", "Without author")]
)
def test_what_lacks_author_or_cost_is_named_and_led_to(
    librarian: TestClient, language: str, lacking: str
) -> None:
    shown = page(librarian, f"/{language}/desk/law/2019")
    assert lacking in shown.get_text()
    rows = [[cell.get_text(strip=True) for cell in row.select("th, td")] for row in shown.select("tbody tr")]
    assert [row[1:3] for row in rows] == [["1", "0"], ["1", "0"]], "one study of two administrations"
    assert shown.select(f"tbody a[href='/{language}/desk/studies/luchtkwaliteit-lez']")
    assert [cell.text for cell in shown.select("tfoot td")] == ["1", "0", "1", "0"]


def test_studies_without_a_date_are_counted_apart(librarian: TestClient) -> None:
    link = page(librarian, "/en/desk/law/2021").select_one("main a[href*='missing=date']")
    assert link is not None
    assert link.get_text().startswith("2 published studies have no date")


def test_the_inventory_of_the_year_can_be_taken_away(librarian: TestClient) -> None:
    for link in page(librarian, "/nl/desk/law/2021").select("main a[href^='/api/v1/inventory/2021.']"):
        assert librarian.get(str(link["href"])).status_code == 200


def test_a_year_without_studies_and_what_is_no_year_are_told_so(librarian: TestClient) -> None:
    assert "No study of this year" in librarian.get("/en/desk/law/1999").text
    assert librarian.get("/en/desk/law/summer").status_code == 422
