"""The provider for harvesters: every answer is held to the schemas, and no request breaks it."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]

from corpus.administrations import unlisted_id
from corpus.study import PublicationDate, Study, StudyId
from models.language import Language
from search_api.app import create_app
from search_api.describing import present_studies
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


def test_a_library_tells_who_it_is(client: TestClient) -> None:
    told = ask(client, {"verb": "Identify"}).find(f"{OAI}Identify")
    assert told.findtext(f"{OAI}baseURL") == "http://testserver/oai"
    assert told.findtext(f"{OAI}adminEmail") == "postmaster@testserver.invalid"
    assert told.findtext(f"{OAI}earliestDatestamp") == "2026-01-02T00:00:00Z"
    assert told.findtext(f"{OAI}deletedRecord") == "no"


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


def test_a_library_without_studies_has_neither_records_nor_sets(own_services: Services) -> None:
    for study in own_services.catalogue.study_ids():
        own_services.catalogue.remove_study(study)
    client = TestClient(create_app(own_services))
    assert ask(client, {"verb": "Identify"}).findtext(f".//{OAI}earliestDatestamp") == "1970-01-01T00:00:00Z"
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
    asked = {"set": "bruxelles-mobilite", "from": "1991-01-01", "until": "2009-12-31"}
    parts = [*harvested(client, "ListIdentifiers", **asked)]
    assert len(parts) == 2
    assert all(study.startswith("report-") for part in parts for study in headers(part))
    assert sum(len(headers(part)) for part in parts) == (2 * IN_LIST + 30) // 2


def test_a_study_that_goes_while_a_list_is_told_takes_no_other_with_it(many: Services) -> None:
    client = TestClient(create_app(many))
    asked = {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc"}
    first = ask(client, asked)
    gone = headers(first)[-1]
    many.catalogue.remove_study(StudyId(gone))
    token = first.findtext(f".//{OAI}resumptionToken")
    second = ask(client, {"verb": "ListIdentifiers", "resumptionToken": token})
    everything = [item.study for item in harvest(many).items]
    assert headers(second)[0] == everything[IN_LIST - 1]


@pytest.mark.parametrize(
    ("span", "count"),
    [
        ({"from": "2026-01-02"}, 5),
        ({"until": "2026-01-02"}, 5),
        ({"from": "2026-01-02T00:00:00Z", "until": "2026-01-02T00:00:00Z"}, 5),
        ({"from": "2026-01-02T00:00:01Z"}, 0),
        ({"until": "2026-01-01"}, 0),
    ],
)
def test_a_span_of_days_or_seconds_has_both_its_ends(
    client: TestClient, span: Mapping[str, str], count: int
) -> None:
    root = ask(client, {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc", **span})
    assert len(headers(root)) == count
    assert (root.find(f"{OAI}error") is None) == (count > 0)


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
