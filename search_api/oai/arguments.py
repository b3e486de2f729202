"""What a harvester asks, read from the arguments of its request (OAI-PMH 2.0, 3.1 and 4)."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum

from search_api.oai.faults import Code, OaiFault

PREFIX = "oai_dc"
"""The only format of metadata."""


class Verb(StrEnum):
    """What can be asked."""

    IDENTIFY = "Identify"
    LIST_METADATA_FORMATS = "ListMetadataFormats"
    LIST_SETS = "ListSets"
    LIST_IDENTIFIERS = "ListIdentifiers"
    LIST_RECORDS = "ListRecords"
    GET_RECORD = "GetRecord"


LISTS = frozenset({Verb.LIST_IDENTIFIERS, Verb.LIST_RECORDS})

_REQUIRED: Mapping[Verb, frozenset[str]] = {
    Verb.GET_RECORD: frozenset({"identifier", "metadataPrefix"}),
    **dict.fromkeys(LISTS, frozenset({"metadataPrefix"})),
}
_OPTIONAL: Mapping[Verb, frozenset[str]] = {
    Verb.LIST_METADATA_FORMATS: frozenset({"identifier"}),
    **dict.fromkeys(LISTS, frozenset({"from", "until", "set"})),
}
_RESUMABLE = LISTS | {Verb.LIST_SETS}
_TOKEN = "resumptionToken"

_SYNTAX = {
    "metadataPrefix": re.compile(r"[A-Za-z0-9\-_.!~*'()]+"),
    "set": re.compile(r"[A-Za-z0-9\-_.!~*'()]+(?::[A-Za-z0-9\-_.!~*'()]+)*"),
    "identifier": re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9\-._~:/?@!$&'()*+,;=]+"),
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_SECOND = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request whose arguments fit its verb."""

    verb: Verb
    arguments: Mapping[str, str]
    """Without the verb; what the answer repeats."""

    @property
    def token(self) -> str | None:
        """The resumption token, which stands alone."""
        return self.arguments.get(_TOKEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From when to when, both included; aware, to the second."""

    start: datetime | None = None
    end: datetime | None = None


def read_arguments(given: Sequence[tuple[str, str]]) -> Asked:
    """Read the arguments of a request.

    Raises:
        OaiFault: the verb is missing, repeated or unknown, or the arguments do not fit it.
    """
    verb = _verb([value for name, value in given if name == "verb"])
    arguments: dict[str, str] = {}
    for name, value in given:
        if name in arguments:
            raise OaiFault(Code.BAD_ARGUMENT, "an argument is given more than once")
        if name != "verb":
            arguments[name] = value
    _check_names(verb, arguments.keys())
    for name, pattern in _SYNTAX.items():
        if name in arguments and not pattern.fullmatch(arguments[name]):
            raise OaiFault(Code.BAD_ARGUMENT, f"the value of {name} is no such value")
    read_span(arguments)
    return Asked(verb, arguments)


def _verb(values: Sequence[str]) -> Verb:
    if len(values) != 1 or values[0] not in tuple(Verb):
        raise OaiFault(Code.BAD_VERB, f"give one verb: {', '.join(Verb)}")
    return Verb(values[0])


def _check_names(verb: Verb, given: Set[str]) -> None:
    if verb in _RESUMABLE and _TOKEN in given:
        if given != {_TOKEN}:
            raise OaiFault(Code.BAD_ARGUMENT, "a resumptionToken is given alone")
        return
    required = _REQUIRED.get(verb, frozenset())
    if missing := required - given:
        raise OaiFault(Code.BAD_ARGUMENT, f"{verb} needs {', '.join(sorted(missing))}")
    if given - required - _OPTIONAL.get(verb, frozenset()):
        raise OaiFault(Code.BAD_ARGUMENT, f"{verb} does not take one of these arguments")


def read_span(arguments: Mapping[str, str]) -> Span:
    """Read ``from`` and ``until``.

    Raises:
        OaiFault: one is no date, they differ in granularity, or the span ends before it begins.
    """
    first, last = arguments.get("from"), arguments.get("until")
    if first is not None and last is not None and len(first) != len(last):
        raise OaiFault(Code.BAD_ARGUMENT, "from and until are given in the same granularity")
    span = Span(
        start=None if first is None else _moment(first, time()),
        end=None if last is None else _moment(last, time(23, 59, 59)),
    )
    if span.start and span.end and span.end < span.start:
        raise OaiFault(Code.BAD_ARGUMENT, "until lies before from")
    return span


def _moment(text: str, of_day: time) -> datetime:
    try:
        if _DAY.fullmatch(text):
            return datetime.combine(date.fromisoformat(text), of_day, tzinfo=UTC)
        if _SECOND.fullmatch(text):
            return datetime.fromisoformat(text)
    except ValueError as error:
        raise OaiFault(Code.BAD_ARGUMENT, "from and until are days or seconds of the calendar") from error
    raise OaiFault(Code.BAD_ARGUMENT, "write from and until as 2021-03-12 or 2021-03-12T10:00:00Z")
