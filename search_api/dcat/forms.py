"""The forms in which the catalogue is written, and which of them a program asks for."""

from dataclasses import dataclass
from typing import Any

from rdflib import Graph

from search_api.dcat.vocabulary import PREFIXES

_CONTEXT = {prefix: str(uri) for prefix, uri in PREFIXES.items()}


@dataclass(frozen=True, slots=True)
class Form:
    """A way to write a graph."""

    extension: str
    media_type: str
    rdflib: str
    """Its name there."""

    def write(self, graph: Graph) -> bytes:
        """Return the document in UTF-8."""
        more: dict[str, Any] = {"context": _CONTEXT, "indent": None} if self.rdflib == "json-ld" else {}
        written: bytes = graph.serialize(format=self.rdflib, encoding="utf-8", **more)
        return written


FORMS = (
    Form("jsonld", "application/ld+json", "json-ld"),
    Form("ttl", "text/turtle", "turtle"),
    Form("rdf", "application/rdf+xml", "xml"),
)
"""The first is that of programs without a preference."""


def preferred(accept: str | None) -> Form:
    """Return the form that an Accept header prefers (RFC 9110, 12.5.1); the first where it names none."""
    weights = dict(_read(part) for part in (accept or "").split(","))
    wanted = [(weights.get(form.media_type, 0.0), form) for form in FORMS]
    best = max(wanted, key=lambda pair: pair[0])
    return best[1] if best[0] > 0 else FORMS[0]


def _read(part: str) -> tuple[str, float]:
    kind, *parameters = (text.strip().lower() for text in part.split(";"))
    weight = next((text[2:] for text in parameters if text.startswith("q=")), "1")
    try:
        return kind, float(weight)
    except ValueError:
        return kind, 0.0
