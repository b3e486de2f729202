"""Where the versions of an index live, and how the next one takes the place of the last."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Protocol

from corpus.study import StudyId
from index.manifest import Manifest
from index.points import AverageLengths
from index.port import PassageIndex


class IndexHome(Protocol):
    """A place that holds one live version of an index. It checks that what it opens was built as now."""

    def current_version(self) -> str:
        """Return the name of the live version; asked before every search, so it is cheap.

        Raises:
            IndexMissingError: there is none yet.
        """

    def open(self, version: str) -> PassageIndex:
        """Open a version for reading.

        Raises:
            IndexMismatchError: it was built with another encoder, analyser or splitter.
            IndexDamagedError: it cannot be read.
        """

    def manifest(self) -> Manifest | None:
        """Return that of the live version, or ``None`` where there is none."""

    def contents(self) -> Mapping[StudyId, str]:
        """Return the fingerprints in the live version; empty where there is none.

        Raises:
            IndexMismatchError: it was built otherwise than now.
        """

    def draft(self, lengths: AverageLengths, *, anew: bool) -> AbstractContextManager[PassageIndex]:
        """Return the next version to write into; it goes live when the block ends without an error.

        It starts as a copy of the live one, or empty if ``anew``. Whatever happens before the end, the live
        version stays as it is.
        """

    def writer_lock(self) -> AbstractContextManager[None]:
        """Keep every other writer out while the block lasts.

        Raises:
            IndexBusyError: another process writes.
        """
