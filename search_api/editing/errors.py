"""Why a change to a study is refused."""

from collections.abc import Sequence

from corpus.errors import CorpusError
from search_api.errors import RequestError
from search_api.messages import message


class InvalidFieldsError(CorpusError):
    """Fields that cannot be read; ``problems`` has one for each."""

    def __init__(self, problems: Sequence[RequestError]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = tuple(problems)


class InvalidStudyError(InvalidFieldsError):
    """Fields that no study can have."""


class InvalidEntryError(InvalidFieldsError):
    """Fields that no entry of a list can have."""


class PreconditionRequiredError(RequestError):
    """A change that does not say which state of the study it was made on."""

    def __init__(self) -> None:
        super().__init__("If-Match", message("edit.if_match"))
