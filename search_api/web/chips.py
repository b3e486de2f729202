"""The filters in force, each to be taken away."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from corpus.study import AdministrationId, PublicationDate
from index.question import Mode
from search_api.describing import administration
from search_api.messages import say
from search_api.services import Services
from search_api.web.state import Field, Filter, SearchState
from search_api.web.wording import Wording


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in words, and the search without it."""

    label: str
    state: SearchState
    url: str


def chips(state: SearchState, services: Services, words: Wording) -> tuple[Chip, ...]:
    """Return what narrows the search, in the order of the filters."""
    return tuple(
        Chip(label, without, without.url(words.language)) for label, without in _taken(state, services, words)
    )


def _taken(state: SearchState, services: Services, words: Wording) -> Iterator[tuple[str, SearchState]]:
    one_period = state.value(Field.DATE_FROM) and state.value(Field.DATE_FROM) == state.value(Field.DATE_TO)
    if one_period:
        label = words.text("Published in %(date)s", date=_date(state.value(Field.DATE_FROM), words))
        yield label, state.without(Field.DATE_FROM, Field.DATE_TO)
    for one in state.filters:
        if not (one_period and one.field in (Field.DATE_FROM, Field.DATE_TO)):
            yield _LABELS[one.field](one, services, words), state.without(one.field, value=one.value)
    if state.mode is not Mode.HYBRID:
        yield _mode(state.mode, words), replace(state, mode=Mode.HYBRID, page=1)


def _date(value: str, words: Wording) -> str:
    return words.published(PublicationDate.parse_iso(value))


def _mode(mode: Mode, words: Wording) -> str:
    return words.text("Only by words") if mode is Mode.KEYWORD else words.text("Only by meaning")


def _administration(one: Filter, services: Services, words: Wording) -> str:
    identity, registry = AdministrationId(one.value), services.registry
    known = registry.get(identity) is not None
    written = None if known else services.catalogue.unlisted_administrations().get(identity)
    return administration(registry, identity, written).names[words.language]


_LABELS: Mapping[Field, Callable[[Filter, Services, Wording], str]] = {
    Field.ADMINISTRATION: _administration,
    Field.DATE_FROM: lambda one, _, words: words.text("Since %(date)s", date=_date(one.value, words)),
    Field.DATE_TO: lambda one, _, words: words.text("Until %(date)s", date=_date(one.value, words)),
    Field.COST_MIN: lambda one, _, words: words.text(
        "At least %(amount)s", amount=words.money(Decimal(one.value))
    ),
    Field.COST_MAX: lambda one, _, words: words.text(
        "At most %(amount)s", amount=words.money(Decimal(one.value))
    ),
    Field.INCLUDE_UNKNOWN_COST: lambda _, __, words: words.text("Unknown costs too"),
    Field.LANGUAGE: lambda one, _, words: words.text(
        "Text in %(language)s", language=say(f"language.{one.value}", words.language)
    ),
    Field.DOCUMENT_TYPE: lambda one, _, words: say(f"type.{one.value}", words.language),
}
