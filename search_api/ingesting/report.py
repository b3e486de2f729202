"""What an ingest did, in figures and in lines that a librarian can act on."""

from dataclasses import dataclass, field

from corpus.inventory.report import Problem, Severity
from corpus.life import StudyState
from corpus.reasons import Reason
from corpus.study import FileState, StudyId
from search_api.personal.holding import ToConfirm


@dataclass(frozen=True, slots=True)
class FileLine:
    """Where one file ended."""

    name: str
    state: FileState
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class MissingFacts:
    """A study and what nobody told of it."""

    study: StudyId
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Withheld:
    """A study that is not published, and where it stands."""

    study: StudyId
    state: StudyState


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestReport:
    """The end of an ingest."""

    studies: int
    """Studies that the folders tell of."""
    files: tuple[FileLine, ...]
    """Every file of the folders, each content once."""
    read: int
    """Files that were read now; the others were known already."""
    written: int
    """Studies written into the index."""
    removed: int
    """Studies taken out of the index."""
    problems: tuple[Problem, ...] = ()
    errors: tuple[str, ...] = ()
    """Inventories and files that could not be opened at all."""
    duplicates: tuple[str, ...] = ()
    """One sentence for each file that is the same as another."""
    undescribed: tuple[MissingFacts, ...] = field(default=())
    """Studies that no inventory describes."""
    withheld: tuple[Withheld, ...] = field(default=())
    """Studies that came in and that readers do not see."""
    to_confirm: tuple[ToConfirm, ...] = field(default=())
    """Those of them that wait for decisions about personal data."""

    @property
    def needs_attention(self) -> bool:
        """Whether something did not go in as it should have."""
        lost = any(_costs_text(problem) for problem in self.problems)
        troubled = any(line.state is not FileState.INDEXED for line in self.files)
        return lost or troubled or bool(self.errors or self.to_confirm)


def _costs_text(problem: Problem) -> bool:
    """Tell whether a study, or a file of it, is not there to be found."""
    no_file = problem.severity is Severity.VALUE_DROPPED and problem.column == "file"
    return no_file or problem.severity is Severity.ROW_REJECTED
