"""What a check can find, and what mending does about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, computed_field


class Fault(StrEnum):
    """Where the parts of a library do not say the same; the values never change."""

    INDEX_UNUSABLE = "index-unusable"
    HIDDEN_IN_INDEX = "hidden-in-index"
    MISSING_FROM_INDEX = "missing-from-index"
    OUTDATED_IN_INDEX = "outdated-in-index"
    INCOMPLETE_IN_INDEX = "incomplete-in-index"
    FILE_LOST = "file-lost"
    FILE_CHANGED = "file-changed"
    FILE_UNREAD = "file-unread"
    FILE_WITHOUT_STUDY = "file-without-study"
    FILE_LEFT_OVER = "file-left-over"
    EXTRACTION_LEFT_OVER = "extraction-left-over"


@dataclass(frozen=True, slots=True)
class _Kind:
    says: str
    remedy: str
    mendable: bool = True


_AGAIN = "bring it in again with `savoir ingest` on the folder it came from, or take it from a backup"

_KINDS: Mapping[Fault, _Kind] = {
    Fault.INDEX_UNUSABLE: _Kind("the index cannot be used", "builds it anew"),
    Fault.HIDDEN_IN_INDEX: _Kind(
        "readers may not see it, and the index holds it", "takes it out of the index"
    ),
    Fault.MISSING_FROM_INDEX: _Kind("it is published and not in the index", "writes it into the index"),
    Fault.OUTDATED_IN_INDEX: _Kind("the index holds an older state of it", "writes it into the index again"),
    Fault.INCOMPLETE_IN_INDEX: _Kind("the index holds a part of it", "writes it into the index again"),
    Fault.FILE_LOST: _Kind("the store has lost it", f"cannot bring it back; {_AGAIN}", mendable=False),
    Fault.FILE_CHANGED: _Kind("its bytes are not those that came in", f"sets it aside, as lost; {_AGAIN}"),
    Fault.FILE_UNREAD: _Kind("its text is not there, or read by another version", "reads it"),
    Fault.FILE_WITHOUT_STUDY: _Kind(
        "it was read, and no study holds it, as after an import that was stopped",
        "deletes it, or keeps it as withdrawn where the history of a study or a question names it",
    ),
    Fault.FILE_LEFT_OVER: _Kind("an interrupted ingest left it, and nothing knows it", "deletes it"),
    Fault.EXTRACTION_LEFT_OVER: _Kind("another version read it, and it was read again", "deletes it"),
}


class Finding(BaseModel):
    """One thing that is not as it should be."""

    model_config = ConfigDict(frozen=True)

    fault: Fault
    which: str
    """The id of a study, the hash of a file, or the name of what lies about."""
    detail: str = ""

    @computed_field  # type: ignore[prop-decorator]
    @property
    def says(self) -> str:
        """What is wrong."""
        return _KINDS[self.fault].says

    @computed_field  # type: ignore[prop-decorator]
    @property
    def repair(self) -> str:
        """What `--repair` does about it."""
        return _KINDS[self.fault].remedy

    @computed_field  # type: ignore[prop-decorator]
    @property
    def mendable(self) -> bool:
        """Whether `--repair` makes it good."""
        return _KINDS[self.fault].mendable


class CheckReport(BaseModel):
    """What a check found, and what was done about it."""

    model_config = ConfigDict(frozen=True)

    found: list[Finding]
    mended: bool = False
    """Whether mending was asked for."""
    left: list[Finding]
    """What is still so; without mending, all that was found."""
