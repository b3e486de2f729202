"""Headers and records as XML (OAI-PMH 2.0, 2.5, and its guidelines for oai_dc)."""

from collections.abc import Mapping
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from search_api.answers import StudyDetailAnswer
from search_api.feeds.xml import element, moment
from search_api.messages import FALLBACK
from search_api.metadata.pairs import DUBLIN_CORE, dublin_core
from search_api.oai.arguments import PREFIX
from search_api.oai.items import Item
from search_api.site import Site

XSI = "http://www.w3.org/2001/XMLSchema-instance"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
OAI_DC_SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"

_OAI_DC_ATTRIBUTES: Mapping[str, str] = {
    f"xmlns:{PREFIX}": OAI_DC,
    "xmlns:dc": DUBLIN_CORE,
    "xmlns:xsi": XSI,
    "xsi:schemaLocation": f"{OAI_DC} {OAI_DC_SCHEMA}",
}


def identifier_of(study: str, site: Site) -> str:
    """Return the identifier of a study in this installation."""
    return f"{_namespace(site)}{study}"


def study_of(identifier: str, site: Site) -> str | None:
    """Return the study that an identifier of this installation may mean."""
    namespace = _namespace(site)
    return identifier.removeprefix(namespace) if identifier.startswith(namespace) else None


def header(item: Item, site: Site) -> Element:
    """Return the header of an item."""
    written = element("header", attributes={"status": "deleted"} if item.deleted else None)
    written.append(element("identifier", identifier_of(item.study, site)))
    written.append(element("datestamp", moment(item.datestamp)))
    written.extend(element("setSpec", spec) for spec in item.sets)
    return written


def record(item: Item, study: StudyDetailAnswer | None, site: Site) -> Element:
    """Return an item with the Dublin Core of its study; a deleted one has only its header."""
    written = element("record")
    written.append(header(item, site))
    if study and not item.deleted:
        metadata = element("metadata")
        metadata.append(_oai_dc(study, site))
        written.append(metadata)
    return written


def _oai_dc(study: StudyDetailAnswer, site: Site) -> Element:
    written = element(f"{PREFIX}:dc", attributes=dict(_OAI_DC_ATTRIBUTES))
    for meta in dublin_core(study, site, FALLBACK):
        language = {"xml:lang": meta.language.value} if meta.language else None
        written.append(element(f"dc:{meta.key.removeprefix('DC.')}", meta.content, language))
    for file in study.files:
        written.append(element("dc:relation", site.at(file.url)))
    return written


def _namespace(site: Site) -> str:
    return f"oai:{urlsplit(site.base).hostname}:"
