"""What can go wrong with the catalogue and the inventories."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

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
    """A file that was to be brought in cannot be read; the message is the reason that the catalogue keeps."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path.name!r} cannot be read ({reason}); check that it exists and may be read")
        self.path, self.reason = path, reason


class InventoryError(CorpusError):
    """An inventory that cannot be read at all (single bad rows are report lines, not errors)."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"inventory {path.name}: {reason}")
        self.path, self.reason = path, reason


class PeopleError(CorpusError):
    """Anything wrong with accounts and tokens."""


class PersonNameError(PeopleError):
    """A name that no account can have."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name!r} cannot be the name of an account; take up to 60 letters without accents, digits and "
            "any of . _ @ -"
        )
        self.name = name


class PersonNotFoundError(PeopleError):
    """No account has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"nobody has the name {name!r}; `savoir users list` shows who there is")
        self.name = name


class PersonExistsError(PeopleError):
    """An account with this name is there already."""

    def __init__(self, name: str) -> None:
        super().__init__(f"somebody has the name {name!r} already; take another one")
        self.name = name


class PasswordRefusedError(PeopleError):
    """A password that is too easily guessed."""

    def __init__(self, least: int, most: int, different: int) -> None:
        super().__init__(
            f"a password has {least} to {most} characters, {different} different ones at least, and does not "
            "hold the name"
        )
        self.least, self.most, self.different = least, most, different


class LastAdministratorError(PeopleError):
    """Nobody would be left to manage people."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name!r} is the last administrator; make another one first")
        self.name = name


class SignInRefusedError(PeopleError):
    """Name or password are wrong, or the account is closed: which, is not told."""

    def __init__(self) -> None:
        super().__init__("name or password are wrong, or the account is closed")


class AccountLockedError(PeopleError):
    """An account at which too many wrong passwords were tried."""

    def __init__(self, left: timedelta) -> None:
        self.retry_after = max(1, round(left.total_seconds()))
        super().__init__(f"too many wrong passwords; try again in {self.retry_after} s")


class TokenNotFoundError(PeopleError):
    """No token has this number, or it is somebody else's."""

    def __init__(self, number: int) -> None:
        super().__init__(f"there is no token {number}; `savoir tokens list` shows them")
        self.number = number


class ScopesRefusedError(PeopleError):
    """A token that could do nothing, or more than its person may."""

    def __init__(self, name: str, allowed: Sequence[str]) -> None:
        super().__init__(f"choose what the token of {name!r} may do, one or more of: {', '.join(allowed)}")
        self.name, self.allowed = name, tuple(allowed)


class TokenLabelError(PeopleError):
    """A token without words for what it is for, or with too many."""

    def __init__(self, most: int) -> None:
        super().__init__(f"say in 1 to {most} characters what the token is for")
        self.most = most


class TokenExpiryError(PeopleError):
    """A token that would be expired already, or work for too long."""

    def __init__(self, days: int) -> None:
        super().__init__(f"a token expires on a day from tomorrow on, within {days} days")
        self.days = days


class LinkRefusedError(PeopleError):
    """A link for a new password that was used, was replaced, is too old or never was."""

    def __init__(self) -> None:
        super().__init__("this link was used already or is too old; ask an administrator for a new one")


class PersonClosedError(PeopleError):
    """An account that nobody can sign in to as long as it is closed."""

    def __init__(self, name: str) -> None:
        super().__init__(f"the account {name!r} is closed; `savoir users enable {name}` opens it")
        self.name = name


class UnknownIdentityError(PeopleError):
    """Somebody whom the identity provider knows and the library does not."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name!r} has no account here; `savoir users create {name}` makes one")
        self.name = name


class IdentityMismatchError(PeopleError):
    """A name that the identity provider has given to somebody else since."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"the account {name!r} belongs to somebody else at the identity provider; if it is the same "
            f"person, `savoir users forget-identity {name}` lets them in"
        )
        self.name = name
