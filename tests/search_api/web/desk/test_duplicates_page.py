"""Pairs of studies at the desk: side by side, decided about, and undone."""

from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from search_api.services import Services
from tests.search_api.web.desk.conftest import LIBRARIAN, csrf

LIST = "/en/desk/duplicates"
PAIR = f"{LIST}/peage-urbain-menages/titres-services"


def test_two_studies_lie_side_by_side_in_words(librarian: TestClient) -> None:
    page = BeautifulSoup(librarian.get(PAIR).text, "lxml")
    rows = {row.th.get_text(" ", strip=True): row for row in page.select("tbody tr") if row.th}
    assert [cell.text for cell in rows["Author differs"].select("td")] == ["Bureau d'études Exemple", "–"]
    assert "€185,000 (VAT excluded)" in rows["Cost differs"].text
    assert "State" in rows, "both are published"


def test_a_decision_is_kept_with_who_made_it_and_undone(librarian: TestClient, desk: Services) -> None:
    proof = csrf(librarian, PAIR)
    assert librarian.post(PAIR, data={**proof, "choice": "first-newer"}).headers["location"] == LIST
    (decision,) = desk.catalogue.pair_decisions()
    assert (decision.by, decision.first) == (LIBRARIAN, "peage-urbain-menages")
    assert "is a newer edition of" in librarian.get(LIST).text
    assert librarian.post(f"{LIST}/undo", data={**proof, "number": "1"}).status_code == 303
    assert "Decision 1 was undone" in librarian.get(LIST).text


def test_what_cannot_be_decided_is_told(librarian: TestClient, desk: Services) -> None:
    proof = csrf(librarian, PAIR)
    assert librarian.post(PAIR, data={**proof, "choice": "maybe"}).status_code == 422
    assert librarian.post(f"{LIST}/undo", data={**proof, "number": "x"}).status_code == 422
    assert librarian.post(f"{LIST}/undo", data={**proof, "number": "7"}).status_code == 404
    assert librarian.get(f"{LIST}/rien/titres-services").status_code == 404
    assert desk.catalogue.pair_decisions() == []
