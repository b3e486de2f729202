"""The catalogue in parts, each a whole description with the address of the next (Hydra paging)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rdflib import DCAT, DCTERMS, FOAF, RDF, RDFS, SKOS, XSD, Graph, Literal, URIRef

from corpus.study import StudyId
from models.language import Language
from search_api.dcat.datasets import Place, add_dataset, add_language, add_rights, add_said
from search_api.dcat.vocabulary import BRUSSELS, HYDRA, THEMES, VCARD, new_graph
from search_api.describing import present_studies
from search_api.metadata.pairs import SITE_NAME
from search_api.oai.items import Item
from search_api.site import Site

if TYPE_CHECKING:
    from search_api.services import Services

PATH = "/dcat"
IN_PART = 100
"""Studies of one part; ids order them, so that what comes or goes takes no other with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What is asked of the catalogue."""

    site: Site
    path: str
    """That was asked; the next part is asked by it too."""
    after: str | None
    """The last study of the part before; ``None``: the first part."""

    def address(self, after: str | None) -> URIRef:
        """Return the address of a part."""
        return URIRef(self.site.at(self.path, {"after": after} if after else None))


def catalogue_part(services: "Services", items: Sequence[Item], part: Part) -> Graph:
    """Return a part of the catalogue of these items, without those that are deleted."""
    held = sorted((item for item in items if not item.deleted), key=lambda item: item.study)
    left = [item for item in held if part.after is None or item.study > part.after]
    page = {item.study: item for item in left[:IN_PART]}
    graph = new_graph()
    place = _place(graph, services, part.site)
    _add_catalogue(graph, place)
    _add_view(graph, place, part, total=len(held), following=[*page][-1] if len(left) > IN_PART else None)
    _add_studies(graph, services, place, page)
    return graph


def _place(graph: Graph, services: "Services", site: Site) -> Place:
    catalogue = URIRef(site.at(PATH))
    if services.settings.contact is None:
        return Place(site, catalogue, None)
    contact = URIRef(f"{catalogue}#contact")
    graph.add((contact, RDF.type, VCARD.Kind))
    graph.add((contact, VCARD.fn, Literal(SITE_NAME)))
    graph.add((contact, VCARD.hasEmail, URIRef(f"mailto:{services.settings.contact}")))
    return Place(site, catalogue, contact)


def _add_catalogue(graph: Graph, place: Place) -> None:
    node, publisher, home = place.catalogue, place.part("publisher"), URIRef(place.site.at("/"))
    graph.add((node, RDF.type, DCAT.Catalog))
    graph.add((node, DCTERMS.title, Literal(SITE_NAME)))
    add_said(graph, node, DCTERMS.description, "opensearch.description")
    graph.add((publisher, RDF.type, FOAF.Agent))
    graph.add((publisher, FOAF.name, Literal(SITE_NAME)))
    graph.add((home, RDF.type, FOAF.Document))
    graph.add((BRUSSELS, RDF.type, DCTERMS.Location))
    add_said(graph, BRUSSELS, RDFS.label, "dcat.region")
    graph.add((THEMES, RDF.type, SKOS.ConceptScheme))
    add_said(graph, THEMES, DCTERMS.title, "dcat.themes")
    for told, value in (
        (DCTERMS.publisher, publisher),
        (FOAF.homepage, home),
        (DCTERMS.spatial, BRUSSELS),
        (DCAT.themeTaxonomy, THEMES),
        (DCTERMS.rights, add_rights(graph, place)),
        *((DCTERMS.language, add_language(graph, language)) for language in Language),
    ):
        graph.add((node, told, value))


def _add_view(graph: Graph, place: Place, part: Part, *, total: int, following: str | None) -> None:
    view = part.address(part.after)
    if view == place.catalogue:  # a part is not the catalogue
        view = URIRef(f"{view}#first")
    graph.add((place.catalogue, HYDRA.view, view))
    graph.add((place.catalogue, HYDRA.totalItems, Literal(total, datatype=XSD.integer)))
    graph.add((view, RDF.type, HYDRA.PartialCollectionView))
    graph.add((view, HYDRA.first, part.address(None)))
    if following:
        graph.add((view, HYDRA.next, part.address(following)))


def _add_studies(graph: Graph, services: "Services", place: Place, page: Mapping[StudyId, Item]) -> None:
    """Tell the studies of a part, without those that have gone since the items were counted."""
    studies = [*services.catalogue.studies_by_id([*page]).values()]
    latest = max((page[study.id].datestamp for study in studies), default=None)
    if latest:
        graph.add((place.catalogue, DCTERMS.modified, Literal(latest.isoformat(), datatype=XSD.dateTime)))
    for study, shown in zip(studies, present_studies(services, studies), strict=True):
        node = add_dataset(graph, place, study, shown, page[study.id].datestamp)
        graph.add((place.catalogue, DCAT.dataset, node))
