"""The OpenAPI document, its page, and every address held to it."""

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from search_api import examples
from search_api.answers import SearchAnswer, StudyDetailAnswer
from search_api.app import create_app
from search_api.routes.pages import STATIC
from search_api.services import Services

FILES = "/api/v1/studies/{study}/files/{n}"
ADDRESSES = (
    "/api/v1/search",
    "/api/v1/search/export",
    "/api/v1/suggest",
    "/api/v1/studies",
    "/api/v1/studies/{study}",
    "/api/v1/studies/{study}/similar",
    "/api/v1/studies/{study}/citation",
    FILES,
    "/api/v1/administrations",
    "/api/v1/numbers",
    "/api/v1/numbers/{table}.csv",
    "/api/v1/inventory",
    "/api/v1/inventory/years.csv",
    "/api/v1/inventory/{year}",
    "/api/v1/inventory/{year}.{form}",
    "/api/v1/inventory/{year}/administrations.csv",
    "/api/v1/inventory/{year}/lacking.csv",
    "/api/v1/imports",
    "/api/v1/imports/{job}",
    "/api/v1/imports/{job}/events",
    "/api/v1/todo",
    "/feeds/search.atom",
    "/healthz",
    "/readyz",
    "/api/v1/desk/studies",
    "/api/v1/desk/studies/{study}",
    "/api/v1/desk/studies/{study}/files/{n}",
    "/api/v1/desk/studies/{study}/history",
    "/api/v1/desk/studies/{study}/compare",
    "/api/v1/desk/comparisons/{job}",
    "/api/v1/desk/administrations",
    "/api/v1/desk/administrations/{entry}",
    "/api/v1/desk/administrations/{entry}/history",
    "/api/v1/desk/glossary",
    "/api/v1/desk/glossary/{entry}",
    "/api/v1/desk/glossary/{entry}/history",
)
CHANGING = (
    "/api/v1/imports/{job}/cancel",
    "/api/v1/imports/{job}/retry",
    "/api/v1/desk/comparisons",
    "/api/v1/desk/comparisons/{job}/cancel",
    "/api/v1/desk/comparisons/{job}/retry",
    "/api/v1/todo/{todo}/accept",
    "/api/v1/todo/{todo}/dismiss",
    "/api/v1/desk/studies/{study}/steps",
    "/api/v1/desk/studies/{study}/revert",
    "/api/v1/administrations/{entry}",
    "/api/v1/desk/administrations/{entry}/restore",
    "/api/v1/glossary",
    "/api/v1/glossary/{entry}",
    "/api/v1/desk/glossary/{entry}/restore",
)
"""Addresses that only change what is there."""


@pytest.fixture(scope="module")
def described(services: Services) -> schemathesis.BaseSchema:
    return schemathesis.openapi.from_asgi("/openapi.json", create_app(services))


STUDIES = ("peage-urbain-menages", "digital-inclusion", "acces-guichets", None)
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


def hold(described: schemathesis.BaseSchema, address: str, mode: GenerationMode) -> None:
    """Ask an address in many ways, also of studies that exist, and hold the answers to the document."""
    cases = described[address]["GET"].as_strategy(generation_mode=mode)

    @settings(max_examples=25, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=cases, study=st.sampled_from(STUDIES))
    def ask(case: schemathesis.Case[Any], study: str | None) -> None:
        if study and "study" in case.path_parameters:
            case.path_parameters["study"] = study
        case.call_and_validate(checks=CHECKS)

    ask()


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_keeps_to_its_description(described: schemathesis.BaseSchema, address: str) -> None:
    hold(described, address, GenerationMode.POSITIVE)


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/search",
        "/api/v1/search/export",
        "/feeds/search.atom",
        "/api/v1/numbers",
        "/api/v1/numbers/{table}.csv",
        "/api/v1/inventory/years.csv",
        "/api/v1/inventory/{year}",
        "/api/v1/inventory/{year}.{form}",
        "/api/v1/inventory/{year}/administrations.csv",
        "/api/v1/inventory/{year}/lacking.csv",
        "/api/v1/suggest",
        "/api/v1/studies",
        "/api/v1/studies/{study}/similar",
        "/api/v1/studies/{study}/citation",
        FILES,
    ],
)
def test_what_the_description_forbids_is_refused_as_it_says(
    described: schemathesis.BaseSchema, address: str
) -> None:
    hold(described, address, GenerationMode.NEGATIVE)


def test_the_examples_are_answers(client: TestClient) -> None:
    SearchAnswer.model_validate_json(SearchAnswer.model_validate(examples.SEARCH).model_dump_json())
    StudyDetailAnswer.model_validate(examples.STUDY_DETAIL)
    passage = examples.SEARCH["results"][0]["passages"][0]
    words = [passage["text"][start:end] for start, end in passage["highlights"]]
    assert words == ["péage", "urbain", "ménages"]


def test_every_address_and_parameter_is_described(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert set(paths) == {*ADDRESSES, *CHANGING}
    for operations in paths.values():
        for operation in operations.values():
            assert operation["summary"]
            assert operation["description"]
            assert all(parameter.get("description") for parameter in operation.get("parameters", []))


def test_the_documentation_page_loads_nothing_from_elsewhere(client: TestClient) -> None:
    page = client.get("/docs")
    assert page.status_code == 200
    sources = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert sources
    for source in sources:
        assert source.startswith(("/", "data:"))
        if source.startswith("/"):
            assert client.get(source).status_code == 200
    assert (
        "'unsafe-inline'" not in page.headers["content-security-policy"].split("script-src")[1].split(";")[0]
    )
    assert "://" not in (STATIC / "docs.js").read_text()


@pytest.mark.parametrize(
    ("folder", "names"),
    [
        (STATIC / "swagger", {"swagger-ui-bundle.js", "swagger-ui.css"}),
        (STATIC.parent / "web" / "static" / "htmx", {"htmx.min.js"}),
        (Path(__file__).parent / "web" / "axe", {"axe.min.js"}),
    ],
    ids=["swagger", "htmx", "axe"],
)
def test_the_vendored_files_are_those_of_their_readme(folder: Path, names: set[str]) -> None:
    listed = dict(re.findall(r"([0-9a-f]{64})  (\S+)", (folder / "README.md").read_text()))
    assert set(listed.values()) == names
    for digest, name in listed.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


def test_there_is_one_documentation_page(client: TestClient) -> None:
    assert client.get("/docs").status_code == 200
    assert client.get("/redoc").status_code == 404
