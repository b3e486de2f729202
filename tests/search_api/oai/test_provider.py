"""The provider for harvesters: every answer is held to the schemas, and no request breaks it."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]

from corpus.administrations import unlisted_id
from corpus.catalogue.engine import sqlite_url
from corpus.catalogue.store import Catalogue
from corpus.life import Step, StudyState
from corpus.study import PublicationDate, Study, StudyId
from models.language import Language
from search_api.app import create_app
from search_api.describing import present_studies
from search_api.feeds.xml import moment
from search_api.oai.items import Item, harvest
from search_api.oai.provider import IN_LIST
from search_api.oai.records import record
from search_api.services import Services
from search_api.site import Site
from tests.search_api.conftest import MOBILITY, SEEN

OAI = "{http://www.openarchives.org/OAI/2.0/}"
DC = "{http://purl.org/dc/elements/1.1/}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SCHEMA = etree.XMLSchema(etree.parse(str(Path(__file__).parent / "schemas/oai_pmh.xsd")))
TOLL = "oai:testserver:peage-urbain-menages"
VERBS = ("Identify", "ListMetadataFormats", "ListSets", "ListIdentifiers", "ListRecords", "GetRecord")


def ask(client: TestClient, arguments: Mapping[str, Any] | list[tuple[str, str]]) -> Any:
    """Return the answer to a request, which keeps to the schema whatever it says."""
    response = client.get("/oai", params=arguments)  # type: ignore[arg-type]
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "text/xml; charset=utf-8"
    root = etree.fromstring(response.content)
    SCHEMA.assertValid(root)
    return root


def code(client: TestClient, arguments: Mapping[str, Any] | list[tuple[str, str]]) -> str | None:
    """Return the code of the error that a request is answered with."""
    error = ask(client, arguments).find(f"{OAI}error")
    return None if error is None else error.get("code")


def headers(root: Any) -> list[str]:
    """Return the studies whose headers an answer has, in its order."""
    return [header.findtext(f"{OAI}identifier").rpartition(":")[2] for header in root.iter(f"{OAI}header")]


def harvested(client: TestClient, verb: str, **arguments: str) -> Iterator[Any]:
    """Yield the parts of a list to its end."""
    part = ask(client, {"verb": verb, "metadataPrefix": "oai_dc", **arguments})
    yield part
    while token := part.findtext(f".//{OAI}resumptionToken"):
        part = ask(client, {"verb": verb, "resumptionToken": token})
        yield part


@pytest.fixture
def many(own_services: Services) -> Services:
    """A library of more studies than one answer has."""
    own_services.catalogue.put_studies(
        Study(
            id=StudyId(f"report-{number:03}"),
            titles={Language.FR: f"Rapport {number}"},
            administrations=(MOBILITY,) if number % 2 else (),
            published=PublicationDate.parse_iso(str(1990 + number % 20)),
        )
        for number in range(2 * IN_LIST + 30)
    )
    return own_services


def test_a_library_tells_who_it_is(client: TestClient, services: Services) -> None:
    told = ask(client, {"verb": "Identify"}).find(f"{OAI}Identify")
    assert told.findtext(f"{OAI}baseURL") == "http://testserver/oai"
    assert told.findtext(f"{OAI}adminEmail") == "postmaster@testserver.invalid"
    assert told.findtext(f"{OAI}earliestDatestamp") == moment(harvest(services).earliest)
    assert told.findtext(f"{OAI}deletedRecord") == "persistent"


def test_the_contact_is_told_that_was_set(services: Services) -> None:
    known = services.settings.model_copy(update={"contact": "desk@library.example"})
    client = TestClient(create_app(replace(services, settings=known)))
    assert ask(client, {"verb": "Identify"}).findtext(f".//{OAI}adminEmail") == "desk@library.example"


def test_a_record_tells_a_study_as_dublin_core(client: TestClient) -> None:
    root = ask(client, {"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": TOLL})
    assert headers(root) == ["peage-urbain-menages"]
    assert root.find(f"{OAI}request").get("identifier") == TOLL
    assert [node.text for node in root.iter(f"{OAI}setSpec")] == ["bruxelles-mobilite"]
    titles = {
        node.get("{http://www.w3.org/XML/1998/namespace}lang"): node.text for node in root.iter(f"{DC}title")
    }
    assert titles == {"fr": "Péage urbain et budget des ménages", "nl": "Stadstol en huishoudbudget"}
    assert [node.text for node in root.iter(f"{DC}creator")] == ["Bureau d'études Exemple"]
    assert [node.text for node in root.iter(f"{DC}date")] == ["2021-03"]
    assert [node.text for node in root.iter(f"{DC}identifier")] == [
        "http://testserver/study/peage-urbain-menages"
    ]


def test_sets_are_administrations_in_use(client: TestClient) -> None:
    sets = {
        node.findtext(f"{OAI}setSpec"): node.findtext(f"{OAI}setName")
        for node in ask(client, {"verb": "ListSets"}).iter(f"{OAI}set")
    }
    assert sets["bruxelles-mobilite"] == "Bruxelles Mobilité / Brussel Mobiliteit"
    assert sets["unlisted.atelier-des-donnees"] == "Atelier des Données"
    for spec in sets:
        found = ask(client, {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc", "set": spec})
        assert all(
            spec in [node.text for node in one.iter(f"{OAI}setSpec")] for one in found.iter(f"{OAI}header")
        )


def test_a_library_without_studies_has_neither_records_nor_sets(services: Services, tmp_path: Path) -> None:
    with Catalogue.open(sqlite_url(tmp_path / "catalogue.sqlite")) as catalogue:
        client = TestClient(create_app(replace(services, catalogue=catalogue)))
        first = ask(client, {"verb": "Identify"}).findtext(f".//{OAI}earliestDatestamp")
        assert first == "1970-01-01T00:00:00Z"
        assert code(client, {"verb": "ListSets"}) == "noSetHierarchy"
        assert code(client, {"verb": "ListRecords", "metadataPrefix": "oai_dc"}) == "noRecordsMatch"


@pytest.mark.parametrize("verb", ["ListIdentifiers", "ListRecords"])
def test_a_long_list_is_told_in_parts_each_study_once(many: Services, verb: str) -> None:
    client = TestClient(create_app(many))
    parts = [*harvested(client, verb)]
    told = [study for part in parts for study in headers(part)]
    assert sorted(told) == sorted(many.catalogue.study_ids())
    assert [len(headers(part)) for part in parts] == [IN_LIST, IN_LIST, len(told) - 2 * IN_LIST]
    tokens = [part.find(f".//{OAI}resumptionToken") for part in parts]
    assert [token.get("cursor") for token in tokens] == ["0", str(IN_LIST), str(2 * IN_LIST)]
    assert {token.get("completeListSize") for token in tokens} == {str(len(told))}
    assert tokens[-1].text is None


def test_a_list_that_goes_on_keeps_to_its_set_and_its_days(many: Services) -> None:
    client = TestClient(create_app(many))
    asked = {"set": "bruxelles-mobilite", "from": "2026-01-03", "until": "9999-12-31"}
    parts = [*harvested(client, "ListIdentifiers", **asked)]
    assert len(parts) == 2
    told = [study for part in parts for study in headers(part)]
    assert sum(study.startswith("report-") for study in told) == (2 * IN_LIST + 30) // 2
    assert set(told) - {study for study in told if study.startswith("report-")} == {
        "peage-urbain-menages",
        "luchtkwaliteit-lez",
    }


def test_a_study_that_goes_while_a_list_is_told_takes_no_other_with_it(many: Services) -> None:
    client = TestClient(create_app(many))
    asked = {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc"}
    first = ask(client, asked)
    gone = headers(first)[-1]
    many.catalogue.remove_study(StudyId(gone))
    token = first.findtext(f".//{OAI}resumptionToken")
    second = ask(client, {"verb": "ListIdentifiers", "resumptionToken": token})
    everything = [item.study for item in harvest(many).items if item.study != gone]
    assert headers(second)[0] == everything[IN_LIST - 1]


@pytest.mark.parametrize(
    ("ends", "shift", "count"),
    [
        (["from"], 0, 5),
        (["until"], 0, 5),
        (["from", "until"], 0, 5),
        (["from"], 1, 0),
        (["until"], -1, 0),
    ],
)
@pytest.mark.parametrize("length", [10, 20])
def test_a_span_of_days_or_seconds_has_both_its_ends(
    client: TestClient, services: Services, ends: list[str], shift: int, count: int, length: int
) -> None:
    stamps = [item.datestamp for item in harvest(services).items]
    bounds = (
        {"from": min(stamps), "until": max(stamps)}
        if shift == 0
        else {"from": max(stamps), "until": min(stamps)}
    )
    step = timedelta(days=shift) if length == 10 else timedelta(seconds=shift)
    span = {end: f"{moment(bounds[end] + step)[:length]}" for end in ends}
    root = ask(client, {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc", **span})
    assert len(headers(root)) == count
    assert (root.find(f"{OAI}error") is None) == (count > 0)


def life(services: Services, study: str, *steps: Step) -> None:
    for step in steps:
        services.catalogue.take_step(StudyId(study), step, by="anna", reason="Its author asked.")


def fetched(client: TestClient, study: str) -> Any:
    """Return the record of a study."""
    asked = {"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": f"oai:testserver:{study}"}
    return ask(client, asked).find(f".//{OAI}record")


def test_a_withdrawn_study_is_a_deleted_record_until_it_is_restored(own_services: Services) -> None:
    client = TestClient(create_app(own_services))
    before = fetched(client, "titres-services").findtext(f".//{OAI}datestamp")
    life(own_services, "titres-services", Step.WITHDRAW)
    gone = fetched(client, "titres-services")
    (header,) = gone
    assert header.get("status") == "deleted"
    assert header.findtext(f"{OAI}setSpec") == "actiris", "whoever harvests this set has to know too"
    since = own_services.catalogue.standing(StudyId("titres-services")).since
    assert since is not None
    assert header.findtext(f"{OAI}datestamp") == moment(since) >= before
    assert b"author asked" not in etree.tostring(gone)
    life(own_services, "titres-services", Step.RESTORE)
    back = fetched(client, "titres-services")
    assert back.find(f"{OAI}header").get("status") is None
    assert back.findtext(f".//{DC}title") == "L'emploi dans les titres-services"
    assert back.findtext(f".//{OAI}datestamp") >= moment(since)


def test_a_withdrawn_study_keeps_no_set_that_only_it_named(own_services: Services) -> None:
    client = TestClient(create_app(own_services))
    life(own_services, "digital-inclusion", Step.WITHDRAW)
    assert fetched(client, "digital-inclusion").find(f".//{OAI}setSpec") is None
    assert b"Atelier" not in etree.tostring(ask(client, {"verb": "ListSets"}))


def test_a_published_study_that_is_removed_is_a_deleted_record(own_services: Services) -> None:
    client = TestClient(create_app(own_services))
    own_services.catalogue.remove_study(StudyId("titres-services"))
    header = fetched(client, "titres-services").find(f"{OAI}header")
    assert (header.get("status"), header.findtext(f"{OAI}setSpec")) == ("deleted", "actiris")
    own_services.catalogue.put_study(Study(id=StudyId("titres-services"), titles={}))
    assert fetched(client, "titres-services").find(f"{OAI}header").get("status") is None


def test_a_draft_that_is_removed_was_never_there(own_services: Services) -> None:
    own_services.catalogue.put_study(Study(id=StudyId("secret"), titles={}), state=StudyState.DRAFT)
    own_services.catalogue.remove_study(StudyId("secret"))
    assert harvest(own_services).find("secret") is None


def test_a_deleted_study_is_told_by_its_header_alone(services: Services) -> None:
    (study,) = present_studies(services, [services.catalogue.study(StudyId("titres-services"))])
    item = Item(study=StudyId(study.id), datestamp=SEEN, sets=("actiris",), deleted=True)
    told = record(item, study, Site("https://library.example"))
    assert [child.tag for child in told] == ["header"]
    assert told[0].get("status") == "deleted"
    assert told[0].findtext("identifier") == "oai:library.example:titres-services"


LIST = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}
WRONG: list[tuple[Any, str]] = [
    ({}, "badVerb"),
    ({"verb": "Destroy"}, "badVerb"),
    ([("verb", "Identify"), ("verb", "Identify")], "badVerb"),
    ({"verb": "Identify", "metadataPrefix": "oai_dc"}, "badArgument"),
    ({"verb": "GetRecord", "identifier": TOLL}, "badArgument"),
    ({"verb": "GetRecord", "metadataPrefix": "oai_dc"}, "badArgument"),
    ({"verb": "ListRecords"}, "badArgument"),
    ([*LIST.items(), ("set", "actiris"), ("set", "actiris")], "badArgument"),
    ({**LIST, "resumptionToken": "x"}, "badArgument"),
    ({**LIST, "colour": "blue"}, "badArgument"),
    ({**LIST, "set": "a b"}, "badArgument"),
    ({**LIST, "from": "summer"}, "badArgument"),
    ({**LIST, "from": "2021-02-30"}, "badArgument"),
    ({**LIST, "from": "2021-01-01", "until": "2021-01-02T00:00:00Z"}, "badArgument"),
    ({**LIST, "from": "2022-01-01", "until": "2021-01-01"}, "badArgument"),
    ({**LIST, "metadataPrefix": "marc21"}, "cannotDisseminateFormat"),
    ({"verb": "GetRecord", "metadataPrefix": "marc21", "identifier": TOLL}, "cannotDisseminateFormat"),
    ({"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": f"{TOLL}-2"}, "idDoesNotExist"),
    ({"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "oai:elsewhere:x"}, "idDoesNotExist"),
    ({"verb": "ListMetadataFormats", "identifier": "oai:elsewhere:x"}, "idDoesNotExist"),
    ({"verb": "ListRecords", "resumptionToken": "nonsense"}, "badResumptionToken"),
    ({"verb": "ListSets", "resumptionToken": "nonsense"}, "badResumptionToken"),
    ({**LIST, "set": "nobody"}, "noRecordsMatch"),
]


@pytest.mark.parametrize(("arguments", "expected"), WRONG)
def test_what_is_wrong_is_told_by_its_code(client: TestClient, arguments: Any, expected: str) -> None:
    assert code(client, arguments) == expected
    repeated = ask(client, arguments).find(f"{OAI}request").attrib
    assert bool(repeated) == (expected not in ("badVerb", "badArgument"))


def test_a_token_of_one_list_is_of_no_use_for_another(many: Services) -> None:
    client = TestClient(create_app(many))
    token = next(harvested(client, "ListIdentifiers")).findtext(f".//{OAI}resumptionToken")
    assert code(client, {"verb": "ListRecords", "resumptionToken": token}) == "badResumptionToken"


def test_a_request_may_be_posted(client: TestClient) -> None:
    posted = client.post("/oai", data={"verb": "ListMetadataFormats", "identifier": TOLL})
    assert posted.status_code == 200
    root = etree.fromstring(posted.content)
    SCHEMA.assertValid(root)
    assert root.findtext(f".//{OAI}metadataPrefix") == "oai_dc"
    other = client.post("/oai", json={"verb": "Identify"})
    assert etree.fromstring(other.content).find(f"{OAI}error").get("code") == "badVerb"


def test_an_administration_that_is_not_listed_has_a_set_of_its_own(services: Services) -> None:
    spec = unlisted_id("Atelier des Données").replace(":", ".")
    assert [item.study for item in harvest(services).items if spec in item.sets] == ["digital-inclusion"]


NAMES = st.sampled_from(
    ["verb", "identifier", "metadataPrefix", "from", "until", "set", "resumptionToken"]
) | st.text(max_size=5)
VALUES = st.one_of(
    st.sampled_from(
        [*VERBS, "oai_dc", TOLL, "actiris", "2026-01-02", "2026-01-02T00:00:00Z", "9999-12-31", "0001-01-01"]
    ),
    st.text(max_size=30),
)
TOKENS = st.text(st.characters(max_codepoint=127), max_size=80) | st.binary(max_size=120).map(bytes.hex)


@settings(max_examples=300, suppress_health_check=list(HealthCheck))
@given(arguments=st.lists(st.tuples(NAMES, VALUES), max_size=5), post=st.booleans())
def test_no_request_breaks_the_provider(
    client: TestClient, arguments: list[tuple[str, str]], post: bool
) -> None:
    arguments = [(name, value) for name, value in arguments if (name + value).isprintable()]
    if post:
        response = client.post("/oai", data=dict(arguments))
        SCHEMA.assertValid(etree.fromstring(response.content))
    else:
        ask(client, arguments)


@settings(max_examples=200, suppress_health_check=list(HealthCheck))
@given(verb=st.sampled_from(VERBS), token=TOKENS)
def test_no_token_breaks_the_provider(client: TestClient, verb: str, token: str) -> None:
    assert code(client, {"verb": verb, "resumptionToken": token}) in ("badResumptionToken", "badArgument")


@pytest.mark.parametrize(
    "change",
    [
        {"datestamp": "0001-01-01T00:00:00+23:00"},
        {"datestamp": "9999-12-31T23:59:59-23:00"},
        {"datestamp": "2026-01-02"},
        {"arguments": {"metadataPrefix": "marc21", "from": "x"}},
        {"arguments": {}},
        {"arguments": {"resumptionToken": "x"}},
        {"cursor": -1},
        {"cursor": 10**30},
        {"study": None},
        {"extra": 1},
        {"verb": "Identify"},
        {"datestamp": "2999-01-01T00:00:00Z"},
    ],
)
def test_a_token_made_by_hand_is_refused(client: TestClient, change: Mapping[str, Any]) -> None:
    told = {
        "verb": "ListRecords",
        "arguments": {"metadataPrefix": "oai_dc"},
        "datestamp": "2026-01-02T00:00:00Z",
        "study": "a",
        "cursor": 1,
    }
    for changed, expected in (({}, None), (change, "badResumptionToken")):
        token = urlsafe_b64encode(json.dumps({**told, **changed}).encode()).decode()
        assert code(client, {"verb": "ListRecords", "resumptionToken": token}) == expected
