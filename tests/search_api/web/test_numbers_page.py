import re

import pytest
from bs4 import Tag
from fastapi.testclient import TestClient

from models.language import Language
from tests.search_api.web.pages import fetch, links, one, plain, text, texts


def rows(page: Tag, table: str) -> dict[str, list[str]]:
    """Return the cells of a table by the name of their row."""
    found = page.select(f"section:has(#{table}) tbody tr")
    return {text(row, "th"): texts(row, "td") for row in found}


@pytest.mark.parametrize("language", Language)
def test_the_numbers_are_there_in_every_language(client: TestClient, language: Language) -> None:
    page = fetch(client, f"/{language}/numbers")
    assert one(page, "html")["lang"] == language
    assert len(page.select("table")) == 6
    assert {str(link["hreflang"]) for link in page.select("link[hreflang]")} == set(Language)


def test_an_unknown_cost_is_counted_and_not_added(client: TestClient) -> None:
    page = fetch(client, "/en/numbers")
    said = " ".join(texts(page, "main p"))
    assert "5 studies in all." in said
    assert "The cost of 2 studies is unknown: they are in no sum." in said
    assert "1 study cost €185,000, VAT excluded." in said
    assert rows(page, "languages")["English"] == ["1", "1", "", "", ""]


def test_sums_keep_kinds_of_vat_apart(client: TestClient) -> None:
    page = fetch(client, "/en/numbers")
    heads = texts(page.select("table")[0], "thead th")
    assert heads[3:] == ["Cost, VAT included", "Cost, VAT excluded", "Cost, VAT unknown"]
    assert rows(page, "administrations")["Brussels Mobility"] == ["2", "0", "€42,000.50", "€185,000", ""]


def test_every_row_leads_to_as_many_studies_as_it_says(client: TestClient) -> None:
    page = fetch(client, "/en/numbers")
    leading = [row for row in page.select("tbody tr") if row.select("th a")]
    assert len(leading) > 8
    for row in leading:
        found = fetch(client, str(one(row, "th a")["href"]))
        count = re.match(r"\d+", text(found, "h2:not([id])"))
        assert count
        assert text(row, ".bar span") == count.group(), plain(row)


def test_the_longest_bar_is_that_of_the_most_studies(client: TestClient) -> None:
    for table in fetch(client, "/en/numbers").select("table:has(rect)"):
        widths = {
            int(text(row, ".bar span")): int(str(one(row, "rect")["width"]))
            for row in table.select("tbody tr")
        }
        assert widths[max(widths)] == 100
        assert widths.get(0, 0) == 0


def test_every_table_is_to_be_had_as_csv(client: TestClient) -> None:
    urls = [url for url in links(fetch(client, "/nl/numbers"), "main a").values() if ".csv" in url]
    assert len(urls) == 6
    for url in urls:
        answer = client.get(url)
        assert answer.headers["content-type"].startswith("text/csv")


def test_an_administration_has_its_studies_and_their_cost_by_year(client: TestClient) -> None:
    page = fetch(client, "/en/numbers")
    studies, costs = page.select("table.grid")
    years = texts(studies, "thead th")[1:]
    assert years == texts(costs, "thead th")[1:] == ["2018", "2019", "2020", "2021", "date unknown"]
    counted, spent = (
        {text(row, "th"): dict(zip(years, texts(row, "td"), strict=True)) for row in table.select("tbody tr")}
        for table in (studies, costs)
    )
    assert counted["Brussels Mobility"] == {
        **dict.fromkeys(years, ""), "2019": "1", "2021": "1",
    }  # fmt: skip
    assert spent["Brussels Mobility"]["2021"] == "€185,000 VAT excluded"
    assert spent["Atelier des Données"]["date unknown"] == "Cost unknown"
    cell = next(
        str(link["href"]) for link in studies.select("a") if "bruxelles-mobilite" in str(link["href"])
    )
    assert len(fetch(client, cell).select(".result")) == 1
