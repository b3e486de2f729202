"""A repository of the Open Archives Initiative, asked by the protocol (OAI-PMH 2.0)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from search_api.harvesting.addresses import shown
from search_api.harvesting.documents import read_xml
from search_api.harvesting.errors import SourceAnswerError, SourceTokenError, SourceUnreachableError
from search_api.harvesting.fetching import Fetcher
from search_api.harvesting.oai_dc import OAI, read_record
from search_api.harvesting.record import Asked, Page

MOST_OF_A_PAGE = 64 * 1024 * 1024
"""Bytes."""
MOST_EMPTY_PAGES = 3
"""Pages in a row that hold no record, after which a list is taken to have no end."""
_XML = "text/xml, application/xml;q=0.9"
_OF_THE_PROTOCOL = frozenset(
    {"verb", "identifier", "metadataPrefix", "from", "until", "set", "resumptionToken"}
)


@dataclass(frozen=True, slots=True)
class OaiSource:
    """A repository that answered who it is."""

    fetcher: Fetcher
    address: str
    """Without arguments of the protocol."""
    name: str
    by_the_second: bool
    """Whether it takes moments, not days alone."""

    kind = "oai"

    def pages(self, asked: Asked, token: str | None) -> Iterator[Page]:
        """Yield the parts of a list; see ``Source``."""
        arguments = {"metadataPrefix": "oai_dc", **asked.facts()}
        given: set[str] = {token} if token else set()
        empty = 0
        while True:
            page = self._page({"resumptionToken": token} if token else arguments)
            yield page
            empty = 0 if page.records else empty + 1
            token = page.following
            if token is None:
                return
            if token in given or empty > MOST_EMPTY_PAGES:
                raise SourceAnswerError(
                    self.address,
                    "its list has no end: it gives a resumption token again, or pages without records; "
                    "tell whoever runs it",
                )
            given.add(token)

    def moment(self, when: datetime) -> str:
        """Return a moment as this repository takes it."""
        utc = when.astimezone(UTC)
        return utc.strftime("%Y-%m-%dT%H:%M:%SZ") if self.by_the_second else utc.date().isoformat()

    def _page(self, arguments: dict[str, str]) -> Page:
        root = ask(self.fetcher, self.address, {"verb": "ListRecords", **arguments})
        moment = _moment(root.findtext(f"{OAI}responseDate")) or datetime.now(UTC)
        code, reason = _fault(root)
        if code == "noRecordsMatch":
            return Page((), None, moment)
        if code == "badResumptionToken":
            raise SourceTokenError(self.address, f"it no longer knows where the list was to go on ({reason})")
        if code:
            raise SourceAnswerError(self.address, f"it refuses ({code}: {reason})")
        told = root.find(f"{OAI}ListRecords")
        if told is None:
            raise SourceAnswerError(self.address, "it holds neither records nor an error of the protocol")
        token = told.find(f"{OAI}resumptionToken")
        records = tuple(read_record(node) for node in told.iterfind(f"{OAI}record"))
        return Page(
            records=tuple(record for record in records if record),
            following=_text(token) or None,
            moment=moment,
            total=_count(token),
            broken=("a record without an identifier",) * records.count(None),
        )


def open_oai(fetcher: Fetcher, address: str) -> OaiSource:
    """Ask a repository who it is.

    Raises:
        SourceAnswerError: whatever answers there does not speak the protocol.
        HarvestError: nothing answers.
    """
    address = _bare(address)
    root = ask(fetcher, address, {"verb": "Identify"})
    told = root.find(f"{OAI}Identify")
    if told is None:
        code, reason = _fault(root)
        raise SourceAnswerError(address, f"it does not say who it is ({code or 'no error told'}: {reason})")
    granularity = told.findtext(f"{OAI}granularity") or ""
    name = " ".join((told.findtext(f"{OAI}repositoryName") or "").split())
    return OaiSource(fetcher, address, name, by_the_second="ss" in granularity)


def ask(fetcher: Fetcher, address: str, arguments: dict[str, str]) -> Any:
    """Return the root of the answer to a request.

    Raises:
        SourceAnswerError: it is no answer of the protocol.
        HarvestError: nothing answers.
    """
    asked = f"{address}{'&' if '?' in address else '?'}{urlencode(arguments)}"
    answer, content = fetcher.get(asked, accept=_XML, most=MOST_OF_A_PAGE)
    root = read_xml(answer.address, content)
    if root.tag != f"{OAI}OAI-PMH":
        raise SourceAnswerError(
            address, f"it is no answer of OAI-PMH 2.0, but <{shown(str(root.tag))}>; check the base URL"
        )
    return root


def _bare(address: str) -> str:
    """Return an address without arguments of the protocol, which people copy along."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return address  # asking will say what is wrong with it
    kept = [
        pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in _OF_THE_PROTOCOL
    ]
    return parts._replace(query=urlencode(kept), fragment="").geturl()


def _fault(root: Any) -> tuple[str | None, str]:
    errors = root.findall(f"{OAI}error")
    worst = next((error for error in errors if error.get("code") != "noRecordsMatch"), None)
    chosen = worst if worst is not None else next(iter(errors), None)
    return (None, "") if chosen is None else (chosen.get("code") or "unknown", shown(_text(chosen)))


def _text(node: Any) -> str:
    return "" if node is None else "".join(node.itertext()).strip()


def _count(token: Any) -> int | None:
    told = "" if token is None else token.get("completeListSize", "")
    return int(told[:12]) if told.isdecimal() else None


def _moment(text: str | None) -> datetime | None:
    try:
        read = datetime.fromisoformat((text or "").strip())
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def is_not_oai(error: Exception) -> bool:
    """Tell whether an error means that something answers, in another tongue."""
    return isinstance(error, SourceAnswerError) or (
        isinstance(error, SourceUnreachableError) and error.reason.startswith("the server answers 4")
    )
