"""What studies disclose of what the law asks for, read without the studies."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import extract, func, select
from sqlalchemy.orm import Session

from corpus.catalogue.connected import Connected
from corpus.catalogue.records import MissingFact, StudyOrder, StudySelection
from corpus.catalogue.selection import ordered, selected
from corpus.catalogue.tables import AdministrationRow, StudyRow
from corpus.study import AdministrationId, StudyId


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """Whether a study says who wrote it and what it cost."""

    id: StudyId
    administrations: tuple[AdministrationId, ...]
    """Each once."""
    author: bool
    cost: bool

    @property
    def lacks(self) -> tuple[MissingFact, ...]:
        """What it does not say."""
        return lacking(author=self.author, cost=self.cost)


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureCount:
    """So many studies of the same possible years that disclose as much."""

    years: tuple[int, int] | None
    """The first and the last one; ``None`` where no date is known."""
    author: bool
    cost: bool
    studies: int

    @property
    def lacks(self) -> tuple[MissingFact, ...]:
        """What these studies do not say."""
        return lacking(author=self.author, cost=self.cost)


def lacking(*, author: bool, cost: bool) -> tuple[MissingFact, ...]:
    """Return which of the facts that the law asks for are not there."""
    told = {MissingFact.AUTHOR: author, MissingFact.COST: cost}
    return tuple(fact for fact, known in told.items() if not known)


class Disclosing(Connected):
    """Reading what studies disclose."""

    def disclosures(self, selection: StudySelection | None = None) -> Sequence[Disclosure]:
        """Return what each study discloses, by publication date, earliest first day first."""
        query = ordered(selected(select(StudyRow.id, *_DISCLOSED), selection), StudyOrder.OLDEST)
        with self._reading() as session:
            administrations = _administrations(session, selection)
            return [
                Disclosure(
                    id=StudyId(study),
                    administrations=tuple(administrations.get(study, ())),
                    author=author,
                    cost=cost,
                )
                for study, author, cost in session.execute(query)
            ]

    def count_disclosures(self) -> Sequence[DisclosureCount]:
        """Return all studies counted by their possible years and by what they disclose."""
        query = select(*_YEARS, *_DISCLOSED, func.count()).group_by(*_YEARS, *_DISCLOSED)
        with self._reading() as session:
            return [
                DisclosureCount(
                    years=None if first is None or last is None else (first, last),
                    author=author,
                    cost=cost,
                    studies=studies,
                )
                for first, last, author, cost, studies in session.execute(query)
            ]


_DISCLOSED = StudyRow.contractor.is_not(None), StudyRow.cost_cents.is_not(None)
_YEARS = extract("year", StudyRow.published_first), extract("year", StudyRow.published_last)


def _administrations(
    session: Session, selection: StudySelection | None
) -> Mapping[str, dict[AdministrationId, None]]:
    """Return the administrations of each study in their order."""
    told = AdministrationRow.study_id, AdministrationRow.administration_id
    query = selected(select(*told).join(StudyRow, StudyRow.id == told[0]), selection)
    found: defaultdict[str, dict[AdministrationId, None]] = defaultdict(dict)
    for study, administration in session.execute(query.order_by(told[0], AdministrationRow.position)):
        if administration is not None:
            found[study][AdministrationId(administration)] = None
    return found
