import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html  # type: ignore[import-untyped]

from corpus.administrations import registry
from corpus.study import PublicationDate, Study, StudyId
from models.language import Language
from search_api.answers import StudyDetailAnswer
from search_api.describing import present_studies, present_study
from search_api.metadata.jsonld import json_ld, report
from search_api.metadata.pairs import Meta, dublin_core, highwire, open_graph, study_meta
from search_api.services import Services
from search_api.site import Site

FR, NL, EN = Language.FR, Language.NL, Language.EN
SITE = Site("https://savoir.example")


def shown(services: Services, study: str) -> StudyDetailAnswer:
    (found,) = present_studies(services, [services.catalogue.study(StudyId(study))])
    return found


def bare(**facts: Any) -> StudyDetailAnswer:
    return present_study(Study(**{"id": StudyId("x"), "titles": {}, **facts}), registry())


def values(pairs: Any, key: str) -> list[str]:
    return [pair.content for pair in pairs if pair.key == key]


def test_a_study_is_a_report_with_its_files_and_whoever_paid_for_it(services: Services) -> None:
    node = report(shown(services, "peage-urbain-menages"), SITE, NL)
    administration = {
        "@type": "GovernmentOrganization",
        "name": "Brussel Mobiliteit",
        "alternateName": ["Bruxelles Mobilité", "Brussels Mobility"],
    }
    files = node.pop("encoding")
    assert node == {
        "@context": "https://schema.org",
        "@type": "Report",
        "@id": "https://savoir.example/study/peage-urbain-menages",
        "url": "https://savoir.example/nl/study/peage-urbain-menages",
        "identifier": "peage-urbain-menages",
        "name": "Stadstol en huishoudbudget",
        "alternateName": ["Péage urbain et budget des ménages"],
        "abstract": "Ce que coûterait un péage urbain aux ménages.",
        "inLanguage": ["fr", "nl"],
        "author": {"name": "Bureau d'études Exemple"},
        "publisher": [administration],
        "funder": [administration],
        "datePublished": "2021-03",
        "keywords": ["péage urbain", "mobilité", "stadstol"],
        "isAccessibleForFree": True,
    }
    assert [(file["contentUrl"], file["encodingFormat"], file["inLanguage"]) for file in files] == [
        (
            "https://savoir.example/api/v1/studies/peage-urbain-menages/files/1",
            "application/pdf",
            "fr",
        ),
        (
            "https://savoir.example/api/v1/studies/peage-urbain-menages/files/2",
            "application/pdf",
            "nl",
        ),
    ]


def test_what_is_not_known_is_not_told() -> None:
    assert set(report(bare(), SITE, FR)) == {
        *("@context", "@type", "@id", "url", "identifier", "name", "isAccessibleForFree"),
    }


@pytest.mark.parametrize(
    ("published", "date"),
    [
        ("2021", "2021"),
        ("2021-03-12", "2021-03-12"),
        ("2021-04/2021-06", "2021"),
        ("2020-12/2021-01", None),
        ("2020/2021", None),
    ],
)
def test_a_date_says_no_more_than_is_sure(published: str, date: str | None) -> None:
    study = bare(published=PublicationDate.parse_iso(published))
    assert report(study, SITE, FR).get("datePublished") == date
    assert values(dublin_core(study, SITE, FR), "DC.date") == [published]


@given(st.text(max_size=50) | st.just("</script><script>alert(1)</script>\u2028<!--"))
def test_no_title_ends_the_block_that_it_stands_in(title: str) -> None:
    text = json_ld(bare(titles={FR: title}), SITE, FR)
    page = html.fromstring(
        f'<html><head><script type="application/ld+json">{text}</script></head><body>after</body></html>'
    )
    (block,) = page.iter("script")
    assert json.loads(block.text or "") == report(bare(titles={FR: title}), SITE, FR)
    assert not set(text) & set("<>&\u2028\u2029")


def test_dublin_core_has_every_title_in_its_language(services: Services) -> None:
    pairs = list(dublin_core(shown(services, "peage-urbain-menages"), SITE, FR))
    assert Meta("DC.title", "Péage urbain et budget des ménages", FR) in pairs
    assert Meta("DC.title", "Stadstol en huishoudbudget", NL) in pairs
    assert values(pairs, "DC.language") == ["fr", "nl"]
    assert values(pairs, "DC.format") == ["application/pdf"]
    assert values(pairs, "DC.publisher") == ["Bruxelles Mobilité"]


def test_open_graph_speaks_the_language_of_the_page(services: Services) -> None:
    pairs = list(open_graph(shown(services, "peage-urbain-menages"), SITE, NL))
    assert all(pair.attribute == "property" for pair in pairs)
    assert values(pairs, "og:title") == ["Stadstol en huishoudbudget"]
    assert values(pairs, "og:url") == ["https://savoir.example/nl/study/peage-urbain-menages"]
    assert values(pairs, "og:locale") == ["nl_BE"]
    assert values(pairs, "og:locale:alternate") == ["fr_BE", "en_GB"]


def test_a_long_abstract_is_cut_between_words() -> None:
    pairs = open_graph(bare(abstracts={FR: "mot " * 200}), SITE, EN)
    (description,) = values(pairs, "og:description")
    assert len(description) <= 301
    assert description.endswith("mot…")


def test_scholars_are_led_to_the_pdf_of_the_version_they_read(services: Services) -> None:
    pairs = list(highwire(shown(services, "peage-urbain-menages"), SITE, NL))
    assert values(pairs, "citation_pdf_url") == [
        "https://savoir.example/api/v1/studies/peage-urbain-menages/files/2"
    ]
    assert values(pairs, "citation_publication_date") == ["2021/03"]
    assert values(pairs, "citation_language") == ["nl"]
    assert not values(highwire(shown(services, "luchtkwaliteit-lez"), SITE, FR), "citation_pdf_url")


def test_every_study_has_metadata_in_every_language(services: Services) -> None:
    for study in present_studies(services, services.catalogue.studies()):
        for language in Language:
            assert all(pair.content for pair in study_meta(study, SITE, language))
            assert json.loads(json_ld(study, SITE, language))["name"]
