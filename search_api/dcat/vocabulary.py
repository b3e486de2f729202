"""The vocabularies of DCAT-AP, and the lists of the EU that its values are taken from."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from rdflib import DCAT, DCTERMS, FOAF, ORG, PROV, RDF, RDFS, SKOS, XSD, Graph, Namespace, URIRef

from corpus.study import AdministrationId
from models.language import Language

SPDX = Namespace("http://spdx.org/rdf/terms#")
HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
EU = "http://publications.europa.eu/resource/authority/"
_IANA = "https://www.iana.org/assignments/media-types/"

PREFIXES = {
    "dcat": DCAT,
    "dct": DCTERMS,
    "foaf": FOAF,
    "hydra": HYDRA,
    "org": ORG,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "skos": SKOS,
    "spdx": SPDX,
    "vcard": VCARD,
    "xsd": XSD,
}

LANGUAGES: Mapping[Language, URIRef] = {
    Language.FR: URIRef(f"{EU}language/FRA"),
    Language.NL: URIRef(f"{EU}language/NLD"),
    Language.EN: URIRef(f"{EU}language/ENG"),
}
PUBLIC = URIRef(f"{EU}access-right/PUBLIC")
THEMES = URIRef(f"{EU}data-theme")
BRUSSELS = URIRef("http://data.europa.eu/nuts/code/BE1")

DATE_TYPES: Mapping[int, URIRef] = {10: XSD.date, 7: XSD.gYearMonth, 4: XSD.gYear}
"""By the characters of the date: DCAT-AP takes a day, a month or a year."""

_FILE_TYPES = {
    "csv": "CSV",
    "doc": "DOC",
    "docx": "DOCX",
    "epub": "EPUB",
    "htm": "HTML",
    "html": "HTML",
    "jpeg": "JPEG",
    "jpg": "JPEG",
    "odt": "ODT",
    "pdf": "PDF",
    "png": "PNG",
    "pptx": "PPTX",
    "rtf": "RTF",
    "tif": "TIFF",
    "tiff": "TIFF",
    "txt": "TXT",
    "xlsx": "XLSX",
}


def new_graph() -> Graph:
    """Return an empty graph that writes these vocabularies by their usual prefixes."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph


def media_type_of(kind: str) -> URIRef:
    """Return a media type, told without parameters, as IANA lists it."""
    return URIRef(_IANA + kind)


def file_type_of(name: str) -> URIRef | None:
    """Return the type of a file as the EU lists it; ``None`` where its name does not tell one."""
    listed = _FILE_TYPES.get(name.rpartition(".")[2].lower())
    return URIRef(f"{EU}file-type/{listed}") if listed else None


def theme_of(administration: AdministrationId) -> str | None:
    """Return the code of the theme that an administration works on; ``None`` where it has no single one."""
    themes: Mapping[str, str] = _themes()["administrations"]
    return themes.get(administration)


def theme_names(code: str) -> Mapping[str, str]:
    """Return the name of a theme in each language."""
    names: Mapping[str, str] = _themes()["names"][code]
    return names


@cache
def _themes() -> Mapping[str, Mapping[str, Any]]:
    text = resources.files("search_api.dcat").joinpath("themes.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
