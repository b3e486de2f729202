"""The pages in which librarians change studies."""

from decimal import Decimal

import pytest
from bs4 import BeautifulSoup, Tag
from fastapi.testclient import TestClient
from httpx2 import Response

from corpus.life import StudyState
from corpus.study import Cost, Study, StudyId, Vat
from models.language import Language
from search_api.editing.bulk import Act, Asked, changed_by, read_bulk
from search_api.editing.naming import known_of
from search_api.services import Services
from tests.search_api.web.pages import fetch, one, plain, text, texts

TOLL = StudyId("peage-urbain-menages")
PAGE = f"/fr/desk/studies/{TOLL}"

Fields = list[tuple[str, str]]


def fields(page: Tag, path: str) -> Fields:
    """Return what a browser would send of a form, without a button."""
    found: Fields = []
    for field in one(page, path).select("input[name], textarea[name], select[name]"):
        name = str(field["name"])
        if field.name == "textarea":
            found.append((name, field.get_text().removeprefix("\n")))
        elif field.name == "select":
            chosen = field.select_one("option[selected]") or field.select_one("option")
            found.append((name, str(chosen["value"]) if chosen else ""))
        elif field.get("type") not in ("checkbox", "radio") or field.has_attr("checked"):
            found.append((name, str(field.get("value", ""))))
    return found


def send(client: TestClient, url: str, form: Fields, **changed: str) -> Response:
    """Send a form with some fields changed; names have points, so ``titles__fr`` is "titles.fr"."""
    change = {name.replace("__", "."): value for name, value in changed.items()}
    data: dict[str, list[str]] = {}
    for name, value in form:
        if name not in change:
            data.setdefault(name, []).append(value)
    return client.post(url, data={**data, **change})


def parsed(answer: Response) -> BeautifulSoup:
    return BeautifulSoup(answer.text, "lxml")


def test_a_form_that_is_sent_as_it_is_changes_nothing(librarian: TestClient, desk: Services) -> None:
    before = desk.catalogue.everything().studies()
    for study in before:
        url = f"/nl/desk/studies/{study.id}"
        assert send(librarian, url, fields(fetch(librarian, url), "form#study")).status_code == 303
    assert desk.catalogue.everything().studies() == before
    assert {len(desk.catalogue.history(study.id)) for study in before} == {1}


def test_a_study_is_changed_field_by_field(librarian: TestClient, desk: Services) -> None:
    form = fields(fetch(librarian, PAGE), "form#study")
    changed = {"titles__en": "Urban toll", "amount": "190 000,50 TVAC", "published": "avril 2021"}
    answer = send(librarian, PAGE, form, keywords__fr="péage; ville", contractor="", **changed)
    assert answer.headers["location"] == f"{PAGE}?done=saved"
    study = desk.catalogue.study(TOLL)
    assert study.titles[Language.EN] == "Urban toll"
    assert (str(study.cost and study.cost.amount), study.contractor) == ("190000.50", None)
    assert study.published
    assert study.published.isoformat() == "2021-04"
    assert study.keywords[Language.FR] == ("péage", "ville")
    shown = fetch(librarian, PAGE, done="saved")
    assert text(shown, "[role=status]") == "Enregistré."
    assert one(shown, "#amount")["value"] == "190000,50"


@pytest.mark.parametrize(("language", "reason"), [("fr", "peut vouloir dire"), ("nl", "kan 12500 of")])
def test_what_is_wrong_is_told_beside_its_field_and_what_was_written_is_kept(
    librarian: TestClient, desk: Services, language: str, reason: str
) -> None:
    url = f"/{language}/desk/studies/{TOLL}"
    form = [*fields(fetch(librarian, url), "form#study"), ("administration", "Ministère <Ridicule>")]
    wrong = send(librarian, url, form, amount="12.500", titles__nl="Tol <b>", published="32/01/2020")
    assert wrong.status_code == 422
    page = parsed(wrong)
    amount = one(page, "#amount")
    assert (amount["value"], amount["aria-invalid"]) == ("12.500", "true")
    assert reason in text(page, "#amount-wrong")
    assert "amount-wrong" in str(amount["aria-describedby"]).split()
    assert text(page, "[id='titles.nl']") == "Tol <b>"
    assert "Ridicule" in text(page, "#administration-wrong")
    assert one(page, "#published-wrong")
    kept = fields(page, "form#study")
    saved = send(librarian, url, [*kept, ("keep_unlisted", "1")], amount="12500", published="2020")
    assert saved.status_code == 303
    assert "Ministère <Ridicule>" in desk.catalogue.study(TOLL).administrations_as_written


def test_two_librarians_who_change_different_fields_both_keep_their_work(
    librarian: TestClient, desk: Services
) -> None:
    mine = fields(fetch(librarian, PAGE), "form#study")
    theirs = fields(fetch(librarian, PAGE), "form#study")
    assert send(librarian, PAGE, theirs, titles__fr="Un autre titre").status_code == 303
    assert send(librarian, PAGE, mine, titles__nl="Een andere titel", contractor="Anna").status_code == 303
    study = desk.catalogue.study(TOLL)
    assert dict(study.titles) == {"fr": "Un autre titre", "nl": "Een andere titel"}
    assert study.contractor == "Anna"


def test_of_two_who_change_the_same_field_the_second_chooses(librarian: TestClient, desk: Services) -> None:
    mine = fields(fetch(librarian, PAGE), "form#study")
    theirs = fields(fetch(librarian, PAGE), "form#study")
    send(librarian, PAGE, theirs, contractor="Bert", amount="5", titles__en="Toll")
    clash = send(librarian, PAGE, mine, contractor="Anna", amount="6", document_type="audit")
    assert clash.status_code == 409
    page = parsed(clash)
    assert desk.catalogue.study(TOLL).contractor == "Bert", "nothing of it is saved"
    said = text(page, "#contractor-conflict")
    assert "librarian" in said
    assert "Bureau d'études Exemple" in said
    assert "Bert" in said
    assert one(page, "#contractor")["value"] == "Anna"
    assert text(page, "[id='titles.en']") == "Toll", "what they alone changed is theirs"
    assert one(page, "#amount-conflict")
    take = str(one(page, "#contractor-conflict button[name=take]")["value"])
    again = parsed(send(librarian, PAGE, fields(page, "form#study"), take=take))
    assert one(again, "#contractor")["value"] == "Bert"
    assert not again.select("#contractor-conflict")
    assert one(again, "#amount-conflict"), "the other is still to be chosen"
    assert send(librarian, PAGE, fields(again, "form#study")).status_code == 303
    study = desk.catalogue.study(TOLL)
    assert (study.contractor, str(study.cost and study.cost.amount)) == ("Bert", "6.00")
    assert study.document_type == "audit"


def test_no_button_breaks_the_server(librarian: TestClient) -> None:
    form = fields(fetch(librarian, PAGE), "form#study")
    for name in ("take", "add"):
        assert send(librarian, PAGE, form, **{name: "a=1&" * 3_000}).status_code == 422
        assert send(librarian, PAGE, form, **{name: "%ff=%00"}).status_code == 200
    assert send(librarian, PAGE, form, seen="9").status_code == 404
    assert send(librarian, PAGE, form, revision="²", seen="x").status_code == 303


def test_steps_are_buttons_and_a_refusal_is_told_in_the_page(librarian: TestClient, desk: Services) -> None:
    page = fetch(librarian, PAGE)
    assert [button["value"] for button in page.select("button[name=step]")] == ["withdraw", "remove"]
    token = dict(fields(page, ".life form:has(#reason)"))["csrf"]
    refused = librarian.post(f"{PAGE}/steps", data={"csrf": token, "step": "submit"})
    assert refused.status_code == 409
    told = text(parsed(refused), "[role=alert]")
    assert "« Soumettre à relecture » n'est pas possible" in told
    assert "« Publiée » ; ce qui l'est : Retirer, Supprimer" in told
    empty = librarian.post(f"{PAGE}/steps", data={"csrf": token, "step": "withdraw", "reason": " "})
    assert empty.status_code == 422
    gone = librarian.post(f"{PAGE}/steps", data={"csrf": token, "step": "withdraw", "reason": "Pourquoi"})
    assert gone.status_code == 303
    assert desk.catalogue.standing(TOLL).state is StudyState.WITHDRAWN
    assert "Pourquoi" in plain(fetch(librarian, PAGE))


def test_the_history_is_told_compared_and_gone_back_in(librarian: TestClient, desk: Services) -> None:
    for title in ("Deux", "Trois"):
        send(librarian, PAGE, fields(fetch(librarian, PAGE), "form#study"), titles__fr=title)
    page = fetch(librarian, f"{PAGE}/history", first="1", second="3")
    assert texts(page, "section:has(#compared) td") == ["Péage urbain et budget des ménages", "Trois"]
    assert texts(page, "section:has(#change-3) td") == ["Deux", "Trois"]
    form = fields(page, "section:has(#change-1) form")
    assert librarian.post(f"{PAGE}/revert", data={**dict(form), "to": "1"}).status_code == 303
    assert desk.catalogue.study(TOLL).titles[Language.FR] == "Péage urbain et budget des ménages"
    stale = librarian.post(f"{PAGE}/revert", data={**dict(form), "to": "2"})
    assert stale.status_code == 412
    assert one(parsed(stale), "[role=alert]")


def test_a_draft_is_made_and_a_removed_study_comes_back(librarian: TestClient, desk: Services) -> None:
    form = fields(fetch(librarian, "/en/desk/new-study"), "form[action='/en/desk/new-study']")
    wrong = send(librarian, "/en/desk/new-study", form, id="Not An Id", contractor="Anna")
    assert wrong.status_code == 422
    assert one(parsed(wrong), "#contractor")["value"] == "Anna"
    made = send(librarian, "/en/desk/new-study", form, titles__en="Noise of planes", published="2020")
    assert made.headers["location"] == "/en/desk/studies/noise-planes?done=saved"
    taken = send(librarian, "/en/desk/new-study", form, titles__en="Noise", id=TOLL)
    assert taken.status_code == 409
    desk.catalogue.remove_study(StudyId("noise-planes"))
    url = "/en/desk/studies/noise-planes"
    back = fields(fetch(librarian, f"{url}/history"), "section:has(#change-1) form")
    assert librarian.post(f"{url}/revert", data={**dict(back), "to": "1"}).status_code == 303
    assert desk.catalogue.standing(StudyId("noise-planes")).state is StudyState.DRAFT


def test_the_list_keeps_what_was_asked_and_says_what_it_could_not_use(librarian: TestClient) -> None:
    page = fetch(librarian, "/nl/desk/studies", q="peage", state="published", administration="Nergens")
    assert one(page, "#q")["value"] == "peage"
    assert "Nergens" in text(page, "[role=alert]")
    assert texts(page, "tbody td:nth-of-type(2) .hint") == [TOLL]
    assert str(one(page, "#languages a[lang=fr]")["href"]).startswith("/fr/desk/studies?q=peage&")
    assert texts(fetch(librarian, "/nl/desk/studies", missing="file"), "tbody tr") == []


def test_a_change_for_many_is_shown_before_it_is_made(librarian: TestClient, desk: Services) -> None:
    listed = fields(fetch(librarian, "/en/desk/studies", missing="cost"), "form[action$=bulk]")
    asked = parsed(send(librarian, "/en/desk/bulk", listed, which="all"))
    assert one(asked, "#languages a[lang=nl]")["href"] == "/nl/desk/studies?missing=cost"
    act = {"act": "set_author", "set_author__value": "IBSA"}
    form = "form[action$=bulk]"
    preview = parsed(send(librarian, "/en/desk/bulk", fields(asked, form), preview="1", **act))
    assert text(preview, "#preview") == "This would change 2 studies"
    assert "IBSA" in texts(preview, "section:has(#preview) td")
    other = {"act": "set_author", "set_author__value": "Somebody else"}
    changed = parsed(send(librarian, "/en/desk/bulk", fields(preview, form), apply="1", **other))
    assert text(changed, "#preview") == "This would change 2 studies", "what was not seen is not done"
    assert desk.catalogue.study(StudyId("digital-inclusion")).contractor is None
    done = parsed(send(librarian, "/en/desk/bulk", fields(preview, form), apply="1", **act))
    assert "2 studies" in text(done, "[role=status]")
    assert desk.catalogue.study(StudyId("digital-inclusion")).contractor == "IBSA"
    assert desk.catalogue.history(StudyId("digital-inclusion"))[-1].by == "librarian"


@pytest.mark.parametrize(
    ("act", "value", "instead", "study", "field", "after"),
    [
        ("set_administration", "STIB", "", TOLL, "administrations", ("stib-mivb",)),
        (
            "replace_administration",
            "STIB",
            "Brussel Mobiliteit",
            "luchtkwaliteit-lez",
            "administrations_as_written",
            ("Leefmilieu Brussel", "STIB"),
        ),
        ("set_type", "audit", "", TOLL, "document_type", "audit"),
        ("remove_keyword", "mobilité", "", TOLL, "keywords", {"fr": ("péage urbain",), "nl": ("stadstol",)}),
        ("set_vat", "unknown", "", TOLL, "cost", Cost(Decimal(185000), Vat.UNKNOWN)),
    ],
)
def test_everything_that_can_be_done_to_many(
    desk: Services, act: str, value: str, instead: str, study: str, field: str, after: object
) -> None:
    bulk = read_bulk(Asked(act=act, value=value, instead=instead), known_of(desk))
    before = desk.catalogue.study(StudyId(study))
    ((_, changed),) = changed_by(bulk, [before])
    assert getattr(changed, field) == after
    assert changed_by(bulk, [changed]) == []


@pytest.mark.parametrize("act", [act for act in Act if act is not Act.TAKE_STEP])
def test_a_change_for_many_without_a_value_is_refused(librarian: TestClient, act: Act) -> None:
    listed = fields(fetch(librarian, "/en/desk/studies"), "form[action$=bulk]")
    refused = send(librarian, "/en/desk/bulk", listed, which="all", act=act.value)
    assert refused.status_code == 422
    assert not text(parsed(refused), "[role=alert]").startswith("value:")


def test_a_step_for_many_lists_those_that_may_not_take_it(librarian: TestClient, desk: Services) -> None:
    desk.catalogue.add_study(Study(id=StudyId("neu"), titles={Language.FR: "Neu"}), by="anna")
    listed = [
        *fields(fetch(librarian, "/en/desk/studies"), "form[action$=bulk]"),
        ("id", "neu"),
        ("id", TOLL),
    ]
    step = {"act": "take_step", "take_step__instead": "submit", "which": "chosen"}
    preview = parsed(send(librarian, "/en/desk/bulk", listed, preview="1", **step))
    assert text(preview, "#preview") == "This would change 1 study"
    assert TOLL in text(preview, "section:has(#refused)")
    done = send(librarian, "/en/desk/bulk", fields(preview, "form[action$=bulk]"), apply="1", **step)
    assert "1 study" in text(parsed(done), "[role=status]")
    assert desk.catalogue.standing(StudyId("neu")).state is StudyState.IN_REVIEW
    nothing = send(librarian, "/en/desk/bulk", listed[:1], which="chosen")
    assert "No study is chosen" in plain(parsed(nothing))


def test_who_is_not_signed_in_sees_nothing_of_it(visitor: TestClient) -> None:
    for path in (
        PAGE,
        f"{PAGE}/history",
        "/fr/desk/studies",
        "/fr/desk/new-study",
        f"{PAGE}/files/1/page/1.png",
    ):
        assert visitor.get(path).headers["location"].startswith("/fr/desk/sign-in"), path
    for path in (PAGE, f"{PAGE}/steps", f"{PAGE}/revert", "/fr/desk/bulk", "/fr/desk/new-study"):
        assert visitor.post(path, data={}).status_code == 401
