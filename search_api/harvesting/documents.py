"""XML and RDF of strangers: nothing is expanded, and nothing is loaded from elsewhere."""

import json
from collections.abc import Iterator
from typing import Any
from xml.sax import SAXException

from lxml import etree  # type: ignore[import-untyped]
from rdflib import Graph
from rdflib.exceptions import ParserError
from rdflib.plugins.parsers.jsonld import to_rdf
from rdflib.plugins.shared.jsonld.errors import JSONLDException

from search_api.harvesting.addresses import shown
from search_api.harvesting.errors import SourceAnswerError

RDF_TYPES = {
    "application/ld+json": "json-ld",
    "application/json": "json-ld",
    "text/turtle": "turtle",
    "application/x-turtle": "turtle",
    "application/rdf+xml": "xml",
    "application/xml": "xml",
    "text/xml": "xml",
}
"""The forms of RDF that are read, by media type."""
_ENDINGS = {".jsonld": "json-ld", ".json": "json-ld", ".ttl": "turtle", ".rdf": "xml", ".xml": "xml"}

_UNREADABLE = (
    SyntaxError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    RecursionError,
    SAXException,
    ParserError,
    JSONLDException,
)
"""What rdflib raises for documents that break its rules, or that it did not think of."""


def read_xml(address: str, content: bytes) -> Any:
    """Return the root of an XML document.

    Raises:
        SourceAnswerError: it is broken, or declares a document type, which can make it arbitrarily large.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceAnswerError(address, f"it is no XML ({shown(str(error))})") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise SourceAnswerError(address, "it declares a document type, which is not read")
    return root


def form_of(media_type: str, address: str) -> str | None:
    """Return the form of RDF of an answer, by its type or else its address; ``None`` for none."""
    path = address.partition("?")[0].lower()
    ending = next((form for end, form in _ENDINGS.items() if path.endswith(end)), None)
    return RDF_TYPES.get(media_type) or ending


def without_form(address: str) -> str:
    """Return an address without the ending that only says in which form it is answered."""
    return next((address.removesuffix(end) for end in _ENDINGS if address.lower().endswith(end)), address)


def read_rdf(address: str, content: bytes, form: str) -> Graph:
    """Return the graph of a document in one of the forms of ``RDF_TYPES``.

    Raises:
        SourceAnswerError: it is broken, or wants something loaded from elsewhere.
    """
    graph = Graph(bind_namespaces="none")
    try:
        if form == "json-ld":
            told = json.loads(content)
            _refuse_loading(address, told)
            to_rdf(told, graph, base=address)
        else:
            if form == "xml":
                read_xml(address, content)
            graph.parse(data=content, format=form, publicID=address)
    except _UNREADABLE as error:
        reason = f"it is no {form} ({shown(' '.join(str(error).split()))})"
        raise SourceAnswerError(address, reason) from error
    return graph


def _refuse_loading(address: str, told: object) -> None:
    """Refuse a context that lies elsewhere: reading it would ask a server that nobody chose."""
    for key, value in _members(told):
        if key in ("@context", "@import"):
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, str):
                    raise SourceAnswerError(
                        address,
                        f"its words are explained elsewhere ({shown(one)}), which is not loaded; "
                        "ask the source for Turtle or RDF/XML",
                    )


def _members(told: object) -> Iterator[tuple[str, Any]]:
    waiting = [told]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            yield from one.items()
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
