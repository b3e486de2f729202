"""Addresses and the states that they bring back."""

from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.study import DocumentType
from index.question import Mode
from models.language import Language
from search_api.ordering import Order
from search_api.services import Services
from search_api.web.given import MOST_PAGE, read_state
from search_api.web.state import REPEATED, Field, Filter, SearchState

VALUES: dict[Field, st.SearchStrategy[str]] = {
    Field.ADMINISTRATION: st.sampled_from(["bruxelles-mobilite", "actiris", "unlisted:atelier-des-donnees"]),
    Field.DATE_FROM: st.sampled_from(["1999", "2018-06", "2019-02-28"]),
    Field.DATE_TO: st.sampled_from(["2019-02-28", "2021", "2022-12"]),
    Field.COST_MIN: st.sampled_from(["0", "12.5", "25000"]),
    Field.COST_MAX: st.sampled_from(["25000", "49999.99"]),
    Field.INCLUDE_UNKNOWN_COST: st.just("true"),
    Field.LANGUAGE: st.sampled_from([language.value for language in Language]),
    Field.DOCUMENT_TYPE: st.sampled_from([kind.value for kind in DocumentType]),
}


def filters_of(field: Field) -> st.SearchStrategy[Filter]:
    return VALUES[field].map(lambda value: Filter(field, value))


filters = st.one_of([filters_of(field) for field in Field])


@st.composite
def states(draw: st.DrawFn) -> SearchState:
    bare = SearchState(
        q=draw(st.sampled_from(["", "péage urbain", "50% & plus ?", "a=b#c", "«Où»"])),
        mode=draw(st.sampled_from(Mode)),
        sort=draw(st.sampled_from(Order)),
    )
    return bare.having(*draw(st.lists(filters, max_size=6))).on_page(draw(st.integers(1, MOST_PAGE)))


def read(url: str, services: Services) -> SearchState:
    given = read_state(parse_qsl(urlsplit(url).query), services, Language.EN)
    assert not given.ignored
    return given.state


@given(state=states(), language=st.sampled_from(Language))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_state_has_an_address_that_brings_it_back(
    services: Services, state: SearchState, language: Language
) -> None:
    assert urlsplit(state.url(language)).path == f"/{language}"
    assert read(state.url(language), services) == state


@given(state=states(), added=filters)
def test_a_filter_that_is_added_can_be_taken_away_again(state: SearchState, added: Filter) -> None:
    having = state.having(added)
    assert added in having.filters
    assert having.page == 1
    without = having.without(added.field, value=added.value)
    assert added not in without.filters
    assert set(without.filters) <= set(state.filters)
    others = {one for one in state.filters if one.field is not added.field}
    assert others <= set(without.filters)


@given(state=states(), added=filters)
def test_a_filter_with_one_value_takes_the_place_of_the_one_before(state: SearchState, added: Filter) -> None:
    values = state.having(added).values(added.field)
    assert values == (added.value,) or added.field in REPEATED


anything = st.text(st.characters(exclude_categories=()), max_size=30)
names = st.one_of(anything, st.sampled_from([*Field, "q", "page", "sort", "mode", "limit", "explain"]))
values = st.one_of(
    anything,
    st.sampled_from(
        ["", "0", "-1", "99999999999999999999", "2018", "2018-13", "0000", "9999", "1e9", "nan", "%00", "١٢"]
    ),
)


def encoded(pairs: list[tuple[str, str]]) -> str:
    return "&".join(
        f"{quote(name, errors='replace')}={quote(value, errors='replace')}" for name, value in pairs
    )


@given(pairs=st.lists(st.tuples(names, values), max_size=6), language=st.sampled_from(Language))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
def test_no_parameter_breaks_the_search_page(
    client: TestClient, pairs: list[tuple[str, str]], language: Language
) -> None:
    response = client.get(f"/{language}?{encoded(pairs)}")
    assert response.status_code == 200
    assert BeautifulSoup(response.text, "lxml").select_one("main #answer")


@given(typed=anything, language=st.sampled_from(Language))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_breaks_the_suggestions(client: TestClient, typed: str, language: Language) -> None:
    assert client.get(f"/{language}/suggest?{encoded([('q', typed)])}").status_code == 200


@given(study=anything)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_id_breaks_the_study_page_nor_leads_elsewhere(client: TestClient, study: str) -> None:
    for path in ("/study/", "/fr/study/"):
        response = client.get(path + quote(study, errors="replace"), follow_redirects=False)
        assert response.status_code in (307, 404), response.headers.get("location")


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example",
        "/fr//evil.example",
        "/fr/study//evil.example",
        "/study/%2F%2Fevil.example",
        "/\\evil.example",
    ],
)
def test_no_address_leads_away_from_the_server(client: TestClient, path: str) -> None:
    response = client.get(f"http://testserver{path}", follow_redirects=False)
    location = response.headers.get("location", "/")
    assert urlsplit(location).netloc in ("", "testserver")
    assert not location.startswith(("//", "/\\"))
