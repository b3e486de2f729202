"""A study as ``<meta>`` elements: Dublin Core, OpenGraph, and what Google Scholar reads (Highwire)."""

from collections.abc import Iterator
from dataclasses import dataclass

from models.language import Language
from search_api.answers import StudyDetailAnswer
from search_api.citing.csl import cited_version, publishers
from search_api.media import media_type
from search_api.metadata.facts import abstract_of, authors, served, sure_date, title_of
from search_api.reading import clean
from search_api.site import Site

SITE_NAME = "Savoir"

DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
"""For ``<link rel="schema.DC">``."""

_REGIONS = {Language.FR: "fr_BE", Language.NL: "nl_BE", Language.EN: "en_GB"}

_LONGEST_DESCRIPTION = 300


@dataclass(frozen=True, slots=True)
class Meta:
    """One element: ``<meta {attribute}="{key}" content="{content}" lang="{language}">``."""

    key: str
    content: str
    language: Language | None = None
    """Of the content, where it is text."""
    attribute: str = "name"


def study_meta(study: StudyDetailAnswer, site: Site, reader: Language) -> tuple[Meta, ...]:
    """Return the elements of all three vocabularies for the page in the reader's language."""
    return (
        *dublin_core(study, site, reader),
        *open_graph(study, site, reader),
        *highwire(study, site, reader),
    )


def dublin_core(study: StudyDetailAnswer, site: Site, reader: Language) -> Iterator[Meta]:
    """Yield the Dublin Core elements, every title and keyword in its language."""
    for language, title in study.titles.items():
        yield Meta("DC.title", clean(title), language)
    for author in authors(study, reader):
        yield Meta("DC.creator", author)
    for publisher in publishers(study, reader):
        yield Meta("DC.publisher", publisher)
    for language, abstract in study.abstracts.items():
        yield Meta("DC.description", clean(abstract), language)
    for language, keywords in study.keywords.items():
        for keyword in keywords:
            yield Meta("DC.subject", clean(keyword), language)
    if study.published:
        yield Meta("DC.date", study.published.text)
    for language in study.languages:
        yield Meta("DC.language", language.value)
    for kind in dict.fromkeys(media_type(file.name).partition(";")[0] for file in study.files):
        yield Meta("DC.format", kind)
    yield Meta("DC.type", "Text")
    yield Meta("DC.identifier", site.study(study.id))


def open_graph(study: StudyDetailAnswer, site: Site, reader: Language) -> Iterator[Meta]:
    """Yield what a link to the page is shown with elsewhere."""
    title, language = title_of(study, reader)
    yield _property("og:type", "article")
    yield _property("og:site_name", SITE_NAME)
    yield _property("og:title", title, language)
    if abstract := abstract_of(study, reader):
        yield _property("og:description", _shortened(abstract[0]), abstract[1])
    yield _property("og:url", site.study(study.id, reader))
    yield _property("og:locale", _REGIONS[reader])
    for other in Language:
        if other is not reader:
            yield _property("og:locale:alternate", _REGIONS[other])


def highwire(study: StudyDetailAnswer, site: Site, reader: Language) -> Iterator[Meta]:
    """Yield the reference of the version that the reader reads."""
    version = cited_version(study, reader)
    title, language = title_of(study, version or reader)
    yield Meta("citation_title", title, language)
    for author in authors(study, version or reader):
        yield Meta("citation_author", author)
    for publisher in publishers(study, version):
        yield Meta("citation_technical_report_institution", publisher)
    if study.published and (date := sure_date(study.published)):
        yield Meta("citation_publication_date", date.replace("-", "/"))
    if version:
        yield Meta("citation_language", version.value)
    for file in served(study):
        if media_type(file.name) == "application/pdf" and file.language in (version, None):
            yield Meta("citation_pdf_url", site.at(file.url))
            break


def _property(key: str, content: str, language: Language | None = None) -> Meta:
    return Meta(key, content, language, attribute="property")


def _shortened(text: str) -> str:
    if len(text) <= _LONGEST_DESCRIPTION:
        return text
    return f"{text[:_LONGEST_DESCRIPTION].rpartition(' ')[0] or text[:_LONGEST_DESCRIPTION]}…"
