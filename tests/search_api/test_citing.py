"""Citations, read back by the parsers of reference managers' formats."""

import re
from importlib import resources
from typing import Any

import bibtexparser
import pytest
import rispy
from bibtexparser.bparser import BibTexParser
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]

from corpus.administrations import registry, unlisted_id
from corpus.study import AdministrationId, PublicationDate, Sha256, Study, StudyFile, StudyId
from models.language import Language
from search_api.citing.bibtex import bibtex, escaped
from search_api.citing.csl import CslItem, csl_item
from search_api.citing.ris import ris
from search_api.citing.text import reference
from search_api.describing import present_study

FR, NL, EN = Language.FR, Language.NL, Language.EN
URL = "https://savoir.example/study/peage"


def item(**facts: Any) -> CslItem:
    facts = {"id": StudyId("peage"), "titles": {FR: "Péage urbain"}, **facts}
    return csl_item(present_study(Study(**facts), registry()), url=URL)


def cited(client: TestClient, form: str, **parameters: str) -> str:
    response = client.get(
        "/api/v1/studies/peage-urbain-menages/citation", params={"format": form, **parameters}
    )
    assert response.status_code == 200, response.text
    return response.text


def read_bibtex(text: str) -> dict[str, str]:
    parser = BibTexParser(common_strings=True, ignore_nonstandard_types=False)
    (entry,) = bibtexparser.loads(text, parser=parser).entries
    fields: dict[str, str] = entry
    return fields


def test_the_citation_as_csl_json_has_the_facts_of_the_catalogue(client: TestClient) -> None:
    response = client.get(
        "/api/v1/studies/peage-urbain-menages/citation", params={"format": "csl-json", "language": "nl"}
    )
    assert response.headers["content-type"] == "application/vnd.citationstyles.csl+json"
    assert response.headers["content-disposition"] == 'attachment; filename="peage-urbain-menages.json"'
    assert response.json() == [
        {
            "id": "peage-urbain-menages",
            "type": "report",
            "title": "Stadstol en huishoudbudget",
            "URL": "http://testserver/study/peage-urbain-menages",
            "author": [{"literal": "Bureau d'études Exemple"}],
            "publisher": "Brussel Mobiliteit",
            "issued": {"date-parts": [[2021, 3]]},
            "number-of-pages": "2",
            "language": "nl",
        }
    ]


def test_bibtex_is_read_back_as_it_was_meant(client: TestClient) -> None:
    assert read_bibtex(cited(client, "bibtex", language="fr")) == {
        "ENTRYTYPE": "techreport",
        "ID": "peage-urbain-menages",
        "title": "{Péage urbain et budget des ménages}",
        "author": "{Bureau d'études Exemple}",
        "institution": "{Bruxelles Mobilité}",
        "year": "2021",
        "month": "March",
        "date": "2021-03",
        "pagetotal": "2",
        "language": "french",
        "langid": "french",
        "url": "http://testserver/study/peage-urbain-menages",
    }


def test_ris_is_read_back_as_it_was_meant(client: TestClient) -> None:
    (record,) = rispy.loads(cited(client, "ris", language="fr"))
    assert record == {
        "type_of_reference": "RPRT",
        "id": "peage-urbain-menages",
        "title": "Péage urbain et budget des ménages",
        "authors": ["Bureau d'études Exemple"],
        "publisher": "Bruxelles Mobilité",
        "year": "2021",
        "date": "2021/03//",
        "language": "fr",
        "urls": ["http://testserver/study/peage-urbain-menages"],
    }


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "fr",
            "Bureau d'études Exemple (mars 2021). Péage urbain et budget des ménages. Bruxelles Mobilité, "
            "2 p. http://testserver/study/peage-urbain-menages\n",
        ),
        (
            "nl",
            "Bureau d'études Exemple (maart 2021). Stadstol en huishoudbudget. Brussel Mobiliteit, "
            "2 p. http://testserver/study/peage-urbain-menages\n",
        ),
        (
            "en",
            "Bureau d'études Exemple (March 2021). Péage urbain et budget des ménages. Bruxelles Mobilité, "
            "2 p. http://testserver/study/peage-urbain-menages\n",
        ),
    ],
)
def test_a_reference_is_written_in_the_language_of_the_reader(
    client: TestClient, language: str, text: str
) -> None:
    assert cited(client, "text", language=language) == text


@pytest.mark.parametrize(
    ("published", "parts", "year", "date", "ris_date", "text"),
    [
        ("2021", [[2021]], "2021", "2021", None, "2021"),
        ("2021-03", [[2021, 3]], "2021", "2021-03", "2021/03//", "mars 2021"),
        ("2021-03-12", [[2021, 3, 12]], "2021", "2021-03-12", "2021/03/12/", "12 mars 2021"),
        (
            "2021-04/2021-06",
            [[2021, 4], [2021, 6]],
            "2021",
            "2021-04/2021-06",
            "2021///2021-04–2021-06",
            "avril–juin 2021",
        ),
        ("2020/2021", [[2020], [2021]], "2020--2021", "2020/2021", "2020///2020–2021", "2020–2021"),
    ],
)
def test_a_date_is_cited_as_far_as_it_is_known(
    published: str, parts: list[list[int]], year: str, date: str, ris_date: str | None, text: str
) -> None:
    dated = item(published=PublicationDate.parse_iso(published))
    assert dated["issued"] == {"date-parts": parts}
    entry = read_bibtex(bibtex([dated]))
    assert (entry["year"], entry["date"]) == (year, date)
    assert rispy.loads(ris([dated]))[0].get("date") == ris_date
    assert f"({text})" in reference(dated, FR)


def test_an_undated_study_of_nobody_is_cited_by_its_title() -> None:
    bare = item()
    assert set(bare) == {"id", "type", "title", "language", "URL"}
    assert reference(bare, NL) == f"Péage urbain (z.d.). {URL}"
    assert set(read_bibtex(bibtex([bare]))) == {"ENTRYTYPE", "ID", "title", "language", "langid", "url"}
    assert "year" not in rispy.loads(ris([bare]))[0]


def test_without_a_contractor_the_administrations_are_the_authors_and_named_once() -> None:
    two = item(administrations=(AdministrationId("actiris"), unlisted_id("Atelier des Données")))
    assert two["author"] == [{"literal": "Actiris"}, {"literal": "atelier des donnees"}]
    assert reference(two, FR).count("Actiris") == 1
    assert read_bibtex(bibtex([two]))["author"] == "{Actiris} and {atelier des donnees}"


def test_a_translated_title_is_not_taken_for_a_version() -> None:
    file = StudyFile(sha256=Sha256("0" * 64), name="stadstol.pdf", size=1, language=NL)
    study = Study(id=StudyId("x"), titles={FR: "Péage urbain", NL: "Stadstol"}, files=(file,))
    cited = csl_item(present_study(study, registry()), url=URL, reader=FR)
    assert (cited["title"], cited["language"]) == ("Stadstol", "nl")


def test_the_browser_s_language_counts_where_none_is_asked_for(client: TestClient) -> None:
    address = "/api/v1/studies/peage-urbain-menages/citation?format=text"
    response = client.get(address, headers={"Accept-Language": "nl-BE"})
    assert "maart 2021" in response.text
    assert response.headers["vary"] == "Accept-Language"


HOSTILE = "50 % de {A} & \\B_c# $d ~e^f } “g” <b>h</b>\nTY  - BOOK\n@book{x, y}"


def test_no_title_breaks_out_of_its_entry() -> None:
    hostile = item(titles={FR: HOSTILE}, contractor="A and B, {Sons}")
    entry = read_bibtex(bibtex([hostile]))
    assert entry["title"].startswith(
        r"{50 \% de \textbraceleft{}A\textbraceright{} \& \textbackslash{}B\_c\#"
    )
    assert entry["author"] == r"{A and B, \textbraceleft{}Sons\textbraceright{}}"
    (record,) = rispy.loads(ris([hostile]))
    assert record["type_of_reference"] == "RPRT"
    assert record["title"].endswith("<b>h</b> TY - BOOK @book{x, y}")


@given(st.text(max_size=60))
def test_every_title_leaves_bibtex_with_braces_in_pairs(title: str) -> None:
    assert escaped(title).count("{") == escaped(title).count("}")
    written = bibtex([item(titles={FR: title or "x"})])
    assert read_bibtex(written)["ID"] == "peage"


@given(st.text(max_size=60))
def test_every_title_is_one_line_of_ris_and_one_reference(title: str) -> None:
    hostile = item(titles={FR: title}, contractor=title or None)
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in ris([hostile]).split("\r\n")[:-1])
    assert reference(hostile, FR).endswith(URL)


def test_a_title_that_ends_in_a_mark_gets_no_stop() -> None:
    assert "Quel avenir ? http" in reference(item(titles={FR: "Quel avenir ?"}, contractor="ULB"), FR)


def test_the_style_keeps_to_the_schema_of_styles() -> None:
    schema = resources.files("citeproc").joinpath("data/schema/schemas/styles/csl.rng")
    style = resources.files("search_api.citing").joinpath("style.csl")
    etree.RelaxNG(etree.fromstring(schema.read_bytes())).assertValid(etree.fromstring(style.read_bytes()))


def test_an_unknown_format_is_refused_with_the_known_ones(client: TestClient) -> None:
    response = client.get("/api/v1/studies/digital-inclusion/citation?format=word")
    assert response.status_code == 422
    assert response.json()["errors"][0] == {
        "parameter": "format",
        "reason": "“word” is not known; the known values are bibtex, ris, csl-json, text",
    }


def test_a_study_that_is_not_there_cannot_be_cited(client: TestClient) -> None:
    assert client.get("/api/v1/studies/nothing/citation").status_code == 404
