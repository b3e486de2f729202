"""A study as a ``dcat:Dataset``, its files as distributions; what is not known is left out, or said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from rdflib import DCAT, DCTERMS, FOAF, ORG, RDF, SKOS, XSD, Graph, Literal, URIRef

from corpus.study import AdministrationId, Study, StudyFile
from models.language import Language
from search_api.answers import AdministrationAnswer, FileDetailAnswer, PublishedAnswer, StudyDetailAnswer
from search_api.dcat.vocabulary import (
    DATE_TYPES,
    EU,
    LANGUAGES,
    PUBLIC,
    SPDX,
    THEMES,
    file_type_of,
    media_type_of,
    theme_names,
    theme_of,
)
from search_api.media import media_type
from search_api.messages import table
from search_api.metadata.facts import sure_date
from search_api.reading import clean
from search_api.site import Site


@dataclass(frozen=True, slots=True)
class Place:
    """Where things of the catalogue have their names."""

    site: Site
    catalogue: URIRef
    contact: URIRef | None
    """Who answers for it; ``None`` where nobody was named."""

    def part(self, name: str) -> URIRef:
        """Return the name of something that belongs to the whole catalogue."""
        return URIRef(f"{self.catalogue}#{quote(name, safe='-')}")


def add_dataset(
    graph: Graph, place: Place, study: Study, shown: StudyDetailAnswer, modified: datetime
) -> URIRef:
    """Tell a study and return its name in the graph."""
    node = URIRef(place.site.study(study.id))
    graph.add((node, RDF.type, DCAT.Dataset))
    graph.add((node, DCTERMS.identifier, Literal(study.id)))
    graph.add((node, DCTERMS.modified, Literal(modified.isoformat(), datatype=XSD.dateTime)))
    _add_texts(graph, node, shown)
    _add_facts(graph, place, node, shown)
    for file, told in zip(study.files, shown.files, strict=True):
        graph.add((node, DCAT.distribution, _add_distribution(graph, place, node, file, told)))
    return node


def add_said(graph: Graph, node: URIRef, property_: URIRef, key: str) -> None:
    """Say a message of the table in each language."""
    for language, text in table()[key].items():
        graph.add((node, property_, Literal(text, lang=language)))


def add_rights(graph: Graph, place: Place) -> URIRef:
    """Say that no licence is known."""
    node = place.part("rights-not-known")
    graph.add((node, RDF.type, DCTERMS.RightsStatement))
    add_said(graph, node, SKOS.prefLabel, "dcat.rights")
    return node


def add_language(graph: Graph, language: Language) -> URIRef:
    """Name a language by the EU's list."""
    graph.add((LANGUAGES[language], RDF.type, DCTERMS.LinguisticSystem))
    return LANGUAGES[language]


def _add_texts(graph: Graph, node: URIRef, shown: StudyDetailAnswer) -> None:
    for language, title in shown.titles.items():
        graph.add((node, DCTERMS.title, Literal(clean(title), lang=language)))
    if not shown.titles:
        graph.add((node, DCTERMS.title, Literal(shown.id)))
    for language, abstract in shown.abstracts.items():
        graph.add((node, DCTERMS.description, Literal(clean(abstract), lang=language)))
    if not shown.abstracts:
        add_said(graph, node, DCTERMS.description, "dcat.no_abstract")
    for language, words in shown.keywords.items():
        for word in words:
            graph.add((node, DCAT.keyword, Literal(clean(word), lang=language)))


def _add_facts(graph: Graph, place: Place, node: URIRef, shown: StudyDetailAnswer) -> None:
    graph.add((PUBLIC, RDF.type, DCTERMS.RightsStatement))
    graph.add((node, DCTERMS.accessRights, PUBLIC))
    if place.contact:
        graph.add((node, DCAT.contactPoint, place.contact))
    for language in Language:
        page = URIRef(place.site.study(shown.id, language))
        graph.add((page, RDF.type, FOAF.Document))
        graph.add((node, DCAT.landingPage, page))
    for language in shown.languages:
        graph.add((node, DCTERMS.language, add_language(graph, language)))
    if shown.published and (issued := _issued(shown.published)):
        graph.add((node, DCTERMS.issued, issued))
    if shown.document_type:
        kind = place.part(f"type-{shown.document_type}")
        graph.add((kind, RDF.type, SKOS.Concept))
        add_said(graph, kind, SKOS.prefLabel, f"type.{shown.document_type}")
        graph.add((node, DCTERMS.type, kind))
    _add_agents(graph, place, node, shown)


def _issued(published: PublishedAnswer) -> Literal | None:
    """Return the date as far as it is sure: a year, a month or a day."""
    sure = sure_date(published)
    return Literal(sure, datatype=DATE_TYPES[len(sure)]) if sure else None


def _add_agents(graph: Graph, place: Place, node: URIRef, shown: StudyDetailAnswer) -> None:
    """Tell who commissioned a study, the first as the one publisher of DCAT-AP, and who wrote it."""
    roles = [DCTERMS.publisher, *[DCTERMS.contributor] * len(shown.administrations)]
    for role, entry in zip(roles, shown.administrations, strict=False):
        graph.add((node, role, _add_administration(graph, place, entry)))
    for theme in sorted(_themes(shown.administrations)):
        graph.add((node, DCAT.theme, _add_theme(graph, theme)))
    if shown.contractor:
        author = URIRef(f"{node}#author")
        graph.add((author, RDF.type, FOAF.Agent))
        graph.add((author, FOAF.name, Literal(clean(shown.contractor))))
        graph.add((node, DCTERMS.creator, author))


def _add_administration(graph: Graph, place: Place, entry: AdministrationAnswer) -> URIRef:
    node = place.part(f"administration-{entry.id}")
    for kind in (FOAF.Agent, ORG.FormalOrganization):
        graph.add((node, RDF.type, kind))
    listed = len(set(entry.names.values())) > 1
    for language, name in entry.names.items():
        # One spelling for all languages is that of an inventory, in a language that nobody told.
        graph.add((node, FOAF.name, Literal(clean(name), lang=language if listed else None)))
    return node


def _themes(administrations: Iterable[AdministrationAnswer]) -> set[str]:
    found = {theme_of(AdministrationId(entry.id)) for entry in administrations}
    return {theme for theme in found if theme}


def _add_theme(graph: Graph, code: str) -> URIRef:
    node = URIRef(f"{EU}data-theme/{code}")
    graph.add((node, RDF.type, SKOS.Concept))
    graph.add((node, SKOS.inScheme, THEMES))
    for language, name in theme_names(code).items():
        graph.add((node, SKOS.prefLabel, Literal(name, lang=language)))
    return node


def _add_distribution(
    graph: Graph, place: Place, dataset: URIRef, file: StudyFile, shown: FileDetailAnswer
) -> URIRef:
    node, address = URIRef(f"{dataset}#file-{shown.n}"), URIRef(place.site.at(shown.url))
    kind = media_type_of(media_type(file.name).partition(";")[0])
    graph.add((node, RDF.type, DCAT.Distribution))
    graph.add((kind, RDF.type, DCTERMS.MediaType))
    for told, value in (
        (DCTERMS.title, Literal(clean(file.name))),
        (DCAT.accessURL, address),
        (DCAT.downloadURL, address),
        (DCAT.mediaType, kind),
        (DCAT.byteSize, Literal(file.size, datatype=XSD.nonNegativeInteger)),
        (DCTERMS.rights, add_rights(graph, place)),
        (SPDX.checksum, _add_checksum(graph, node, file)),
    ):
        graph.add((node, told, value))
    if listed := file_type_of(file.name):
        graph.add((listed, RDF.type, DCTERMS.MediaTypeOrExtent))
        graph.add((node, DCTERMS["format"], listed))
    if shown.language:
        graph.add((node, DCTERMS.language, add_language(graph, shown.language)))
    return node


def _add_checksum(graph: Graph, distribution: URIRef, file: StudyFile) -> URIRef:
    node = URIRef(f"{distribution}-sha256")
    graph.add((node, RDF.type, SPDX.Checksum))
    graph.add((node, SPDX.algorithm, SPDX.checksumAlgorithm_sha256))
    graph.add((node, SPDX.checksumValue, Literal(file.sha256, datatype=XSD.hexBinary, normalize=False)))
    return node
