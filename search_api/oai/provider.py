"""Answers to harvesters: the six verbs and the envelope around them (OAI-PMH 2.0, 3.2 and 4)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from search_api.describing import present_studies
from search_api.feeds.xml import element, moment, written
from search_api.metadata.pairs import SITE_NAME
from search_api.oai.arguments import PREFIX, Asked, Verb, read_arguments, read_span
from search_api.oai.faults import Code, OaiFault
from search_api.oai.items import Harvest, Item
from search_api.oai.records import (
    OAI_DC,
    OAI_DC_SCHEMA,
    XSI,
    header,
    record,
    study_of,
)
from search_api.oai.tokens import Resumption, resumed, write_token
from search_api.site import Site

if TYPE_CHECKING:
    from search_api.services import Services

PATH = "/oai"
MEDIA_TYPE = "text/xml; charset=utf-8"

IN_LIST = 100
"""Items of one answer; a resumption token leads to the next ones."""

DELETED = "persistent"
"""What becomes of headers of studies that readers lost: they are told for ever."""

_NAMESPACE = "http://www.openarchives.org/OAI/2.0/"
_SCHEMA = f"{_NAMESPACE} {_NAMESPACE}OAI-PMH.xsd"
_NOT_REPEATED = frozenset({Code.BAD_VERB, Code.BAD_ARGUMENT})
"""After these the answer does not repeat the arguments (3.2)."""


@dataclass(frozen=True, slots=True)
class Provider:
    """A library as harvesters see it at one moment."""

    services: "Services"
    harvest: Harvest
    site: Site


def answer(provider: Provider, given: Sequence[tuple[str, str]]) -> bytes:
    """Return the answer to a request, an error of the protocol included."""
    asked: Asked | None = None
    try:
        asked = read_arguments(given)
        told = element(asked.verb)
        told.extend([*_TELL[asked.verb](provider, asked)])  # given an iterator, it would hide the faults
    except OaiFault as fault:
        told = element("error", fault.reason, {"code": fault.code})
        if fault.code in _NOT_REPEATED:
            asked = None
    root = element(
        "OAI-PMH", attributes={"xmlns": _NAMESPACE, "xmlns:xsi": XSI, "xsi:schemaLocation": _SCHEMA}
    )
    root.append(element("responseDate", moment(datetime.now(UTC))))
    repeated = {"verb": asked.verb.value, **asked.arguments} if asked else None
    root.append(element("request", provider.site.at(PATH), repeated))
    root.append(told)
    return written(root)


def _identify(provider: Provider, _: Asked) -> Iterator[Element]:
    yield element("repositoryName", SITE_NAME)
    yield element("baseURL", provider.site.at(PATH))
    yield element("protocolVersion", "2.0")
    yield element("adminEmail", _contact(provider))
    yield element("earliestDatestamp", moment(provider.harvest.earliest))
    yield element("deletedRecord", DELETED)
    yield element("granularity", "YYYY-MM-DDThh:mm:ssZ")


def _contact(provider: Provider) -> str:
    """Return who answers for the site: as set, else the address that every domain has (RFC 2142)."""
    host = urlsplit(provider.site.base).hostname or "localhost"
    return provider.services.settings.contact or f"postmaster@{host if '.' in host else f'{host}.invalid'}"


def _formats(provider: Provider, asked: Asked) -> Iterator[Element]:
    if "identifier" in asked.arguments:
        _item(provider, asked)
    form = element("metadataFormat")
    form.append(element("metadataPrefix", PREFIX))
    form.append(element("schema", OAI_DC_SCHEMA))
    form.append(element("metadataNamespace", OAI_DC))
    yield form


def _sets(provider: Provider, asked: Asked) -> Iterator[Element]:
    if asked.token is not None:
        raise OaiFault(Code.BAD_RESUMPTION_TOKEN, "the list of sets is told as a whole")
    if not provider.harvest.sets:
        raise OaiFault(Code.NO_SET_HIERARCHY, "no study is of a known administration")
    for spec, name in provider.harvest.sets.items():
        one = element("set")
        one.append(element("setSpec", spec))
        one.append(element("setName", name))
        yield one


def _get(provider: Provider, asked: Asked) -> Iterator[Element]:
    _check_prefix(asked.arguments)
    item = _item(provider, asked)
    told = [*_records(provider, [item])]
    if not told:
        raise _unknown()
    yield from told


def _list_identifiers(provider: Provider, asked: Asked) -> Iterator[Element]:
    return _list(provider, asked, _headers)


def _list_records(provider: Provider, asked: Asked) -> Iterator[Element]:
    return _list(provider, asked, _records)


def _list(
    provider: Provider, asked: Asked, tell: Callable[[Provider, Sequence[Item]], Iterator[Element]]
) -> Iterator[Element]:
    before = resumed(asked)
    arguments = before.arguments if before else asked.arguments
    _check_prefix(arguments)
    found = provider.harvest.selected(read_span(arguments), arguments.get("set"))
    left = [item for item in found if item.place > before.place] if before else found
    page = left[:IN_LIST]
    if not page:
        raise _nothing_left() if before else OaiFault(Code.NO_RECORDS_MATCH, "no study is like that")
    yield from tell(provider, page)
    if before or len(left) > len(page):
        yield _resumption(asked.verb, arguments, page, before, more=len(left) > len(page), total=len(found))


def _resumption(
    verb: Verb,
    arguments: Mapping[str, str],
    page: Sequence[Item],
    before: Resumption | None,
    *,
    more: bool,
    total: int,
) -> Element:
    """Return where the list goes on; the last part of a list ends in an empty token."""
    cursor = before.cursor if before else 0
    following = Resumption(
        verb=verb,
        arguments=dict(arguments),
        datestamp=page[-1].datestamp,
        study=page[-1].study,
        cursor=cursor + len(page),
    )
    told = {"completeListSize": str(max(total, following.cursor)), "cursor": str(cursor)}
    return element("resumptionToken", write_token(following) if more else None, told)


def _headers(provider: Provider, items: Sequence[Item]) -> Iterator[Element]:
    return (header(item, provider.site) for item in items)


def _records(provider: Provider, items: Sequence[Item]) -> Iterator[Element]:
    """Yield the records of these items, without studies that have gone since the items were counted."""
    catalogue = provider.services.catalogue
    studies = catalogue.studies_by_id([item.study for item in items if not item.deleted])
    shown = {study.id: study for study in present_studies(provider.services, [*studies.values()])}
    for item in items:
        if item.deleted or item.study in shown:
            yield record(item, shown.get(item.study), provider.site)


def _item(provider: Provider, asked: Asked) -> Item:
    study = study_of(asked.arguments["identifier"], provider.site)
    item = provider.harvest.find(study) if study else None
    if item is None:
        raise _unknown()
    return item


def _check_prefix(arguments: Mapping[str, str]) -> None:
    if arguments.get("metadataPrefix") != PREFIX:
        raise OaiFault(Code.CANNOT_DISSEMINATE_FORMAT, f"metadata is told as {PREFIX}")


def _unknown() -> OaiFault:
    return OaiFault(Code.ID_DOES_NOT_EXIST, "no study has this identifier")


def _nothing_left() -> OaiFault:
    return OaiFault(Code.BAD_RESUMPTION_TOKEN, "nothing is left of this list; begin it again")


_TELL: Mapping[Verb, Callable[[Provider, Asked], Iterator[Element]]] = {
    Verb.IDENTIFY: _identify,
    Verb.LIST_METADATA_FORMATS: _formats,
    Verb.LIST_SETS: _sets,
    Verb.LIST_IDENTIFIERS: _list_identifiers,
    Verb.LIST_RECORDS: _list_records,
    Verb.GET_RECORD: _get,
}
