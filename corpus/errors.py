"""What can go wrong with the catalogue and the inventories."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.reasons import Reason, reason

if TYPE_CHECKING:
    from corpus.catalogue.history import Revision


class CorpusError(Exception):
    """Anything wrong with what a librarian curates."""


class CatalogueError(CorpusError):
    """The catalogue cannot be used."""


class CatalogueNewerError(CatalogueError):
    """The catalogue was migrated by a newer version of the program."""

    def __init__(self, location: str, revision: str) -> None:
        super().__init__(
            f"catalogue {location} is at revision {revision}, which this version does not know; "
            "install the newer Savoir again, or restore a backup of the catalogue"
        )
        self.location, self.revision = location, revision


class CatalogueUnavailableError(CatalogueError):
    """The database does not answer, is locked, or is out of disk space."""

    def __init__(self, location: str, reason: str) -> None:
        super().__init__(f"catalogue {location} cannot be used: {reason}")
        self.location, self.reason = location, reason


class UnstorableTextError(CatalogueError):
    """A text that no database keeps: half a character, or a NUL."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"the catalogue cannot keep a text ({reason}); correct it in the inventory and ingest again"
        )
        self.reason = reason


class StudyNotFoundError(CorpusError):
    """No study has this id."""

    def __init__(self, study_id: str) -> None:
        super().__init__(f"no study has the id {study_id!r}; `savoir studies list` shows them")
        self.study_id = study_id


class StudyWithdrawnError(CorpusError):
    """A study that was published once, and what readers are told of its withdrawal."""

    def __init__(self, study_id: str, reason: str, since: datetime) -> None:
        super().__init__(
            f"the study {study_id!r} was withdrawn on {since.date()} (`savoir studies restore` brings it "
            f"back), for this reason: {reason}"
        )
        self.study_id, self.reason, self.since = study_id, reason, since


class ForbiddenStepError(CorpusError):
    """A step that a study may not take from where it stands."""

    def __init__(self, study_id: str, state: str, step: str, allowed: Sequence[str]) -> None:
        possible = " or ".join(f"`savoir studies {other}`" for other in allowed if other != "remove")
        advice = f"what is possible is {possible}" if possible else "`savoir duplicates undo` parts it again"
        super().__init__(
            f"{str(step)!r} is not possible for the study {study_id!r}, which is {state}; {advice}"
        )
        self.study_id, self.state, self.step, self.allowed = study_id, state, step, tuple(allowed)


class WithdrawalReasonError(CorpusError):
    """A withdrawal without a reason that readers can be told."""

    def __init__(self, length: int, most: int) -> None:
        super().__init__(
            f"say why, in at most {most} characters, not {length}; readers see it as it is written"
        )
        self.length, self.most = length, most


class UnconfirmedFindingsError(CorpusError):
    """A study that readers shall see, with personal data that nobody has decided about."""

    def __init__(self, study_id: str, counts: Mapping[str, int]) -> None:
        found = ", ".join(f"{count} {kind.replace('_', ' ')}" for kind, count in sorted(counts.items()))
        super().__init__(
            f"{study_id!r} holds personal data that nobody has decided about ({found}); "
            f"`savoir personal-data {study_id}` shows it, and says how to confirm or redact it"
        )
        self.study_id, self.counts = study_id, dict(counts)


class RevisionNotFoundError(CorpusError):
    """A study has no state with this number."""

    def __init__(self, study_id: str, number: int) -> None:
        super().__init__(
            f"the study {study_id!r} has no earlier state {number}; `savoir studies history` numbers them"
        )
        self.study_id, self.number = study_id, number


class JobNotFoundError(CorpusError):
    """No job has this id."""

    def __init__(self, job: str) -> None:
        super().__init__(f"there is no job {job[:40]!r}; `savoir jobs list` shows them")
        self.job = job


class JobStateError(CorpusError):
    """Something that is not possible for a job as it stands."""

    def __init__(self, job: str, state: str) -> None:
        super().__init__(f"the job {job} is {state}, so this is not possible; `savoir jobs show` says more")
        self.job, self.state = job, state


class TodoNotFoundError(CorpusError):
    """Nothing to be decided has this id."""

    def __init__(self, todo: str) -> None:
        super().__init__(f"there is no question {todo[:40]!r}; `savoir todo list` shows them")
        self.todo = todo


class TodoSettledError(CorpusError):
    """A question that somebody has settled already."""

    def __init__(self, todo: str, state: str, by: str) -> None:
        super().__init__(
            f"the question {todo} was {state} by {by} already; edit the study to change it again"
        )
        self.todo, self.state, self.by = todo, state, by


class StaleRevisionError(CorpusError):
    """A change to a study that somebody else has changed since it was read."""

    def __init__(self, study_id: str, expected: int, current: int, since: Sequence["Revision"]) -> None:
        names = ", ".join(sorted({revision.by for revision in since})) or "nobody"
        super().__init__(
            f"the study {study_id!r} is at change {current}, not {expected}; changed meanwhile by {names}: "
            "read it again and make your change on what it says now"
        )
        self.study_id, self.expected, self.current, self.since = study_id, expected, current, tuple(since)


class StudyExistsError(CorpusError):
    """An id that a study has, or had before it was removed."""

    def __init__(self, study_id: str) -> None:
        super().__init__(f"the id {study_id!r} is or was that of another study; choose another one")
        self.study_id = study_id


class UnknownAdministrationError(CorpusError):
    """A name that neither the registry nor the catalogue knows."""

    def __init__(self, name: str, nearest: tuple[str, ...]) -> None:
        hint = f"; the nearest known names are {', '.join(nearest)}" if nearest else ""
        super().__init__(f"no administration is called {name!r}{hint}")
        self.name, self.nearest = name, nearest


class StudyIdError(CorpusError):
    """An id that a librarian gave and that cannot be one."""

    def __init__(self, text: str, suggestion: str) -> None:
        hint = f", such as {suggestion!r}" if suggestion else ""
        super().__init__(
            f"{text[:120]!r} cannot be the id of a study; use at most 100 lower-case letters and digits, "
            f"in words joined by hyphens{hint}"
        )
        self.text, self.suggestion = text, suggestion


class FileStoreError(CorpusError):
    """The store of files cannot be written."""

    def __init__(self, root: Path, reason: str, advice: str = "check that the folder may be written") -> None:
        super().__init__(f"files cannot be kept under {root}: {reason}; {advice}")
        self.root, self.reason = root, reason


class StoreFullError(FileStoreError):
    """No space is left for a file."""

    def __init__(self, root: Path) -> None:
        super().__init__(root, "no space is left", "free some and run the command again")


class FileMissingError(CorpusError):
    """A file that the catalogue knows is not in the store."""

    def __init__(self, root: Path, sha256: str) -> None:
        super().__init__(
            f"the file {sha256[:80]} is not under {root}; run `savoir ingest` on the folder it came from"
        )
        self.root, self.sha256 = root, sha256


class SourceUnreadableError(CorpusError):
    """A file that was to be brought in cannot be read."""

    def __init__(self, path: Path, fault: str) -> None:
        super().__init__(f"{path.name!r} cannot be read ({fault}); check that it exists and may be read")
        self.path, self.reason = path, reason("inventory.not-readable", fault=fault)


class InventoryError(CorpusError):
    """An inventory that cannot be read at all (single bad rows are report lines, not errors)."""

    def __init__(self, path: Path, reason: Reason) -> None:
        super().__init__(f"inventory {path.name}: {reason}")
        self.path, self.reason = path, reason
