"""A ``dcat:Dataset`` as what a source tells of a study."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import PurePosixPath

from rdflib import DCAT, DCTERMS, FOAF, RDFS, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from corpus.inventory.languages import language_of
from models.language import Language
from search_api.harvesting.record import Link, SourceRecord, Text

_SPDX = Namespace("http://spdx.org/rdf/terms#")
_VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
_SCHEMA = Namespace("https://schema.org/")
_NAMES = (FOAF.name, SKOS.prefLabel, RDFS.label, _VCARD.fn, _SCHEMA.name)
_FIRST = {language.value: place for place, language in enumerate(Language)}
_SHA256 = (_SPDX.checksumAlgorithm_sha256, _SPDX["sha256"])


def read_dataset(graph: Graph, node: URIRef) -> SourceRecord:
    """Return what a graph tells of a dataset."""
    return SourceRecord(
        identifier=str(node),
        stamp=_stamp(graph, node),
        titles=_texts(graph, node, DCTERMS.title),
        abstracts=_texts(graph, node, DCTERMS.description),
        keywords=_texts(graph, node, DCAT.keyword),
        publishers=tuple(_agents(graph, node, DCTERMS.publisher, DCTERMS.contributor)),
        authors=tuple(_agents(graph, node, DCTERMS.creator)),
        dates=tuple(str(value) for value in _values(graph, node, DCTERMS.issued)),
        languages=tuple(_language_name(value) for value in _values(graph, node, DCTERMS.language)),
        types=tuple(_types(graph, node)),
        links=tuple(_links(graph, node)),
    )


def _values(graph: Graph, node: Node, *relations: URIRef) -> list[Node]:
    """Return the values of relations, each in an order that does not depend on the document."""
    return [value for relation in relations for value in sorted(graph.objects(node, relation), key=_order)]


def _order(value: Node) -> tuple[str, str]:
    return str(value), str(getattr(value, "language", None))


def _texts(graph: Graph, node: Node, relation: URIRef) -> tuple[Text, ...]:
    """Return the texts of a relation: a graph has no order, so French comes before Dutch and English."""
    texts = [
        Text(str(value), value.language)
        for value in _values(graph, node, relation)
        if isinstance(value, Literal) and str(value).strip()
    ]
    return tuple(sorted(texts, key=lambda text: _FIRST.get((text.language or "")[:2], len(_FIRST))))


def _stamp(graph: Graph, node: Node) -> str | None:
    """Return the moment of the last change in UTC where it has an hour, so that moments compare as texts."""
    told = next((str(value).strip() for value in _values(graph, node, DCTERMS.modified)), None)
    try:
        moment = datetime.fromisoformat(told or "")
    except ValueError:
        return told
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment.tzinfo else told


def _agents(graph: Graph, node: Node, *relations: URIRef) -> Iterator[str]:
    """Yield the names of agents, those of one in several languages with a slash between them."""
    for agent in _values(graph, node, *relations):
        if isinstance(agent, Literal):
            yield str(agent)
        elif names := [str(name) for name in _values(graph, agent, *_NAMES)]:
            yield " / ".join(dict.fromkeys(names))


def _language_name(value: Node) -> str:
    """Return the code or the word that a language is told by: the end of an address of a list."""
    return str(value).rstrip("/").rpartition("/")[2].rpartition("#")[2]


def _types(graph: Graph, node: Node) -> Iterator[str]:
    for kind in _values(graph, node, DCTERMS.type):
        names = [kind] if isinstance(kind, Literal) else _values(graph, kind, SKOS.prefLabel, RDFS.label)
        yield from map(str, names or [Literal(str(kind).rpartition("/")[2])])


def _links(graph: Graph, node: Node) -> Iterator[Link]:
    for distribution in _values(graph, node, DCAT.distribution):
        direct = next(iter(_values(graph, distribution, DCAT.downloadURL)), None)
        address = direct or next(iter(_values(graph, distribution, DCAT.accessURL)), None)
        if address is not None and str(address).startswith(("http://", "https://")):
            yield _link(graph, distribution, str(address), sure=direct is not None)


def _link(graph: Graph, distribution: Node, address: str, *, sure: bool) -> Link:
    kinds = _values(graph, distribution, DCAT.mediaType)
    kind = "/".join(str(kinds[0]).rstrip("/").split("/")[-2:]) if kinds else None
    sizes = [str(value) for value in _values(graph, distribution, DCAT.byteSize)]
    names = [str(value) for value in _values(graph, distribution, DCTERMS.title)]
    return Link(
        address=address,
        sure=sure,
        name=next((name for name in names if PurePosixPath(name).suffix), None),
        media_type=kind.lower() if kind else None,
        size=int(sizes[0][:15]) if sizes and sizes[0].isdecimal() else None,
        sha256=_sha256(graph, distribution),
        language=_only_language(graph, distribution),
    )


def _only_language(graph: Graph, distribution: Node) -> Language | None:
    told = {
        language_of(_language_name(value).lower()) for value in _values(graph, distribution, DCTERMS.language)
    }
    return told.pop() if len(told) == 1 else None


def _sha256(graph: Graph, distribution: Node) -> str | None:
    for checksum in _values(graph, distribution, _SPDX.checksum):
        if graph.value(checksum, _SPDX.algorithm) in _SHA256:
            value = str(graph.value(checksum, _SPDX.checksumValue) or "").strip().lower()
            return value if len(value) == 64 else None
    return None
