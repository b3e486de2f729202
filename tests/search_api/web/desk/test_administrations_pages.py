"""The list of administrations as librarians keep it with a browser."""

from typing import Any
from urllib.parse import parse_qs

import pytest
from bs4 import BeautifulSoup, Tag
from fastapi.testclient import TestClient

from corpus.lists.administrations import ADMINISTRATIONS
from corpus.study import AdministrationId, StudyId
from search_api.services import Services
from tests.search_api.web.desk.conftest import csrf

LIST = "/en/desk/administrations"
NEW = "/en/desk/new-administration"
WORKSHOP = {
    "names.fr": "Atelier des Données",
    "names.nl": "Data-atelier",
    "names.en": "Data Workshop",
    "kind": "agency",
    "acronyms": "ADD; DAT",
    "aliases": "atelier.brussels\r\nThe Workshop, Brussels",
    "former.1.names.fr": "Bureau des Données",
    "former.1.until": "2015",
}


def page(client: TestClient, path: str) -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return BeautifulSoup(answer.text, "lxml")


def post(client: TestClient, path: str, fields: Any, *, of: str = "") -> Any:
    return client.post(path, data={**csrf(client, of or path), **fields})


def held(soup: BeautifulSoup) -> dict[str, str]:
    """What the form of an entry would send as it stands."""
    form = next(one for one in soup.select("form") if one.select_one("[name='names.fr']"))
    found = {str(one["name"]): str(one.get("value", "")) for one in form.select("input[name]")}
    found |= {str(one["name"]): one.text for one in form.select("textarea")}
    for choice in form.select("select"):
        chosen = choice.select_one("option[selected]")
        found[str(choice["name"])] = str(chosen["value"]) if chosen else ""
    return found


def alert(answer: Any) -> str:
    found = BeautifulSoup(answer.text, "lxml").select_one("[role=alert]")
    return found.text if found else ""


def test_an_administration_is_added_found_and_changed(librarian: TestClient, desk: Services) -> None:
    made = post(librarian, NEW, WORKSHOP)
    assert made.headers["location"] == f"{LIST}/atelier-donnees?done=saved", made.text
    entry = desk.registry.get(AdministrationId("atelier-donnees"))
    assert entry is not None
    assert (entry.acronyms, entry.aliases) == (("ADD", "DAT"), ("atelier.brussels", "The Workshop, Brussels"))
    assert (entry.former[0].until, entry.company_number) == (2015, None)
    rows = page(librarian, f"{LIST}?q=bureau+des+donnees").select("tbody tr")
    assert [[cell.text for cell in row.select("th, td")] for row in rows] == [
        ["Data Workshop", "ADD, DAT", "Agency or public body", "1", "Added here"]
    ]
    shown = page(librarian, f"{LIST}/atelier-donnees")
    assert "1 study carries this administration." in shown.text
    saved = post(librarian, f"{LIST}/atelier-donnees", {**held(shown), "names.en": "Workshop of Data"})
    assert saved.status_code == 303
    assert [one.number for one in desk.lists.history(ADMINISTRATIONS, "atelier-donnees")] == [1, 2]
    assert "Workshop of Data" in page(librarian, f"{LIST}/atelier-donnees").h1.text  # type: ignore[union-attr]


def test_opening_and_saving_an_entry_writes_nothing(librarian: TestClient, desk: Services) -> None:
    for entry in ("bruxelles-environnement", "stib-mivb", "commune-ixelles", "vgc"):
        fields = held(page(librarian, f"{LIST}/{entry}"))
        assert post(librarian, f"{LIST}/{entry}", fields).status_code == 303
    assert desk.lists.last_change() == 0


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(
    librarian: TestClient, desk: Services
) -> None:
    wrong = {**WORKSHOP, "names.nl": "", "company": "123", "former.1.names.fr": ""}
    answer = post(librarian, NEW, wrong)
    assert answer.status_code == 422
    soup = BeautifulSoup(answer.text, "lxml")
    told = {str(one["id"]) for one in soup.select("p.wrong")}
    assert told == {"names.nl-wrong", "company-wrong", "former.1.names.fr-wrong"}
    assert {name: text for name, text in held(soup).items() if text and name in wrong} == {
        name: text.replace("\r\n", "\n") for name, text in wrong.items() if text
    }
    assert desk.lists.last_change() == 0


def test_a_name_that_means_another_is_told_with_whose_it_is(librarian: TestClient) -> None:
    answer = post(librarian, NEW, {**WORKSHOP, "acronyms": "STIB"})
    assert answer.status_code == 409
    assert alert(answer).startswith("“STIB” means")


def test_two_librarians_on_different_fields_both_keep_theirs(librarian: TestClient, desk: Services) -> None:
    path = f"{LIST}/actiris"
    first, second = (held(page(librarian, path)) for _ in range(2))
    assert post(librarian, path, {**first, "acronyms": "ACT"}).status_code == 303
    assert post(librarian, path, {**second, "aliases": "actiris.brussels\nL'Actiris"}).status_code == 303
    entry = desk.registry.get(AdministrationId("actiris"))
    assert entry is not None
    assert entry.acronyms == ("ACT",)
    assert "L'Actiris" in entry.aliases


def test_two_librarians_on_one_field_nothing_is_overwritten_before_one_chooses(
    librarian: TestClient, desk: Services
) -> None:
    path = f"{LIST}/actiris"
    first, second = (held(page(librarian, path)) for _ in range(2))
    post(librarian, path, {**first, "acronyms": "ACT"})
    clash = post(librarian, path, {**second, "acronyms": "LATE", "aliases": "L'Actiris"})
    assert clash.status_code == 409
    soup = BeautifulSoup(clash.text, "lxml")
    conflict = soup.select_one("[id='acronyms-conflict']")
    assert isinstance(conflict, Tag)
    assert "Theirs: ACT" in " ".join(conflict.text.split())
    assert held(soup)["acronyms"] == "LATE"
    now = desk.registry.get(AdministrationId("actiris"))
    assert now is not None
    assert now.acronyms == ("ACT",)
    button = conflict.select_one("button[name=take]")
    assert button is not None
    assert parse_qs(str(button["value"])) == {"acronyms": ["ACT"]}
    taken = post(librarian, path, {**held(soup), "take": button["value"]})
    fields = held(BeautifulSoup(taken.text, "lxml"))
    assert (fields["acronyms"], fields["aliases"]) == ("ACT", "L'Actiris")
    assert post(librarian, path, {**held(soup)}).status_code == 303
    last = desk.registry.get(AdministrationId("actiris"))
    assert last is not None
    assert (last.acronyms, last.aliases) == (("LATE",), ("L'Actiris",))


def test_a_form_of_a_state_that_never_was_is_refused(librarian: TestClient, desk: Services) -> None:
    path = f"{LIST}/actiris"
    fields = {**held(page(librarian, path)), "acronyms": "X"}
    for revision, status in (("99", 412), ("9" * 30, 412), ("x", 303)):
        answer = post(librarian, path, {**fields, "revision": revision, "base": revision})
        assert answer.status_code == status, revision
    assert desk.lists.last_change() == 1


def test_one_that_studies_carry_says_how_many_and_leads_to_them(librarian: TestClient) -> None:
    path = f"{LIST}/actiris"
    refused = post(librarian, f"{path}/remove", {"revision": "0"}, of=path)
    assert refused.status_code == 409
    assert "“actiris”: 1" in alert(refused)
    link = BeautifulSoup(refused.text, "lxml").find("a", string="1 study carries this administration.")
    assert isinstance(link, Tag)
    assert "titres-services" in librarian.get(str(link["href"])).text


@pytest.mark.parametrize(
    ("language", "origin"), [("fr", "Retirée"), ("nl", "Uit de lijst"), ("en", "Taken out")]
)
def test_one_that_ships_is_taken_out_and_restored(
    librarian: TestClient, desk: Services, language: str, origin: str
) -> None:
    path = f"/{language}/desk/administrations/vgc"
    assert post(librarian, f"{path}/remove", {"revision": "0"}, of=path).status_code == 303
    gone = page(librarian, path)
    assert origin in gone.text
    assert origin in page(librarian, f"/{language}/desk/administrations?origin=removed").text
    assert desk.registry.get(AdministrationId("vgc")) is None
    assert post(librarian, f"{path}/restore", {"revision": "1"}, of=path).status_code == 303
    assert desk.registry.get(AdministrationId("vgc")) is not None
    assert len(page(librarian, path).select("h3")) == 2


def test_studies_that_bore_the_name_are_found_by_the_added_administration(
    librarian: TestClient, desk: Services
) -> None:
    post(librarian, NEW, WORKSHOP)
    study = desk.catalogue.study(StudyId("digital-inclusion"))
    assert study.administrations == (AdministrationId("atelier-donnees"),)


@pytest.mark.parametrize("query", ["?page=99", "?page=x&origin=nobody", "?q=%00", f"?q={'x' * 900}"])
def test_no_address_breaks_the_list(librarian: TestClient, query: str) -> None:
    page(librarian, LIST + query)
