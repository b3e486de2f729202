"""What is harvested: every study with its datestamp and its sets."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from corpus.administrations import UNLISTED
from corpus.catalogue.departures import Departure
from corpus.catalogue.ledger import LedgerEntry
from corpus.study import AdministrationId, StudyId
from models.language import Language
from search_api.oai.arguments import Span

if TYPE_CHECKING:
    from corpus.administrations import Registry
    from search_api.services import Services

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
"""The datestamp of what has no date at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A study as its header tells it."""

    study: StudyId
    datestamp: datetime
    """When it last changed, was published again, or went; aware, to the second."""
    sets: tuple[str, ...] = ()
    deleted: bool = False
    """Whether it is no longer there; nothing but its header is told then."""

    @property
    def place(self) -> tuple[datetime, StudyId]:
        """Its place in a list: what comes in later comes after what was told already."""
        return self.datestamp, self.study


@dataclass(frozen=True, slots=True)
class Harvest:
    """All items in the order of lists, and the sets that they are in, by spec."""

    items: Sequence[Item]
    sets: Mapping[str, str]

    def find(self, study: str) -> Item | None:
        """Return the item of a study."""
        return next((item for item in self.items if item.study == study), None)

    def selected(self, span: Span, spec: str | None) -> list[Item]:
        """Return the items of a span and of a set."""
        return [
            item
            for item in self.items
            if (span.start is None or item.datestamp >= span.start)
            and (span.end is None or item.datestamp <= span.end)
            and (spec is None or spec in item.sets)
        ]

    @property
    def earliest(self) -> datetime:
        """A moment that no datestamp lies before."""
        return min((item.datestamp for item in self.items), default=_LONG_AGO)


def harvest(services: "Services") -> Harvest:
    """Return what can be harvested of a library now, and what no longer can."""
    ledger, gone = services.catalogue.ledger(), services.catalogue.departures()
    registry = services.registry
    items = [*_held(services, ledger), *(_deleted(registry, one) for one in gone)]
    used = {one for entry in ledger for one in entry.administrations}
    used |= {one for departure in gone for one in _known(registry, departure)}
    return Harvest(sorted(items, key=lambda item: item.place), dict(_sets(services, used)))


def _held(services: "Services", ledger: Sequence[LedgerEntry]) -> Iterator[Item]:
    arrivals, changed = services.catalogue.arrivals(), services.catalogue.changed()
    for entry in ledger:
        moments = [changed[entry.id]] if entry.id in changed else []
        moments += [arrivals[entry.id].latest] if entry.id in arrivals else []
        yield Item(
            study=entry.id,
            datestamp=_to_the_second(max(moments, default=_appeared(entry))),
            sets=tuple(sorted(map(spec_of, entry.administrations))),
        )


def _deleted(registry: "Registry", departure: Departure) -> Item:
    return Item(
        study=departure.study,
        datestamp=_to_the_second(departure.since),
        sets=tuple(sorted(map(spec_of, _known(registry, departure)))),
        deleted=True,
    )


def _known(registry: "Registry", departure: Departure) -> list[AdministrationId]:
    """Return the administrations of the registry: what a study that went called others is gone with it."""
    return [one for one in departure.administrations if registry.get(one)]


def _to_the_second(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def spec_of(administration: AdministrationId) -> str:
    """Return the set of an administration; a colon would mean a set inside another one."""
    return administration.replace(":", ".")


def _appeared(entry: LedgerEntry) -> datetime:
    return datetime.combine(entry.published[0], time(), tzinfo=UTC) if entry.published else _LONG_AGO


def _sets(services: "Services", used: Set[AdministrationId]) -> Iterator[tuple[str, str]]:
    """Yield each set in use with its name in French and in Dutch."""
    unlisted, registry = services.catalogue.unlisted_administrations(), services.registry
    for administration in sorted(used):
        names = [registry.label(administration, language) for language in (Language.FR, Language.NL)]
        if administration.startswith(UNLISTED):
            names = [unlisted.get(administration, names[0])]
        yield spec_of(administration), " / ".join(dict.fromkeys(names))
