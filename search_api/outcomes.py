"""One table for what becomes of an error: HTTP status, exit code, and the stable name of its kind."""

from dataclasses import dataclass

from corpus.errors import (
    AccountLockedError,
    CatalogueError,
    CatalogueNewerError,
    CatalogueUnavailableError,
    CorpusError,
    FileMissingError,
    FileStoreError,
    ForbiddenStepError,
    InventoryError,
    LastAdministratorError,
    PasswordRefusedError,
    PeopleError,
    PersonExistsError,
    PersonNameError,
    PersonNotFoundError,
    RevisionNotFoundError,
    SignInRefusedError,
    StaleRevisionError,
    StoreFullError,
    StudyExistsError,
    StudyNotFoundError,
    StudyWithdrawnError,
    TokenNotFoundError,
    UnknownAdministrationError,
    WithdrawalReasonError,
)
from eval.errors import EvalError
from index.errors import (
    DiskFullError,
    FusionSettingsError,
    IndexBusyError,
    IndexDamagedError,
    IndexMismatchError,
    IndexMissingError,
    IndexUnavailableError,
    SearchIndexError,
)
from ingest.errors import IngestError
from models.errors import (
    EncoderDamagedError,
    EncoderMissingError,
    EncoderUnavailableError,
    EncoderUnsafeError,
    GlossaryError,
    ModelsError,
    WeightsChangedError,
    WeightsDamagedError,
)
from search_api.access.errors import (
    AccessError,
    DeskClosedError,
    FormRefusedError,
    NotAllowedError,
    NotSignedInError,
    TokenRefusedError,
)
from search_api.backing_up.errors import (
    ArchiveDamagedError,
    ArchiveForeignError,
    ArchiveNewerError,
    BackupError,
    NotEmptyError,
)
from search_api.editing.errors import InvalidStudyError, PreconditionRequiredError
from search_api.errors import (
    AddressTooLongError,
    AdmissionError,
    BusyError,
    ExtraMissingError,
    FileNumberError,
    JudgingRefusedError,
    RequestError,
    SettingsError,
    TooManyRequestsError,
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a reader gets of an error; ``kind`` ends the problem's ``type`` and never changes."""

    status: int
    exit_code: int
    kind: str


OUTCOMES: dict[type[Exception], Outcome] = {
    RequestError: Outcome(422, 2, "invalid-request"),
    UnknownAdministrationError: Outcome(422, 2, "unknown-administration"),
    StudyNotFoundError: Outcome(404, 3, "study-not-found"),
    StudyWithdrawnError: Outcome(410, 33, "study-withdrawn"),
    ForbiddenStepError: Outcome(409, 34, "forbidden-step"),
    WithdrawalReasonError: Outcome(422, 2, "withdrawal-reason"),
    RevisionNotFoundError: Outcome(404, 3, "revision-not-found"),
    StaleRevisionError: Outcome(412, 58, "stale-revision"),
    StudyExistsError: Outcome(409, 59, "study-exists"),
    InvalidStudyError: Outcome(422, 60, "invalid-study"),
    PreconditionRequiredError: Outcome(428, 2, "precondition-required"),
    FileNumberError: Outcome(404, 3, "file-not-found"),
    InventoryError: Outcome(422, 4, "unreadable-inventory"),
    IndexMissingError: Outcome(503, 5, "index-missing"),
    IndexBusyError: Outcome(503, 6, "index-busy"),
    IndexMismatchError: Outcome(503, 7, "index-mismatch"),
    IndexDamagedError: Outcome(503, 8, "index-damaged"),
    IndexUnavailableError: Outcome(503, 9, "index-unavailable"),
    DiskFullError: Outcome(503, 10, "disk-full"),
    FusionSettingsError: Outcome(503, 29, "fusion-settings"),
    SearchIndexError: Outcome(503, 11, "index-error"),
    CatalogueNewerError: Outcome(503, 12, "catalogue-newer"),
    CatalogueUnavailableError: Outcome(503, 13, "catalogue-unavailable"),
    CatalogueError: Outcome(503, 14, "catalogue-error"),
    StoreFullError: Outcome(503, 10, "disk-full"),
    FileStoreError: Outcome(503, 16, "file-store-error"),
    FileMissingError: Outcome(503, 17, "file-missing"),
    PersonNotFoundError: Outcome(404, 3, "person-not-found"),
    TokenNotFoundError: Outcome(404, 3, "token-not-found"),
    PersonNameError: Outcome(422, 2, "person-name"),
    PasswordRefusedError: Outcome(422, 2, "password-refused"),
    PersonExistsError: Outcome(409, 55, "person-exists"),
    LastAdministratorError: Outcome(409, 56, "last-administrator"),
    SignInRefusedError: Outcome(403, 57, "sign-in-refused"),
    AccountLockedError: Outcome(429, 57, "account-locked"),
    PeopleError: Outcome(422, 2, "people-error"),
    DeskClosedError: Outcome(403, 57, "desk-closed"),
    NotSignedInError: Outcome(401, 57, "not-signed-in"),
    TokenRefusedError: Outcome(401, 57, "token-refused"),
    NotAllowedError: Outcome(403, 57, "not-allowed"),
    FormRefusedError: Outcome(403, 57, "form-refused"),
    AccessError: Outcome(403, 57, "access-refused"),
    CorpusError: Outcome(422, 15, "corpus-error"),
    EncoderMissingError: Outcome(503, 18, "encoder-missing"),
    EncoderDamagedError: Outcome(503, 19, "encoder-damaged"),
    EncoderUnavailableError: Outcome(503, 20, "encoder-unavailable"),
    GlossaryError: Outcome(503, 26, "glossary-unreadable"),
    WeightsDamagedError: Outcome(503, 25, "weights-damaged"),
    WeightsChangedError: Outcome(503, 27, "weights-changed"),
    EncoderUnsafeError: Outcome(503, 28, "encoder-unsafe"),
    ModelsError: Outcome(503, 21, "encoder-error"),
    IngestError: Outcome(503, 22, "reader-broken"),
    EvalError: Outcome(422, 23, "evaluation"),
    ExtraMissingError: Outcome(503, 24, "extra-missing"),
    JudgingRefusedError: Outcome(403, 2, "judging-refused"),
    SettingsError: Outcome(503, 2, "invalid-setting"),
    TooManyRequestsError: Outcome(429, 30, "too-many-requests"),
    BusyError: Outcome(503, 31, "busy"),
    AddressTooLongError: Outcome(414, 32, "address-too-long"),
    BackupError: Outcome(503, 50, "backup"),
    NotEmptyError: Outcome(503, 51, "not-empty"),
    ArchiveForeignError: Outcome(422, 52, "foreign-archive"),
    ArchiveDamagedError: Outcome(422, 53, "damaged-archive"),
    ArchiveNewerError: Outcome(422, 54, "newer-archive"),
}

EXPECTED = (
    AccessError,
    CorpusError,
    SearchIndexError,
    ModelsError,
    IngestError,
    EvalError,
    ExtraMissingError,
    JudgingRefusedError,
    RequestError,
    SettingsError,
    AdmissionError,
    BackupError,
)
"""Every error that has an outcome is one of these."""


def outcome_of(error: Exception) -> Outcome:
    """Return the outcome of the nearest class of ``error`` in the table."""
    return next(OUTCOMES[kind] for kind in type(error).__mro__ if kind in OUTCOMES)
