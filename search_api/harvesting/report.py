"""What a harvest did, in figures and in lines that a librarian can act on."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus.inventory.report import Problem, Severity
from corpus.study import StudyFile, StudyId
from search_api.harvesting.files import FileFault
from search_api.harvesting.merging import Decision, Outcome
from search_api.harvesting.offers import Offered
from search_api.harvesting.record import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLine:
    """What became of one record."""

    identifier: str
    study: StudyId | None
    """``None`` for a record that is no study."""
    outcome: Outcome
    changed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    """Fields in which a librarian's word stayed against the source's."""
    files: int = 0
    """Of the record: those fetched, or those that could be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SameTitle:
    """A new draft and a study that was there before under the same title."""

    study: StudyId
    other: StudyId


@dataclass(frozen=True, slots=True, kw_only=True)
class HarvestReport:
    """The end of a harvest, or how far it came."""

    source: str
    kind: str
    dry_run: bool
    complete: bool
    """Whether the list was read to its end."""
    stopped: str | None
    """Why it was not."""
    counts: Mapping[Outcome, int]
    lines: tuple[RecordLine, ...] = field(default=())
    """Every record but the unchanged ones."""
    problems: tuple[Problem, ...] = field(default=())
    """``source`` is the identifier of the record, ``column`` the fact."""
    faults: tuple[FileFault, ...] = field(default=())
    same_titles: tuple[SameTitle, ...] = field(default=())
    missing: tuple[StudyId, ...] = field(default=())
    """Studies whose records a whole list told no more, without calling them deleted."""
    broken: tuple[str, ...] = field(default=())
    """Records that could not be read at all."""

    @property
    def records(self) -> int:
        """Records that were told."""
        return sum(self.counts.values())

    @property
    def needs_attention(self) -> bool:
        """Whether a librarian has something to decide or to ask the source."""
        asks = (Outcome.HELD, Outcome.DELETED, Outcome.REJECTED)
        lost = any(problem.severity is not Severity.NOTE for problem in self.problems)
        told = any(self.counts.get(outcome) for outcome in asks) or any(line.kept for line in self.lines)
        return bool(told or lost or self.faults or self.missing or self.broken or self.same_titles)


@dataclass(slots=True)
class Findings:
    """What a harvest under way has found so far."""

    complete: bool = False
    seen: set[str] = field(default_factory=set)
    """Identifiers."""
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    lines: list[RecordLine] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    faults: list[FileFault] = field(default_factory=list)
    same_titles: list[SameTitle] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    files: list[StudyFile] = field(default_factory=list)
    """Fetched, or here already by the sum that the source told."""

    def add(self, identifier: str, offered: Offered) -> None:
        """Add what reading a record gave."""
        self.seen.add(identifier)
        self.problems += offered.problems
        self.faults += offered.faults
        if offered.offer is None:
            self.outcomes[Outcome.REJECTED] += 1
            self.lines.append(RecordLine(identifier=identifier, study=None, outcome=Outcome.REJECTED))
        elif offered.offer.study:
            self.files += offered.offer.study.files

    def decided(self, study: StudyId, decision: Decision, offered: Offered) -> None:
        """Add what became of a record."""
        self.outcomes[decision.outcome] += 1
        if offered.offer and (decision.outcome is not Outcome.UNCHANGED or decision.kept):
            self.lines.append(
                RecordLine(
                    identifier=offered.offer.identifier,
                    study=study,
                    outcome=decision.outcome,
                    changed=decision.changed,
                    kept=decision.kept,
                    files=offered.files,
                )
            )

    def report(
        self, source: Source, *, dry_run: bool, stopped: str | None, missing: tuple[StudyId, ...]
    ) -> HarvestReport:
        """Return the report."""
        return HarvestReport(
            source=source.address,
            kind=source.kind,
            dry_run=dry_run,
            complete=self.complete,
            stopped=stopped,
            counts={outcome: self.outcomes[outcome] for outcome in Outcome if self.outcomes[outcome]},
            lines=tuple(self.lines),
            problems=tuple(self.problems),
            faults=tuple(self.faults),
            same_titles=tuple(self.same_titles),
            missing=missing,
            broken=tuple(self.broken),
        )
