"""Two librarians, each in a browser of their own, at the life of one study."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from corpus.duplicates.decisions import Act
from corpus.life import Step, StudyState
from corpus.people.permissions import Role
from corpus.people.person import PersonName
from corpus.study import Study, StudyId
from models.language import Language
from search_api.app import create_app
from search_api.services import Services
from tests.search_api.web.desk.conftest import FROM_HERE, PASSWORD, signed_in
from tests.search_api.web.desk.test_editing_pages import fields, parsed, send
from tests.search_api.web.pages import fetch, text, texts

TRAMS = StudyId("trams")
PAIRS = "desk/duplicates"
PAIR = f"{PAIRS}/{TRAMS}/digital-inclusion"
WORDS = {
    Language.FR: ("Rien n'a été fait", "Modifiée entre-temps"),
    Language.NL: ("Er is niets gebeurd", "Intussen gewijzigd"),
    Language.EN: ("Nothing was done", "Changed meanwhile"),
}


@pytest.fixture
def bert(desk: Services) -> Iterator[TestClient]:
    """The browser of another librarian."""
    desk.people.create(PersonName("bert"), Role.LIBRARIAN, PASSWORD, by="test")
    with TestClient(create_app(desk), follow_redirects=False, headers=FROM_HERE) as client:
        yield signed_in(client, PersonName("bert"))


@pytest.fixture
def in_review(desk: Services) -> Services:
    """The library with a study that waits to be published."""
    desk.catalogue.add_study(Study(id=TRAMS, titles={Language.FR: "Les trams"}), by="anna")
    desk.catalogue.take_step(TRAMS, Step.SUBMIT, by="anna")
    return desk


def renamed(bert: TestClient) -> None:
    """Have another librarian change a study."""
    url = f"/en/desk/studies/{TRAMS}"
    form = fields(fetch(bert, url), "form#study")
    assert send(bert, url, form, titles__fr="Les trams et ce qu'ils coûtent").status_code == 303


@pytest.mark.parametrize("language", Language)
def test_what_another_librarian_changed_is_shown_before_it_is_published(
    librarian: TestClient, bert: TestClient, in_review: Services, language: Language
) -> None:
    url = f"/{language}/desk/studies/{TRAMS}"
    mine = fields(fetch(librarian, url), ".life form:has([value=publish])")
    renamed(bert)

    late = send(librarian, f"{url}/steps", mine, step="publish")
    page = parsed(late)
    said, heading = WORDS[language]
    assert late.status_code == 412
    assert said in text(page, "[role=alert]")
    assert text(page, "#meanwhile") == heading
    assert "bert" in text(page, "section:has(#meanwhile) p")
    assert texts(page, "section:has(#meanwhile) td") == ["Les trams", "Les trams et ce qu'ils coûtent"]
    assert in_review.catalogue.standing(TRAMS).state is StudyState.IN_REVIEW

    again = fields(page, ".life form:has([value=publish])")
    assert send(librarian, f"{url}/steps", again, step="publish").status_code == 303
    assert in_review.catalogue.study(TRAMS).titles[Language.FR] == "Les trams et ce qu'ils coûtent"


def test_what_another_librarian_withdrew_is_not_removed_unseen(
    librarian: TestClient, bert: TestClient, desk: Services
) -> None:
    url = "/en/desk/studies/digital-inclusion"
    mine = fields(fetch(librarian, url), ".life details form")
    theirs = fields(fetch(bert, url), ".life form:has(#reason)")
    assert send(bert, f"{url}/steps", theirs, step="withdraw", reason="A court").status_code == 303
    late = send(librarian, f"{url}/steps", mine, step="remove")
    assert late.status_code == 412
    assert "Withdrawn" in texts(parsed(late), "section:has(#meanwhile) td")
    assert desk.catalogue.standing(StudyId("digital-inclusion")).state is StudyState.WITHDRAWN


def test_a_form_without_the_state_that_was_seen_changes_nothing(
    librarian: TestClient, in_review: Services
) -> None:
    url = f"/en/desk/studies/{TRAMS}"
    form = [
        (name, value)
        for name, value in fields(fetch(librarian, url), ".life form:has([value=publish])")
        if name != "revision"
    ]
    assert send(librarian, f"{url}/steps", form, step="publish").status_code == 412
    assert in_review.catalogue.standing(TRAMS).state is StudyState.IN_REVIEW


def test_an_earlier_state_is_not_restored_over_what_another_librarian_wrote(
    librarian: TestClient, bert: TestClient, desk: Services
) -> None:
    url = "/en/desk/studies/digital-inclusion"
    send(bert, url, fields(fetch(bert, url), "form#study"), contractor="Bert & Co")
    mine = fields(fetch(librarian, f"{url}/history"), "section:has(#change-1) form")
    send(bert, url, fields(fetch(bert, url), "form#study"), contractor="Bert & Daughters")
    late = send(librarian, f"{url}/revert", mine, to="1")
    assert late.status_code == 412
    assert "Nothing was done" in text(parsed(late), "[role=alert]")
    assert desk.catalogue.study(StudyId("digital-inclusion")).contractor == "Bert & Daughters"


@pytest.mark.parametrize("language", Language)
def test_a_change_of_many_is_not_made_on_studies_that_were_changed_since_its_preview(
    librarian: TestClient, bert: TestClient, in_review: Services, language: Language
) -> None:
    bulk, form = f"/{language}/desk/bulk", "form[action$=bulk]"
    act = {"act": "set_author", "set_author__value": "IBSA"}
    listed = fields(fetch(librarian, f"/{language}/desk/studies", state="in-review"), form)
    preview = fields(parsed(send(librarian, bulk, listed, which="all", preview="1", **act)), form)
    renamed(bert)

    late = send(librarian, bulk, preview, apply="1", **act)
    page = parsed(late)
    assert late.status_code == 412
    assert text(page, "[role=alert]").startswith(WORDS[language][0])
    assert "IBSA" in texts(page, "section:has(#preview) td")
    assert in_review.catalogue.everything().study(TRAMS).contractor is None

    assert send(librarian, bulk, fields(page, form), apply="1", **act).status_code == 200
    study = in_review.catalogue.everything().study(TRAMS)
    assert (study.contractor, study.titles[Language.FR]) == ("IBSA", "Les trams et ce qu'ils coûtent")


@pytest.mark.parametrize("language", Language)
def test_what_another_librarian_changed_is_shown_before_it_is_decided_about_two_studies(
    librarian: TestClient, bert: TestClient, in_review: Services, language: Language
) -> None:
    url = f"/{language}/{PAIR}"
    mine = fields(fetch(librarian, url), "form.fields")
    renamed(bert)
    late = send(librarian, url, mine, choice="languages")
    page = parsed(late)
    assert late.status_code == 412
    assert text(page, "[role=alert]").startswith(WORDS[language][0])
    assert text(page, "#meanwhile") == WORDS[language][1]
    (told,) = texts(page, "section:has(#meanwhile) p")
    assert told.startswith(f"{TRAMS} · 3. bert")
    assert in_review.catalogue.pair_decisions() == []
    assert send(librarian, url, fields(page, "form.fields"), choice="languages").status_code == 303
    assert [one.by for one in in_review.catalogue.pair_decisions()] == ["librarian"]


def test_a_decision_is_not_undone_on_studies_that_were_changed_since_it_was_listed(
    librarian: TestClient, bert: TestClient, in_review: Services
) -> None:
    in_review.catalogue.link(TRAMS, StudyId("digital-inclusion"), Act.LINK_NEWER, by="anna")
    undoing = "form[action$=undo]"
    listed = fields(fetch(librarian, f"/en/{PAIRS}"), undoing)
    renamed(bert)
    late = send(librarian, f"/en/{PAIRS}/undo", listed)
    assert late.status_code == 412
    assert "Les trams et ce qu'ils coûtent" in texts(parsed(late), "section:has(#meanwhile) td")
    assert len(in_review.catalogue.pair_decisions()) == 1
    again = send(librarian, f"/en/{PAIRS}/undo", fields(parsed(late), undoing))
    assert again.status_code == 303
    assert [one.act for one in in_review.catalogue.pair_decisions()] == [Act.LINK_NEWER, Act.UNDO]


def test_who_decides_about_a_study_that_a_colleague_has_merged_meanwhile_is_told_so(
    librarian: TestClient, in_review: Services
) -> None:
    mine = fields(fetch(librarian, f"/en/{PAIR}"), "form.fields")
    in_review.catalogue.merge(StudyId("digital-inclusion"), StudyId("acces-guichets"), by="bert")
    in_review.catalogue.add_study(Study(id=StudyId("metros"), titles={}), by="bert")
    in_review.catalogue.merge(TRAMS, StudyId("metros"), by="bert")
    late = send(librarian, f"/en/{PAIR}", mine, choice="apart")
    assert late.status_code == 412
    assert "bert" in text(parsed(late), "section:has(#meanwhile)")
    gone = fields(fetch(librarian, f"/en/{PAIRS}/metros/{TRAMS}"), "form.fields")
    assert send(librarian, f"/en/{PAIRS}/metros/{TRAMS}", gone, choice="apart").status_code == 409
