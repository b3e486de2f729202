"""The home of an index on a Qdrant server: a collection for each version, an alias for the live one."""

import re
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

from qdrant_client import QdrantClient, models

from corpus.study import StudyId
from index.errors import IndexDamagedError, IndexMissingError, SearchIndexError
from index.lock import writer_lock
from index.manifest import Build, Manifest, check
from index.points import AverageLengths
from index.port import PassageIndex
from index.server_index import ServerIndex
from index.server_requests import batches, connect, copied, server_errors

ALIAS = "savoir"
_VERSION = re.compile(rf"{ALIAS}-v(\d+)")
_MANIFEST = "manifest"
_FRESH = 1.0
"""Seconds for which the live version is not asked for again."""
_COPIED_TOGETHER = 128


class ServerHome:
    """Versions of an index on one server, read and written by what ``build`` says.

    The version before the live one is kept, for readers that have not noticed yet. One data directory writes:
    writers on other machines would not be kept out.
    """

    def __init__(
        self,
        url: str,
        api_key: str | None,
        directory: Path,
        build: Build,
        *,
        client: QdrantClient | None = None,
    ) -> None:
        """Take where the server is; nothing is asked of it yet.

        Args:
            url: of the server.
            api_key: that it wants, if any.
            directory: where writers lock each other out.
            build: what the index is, or must have been, built with.
            client: used instead of a new one.
        """
        self._url, self._directory, self._build = url, directory, build
        self._client = client or connect(url, api_key)
        self._live: str | None = None
        self._asked = -_FRESH

    def current_version(self) -> str:
        """Return the name of the live version; the server is asked once a second at most.

        Raises:
            IndexMissingError: there is none yet.
        """
        now = time.monotonic()
        if self._live is None or now - self._asked >= _FRESH:
            self._live, self._asked = self._find_live(), now
        if self._live is None:
            raise IndexMissingError(self._url)
        return self._live

    def open(self, version: str) -> PassageIndex:
        """Open a version for reading."""
        check(self._manifest_of(version).build, self._build)
        return ServerIndex(self._client, version)

    def manifest(self) -> Manifest | None:
        """Return that of the live version, or ``None`` where there is none."""
        live = self._find_live()
        return self._manifest_of(live) if live else None

    def contents(self) -> Mapping[StudyId, str]:
        """Return the fingerprints in the live version; empty where there is none."""
        live = self._find_live()
        return self.open(live).contents() if live else {}

    def writer_lock(self) -> AbstractContextManager[None]:
        """Keep every other writer of this data directory out while the block lasts."""
        return writer_lock(self._directory)

    @contextmanager
    def draft(self, lengths: AverageLengths, *, anew: bool) -> Iterator[PassageIndex]:
        """Return the next version to write into; it goes live when the block ends without an error."""
        live = self._find_live()
        kept = None if anew else live
        if kept:
            check(self._manifest_of(kept).build, self._build)
        self._sweep(live)
        name = f"{ALIAS}-v{_number(live) + 1:06d}"
        about = {_MANIFEST: Manifest(build=self._build, lengths=lengths).to_json()}
        draft = ServerIndex.create(self._client, name, dimensions=self._build.dimensions, about=about)
        try:
            if kept:
                _copy(ServerIndex(self._client, kept), draft)
            yield draft
            self._publish(name, replaced=live is not None)
        except BaseException:
            self._discard(name)
            raise
        with suppress(SearchIndexError):  # what stays now, the next writer sweeps
            self._sweep(name)

    def _publish(self, name: str, *, replaced: bool) -> None:
        operations: list[models.CreateAliasOperation | models.DeleteAliasOperation] = []
        if replaced:
            operations.append(models.DeleteAliasOperation(delete_alias=models.DeleteAlias(alias_name=ALIAS)))
        alias = models.CreateAlias(collection_name=name, alias_name=ALIAS)
        operations.append(models.CreateAliasOperation(create_alias=alias))
        with server_errors(self._url):
            self._client.update_collection_aliases(operations)
        self._live = name

    def _find_live(self) -> str | None:
        with server_errors(self._url):
            aliases = self._client.get_aliases().aliases
        return next((alias.collection_name for alias in aliases if alias.alias_name == ALIAS), None)

    def _manifest_of(self, version: str) -> Manifest:
        with server_errors(version):
            metadata = self._client.get_collection(version).config.metadata or {}
        try:
            return Manifest.from_json(metadata[_MANIFEST])
        except (KeyError, ValueError) as error:
            raise IndexDamagedError(f"{self._url}, collection {version}", f"no manifest: {error}") from error

    def _sweep(self, live: str | None) -> None:
        """Delete drafts of killed runs, which come after the live version, and what came long before it."""
        with server_errors(self._url):
            names = [collection.name for collection in self._client.get_collections().collections]
        versions = [name for name in names if _VERSION.fullmatch(name)]
        before = sorted(_number(name) for name in versions if _number(name) < _number(live))
        kept = {_number(live), *before[-1:]}
        for name in versions:
            if _number(name) not in kept:
                self._drop(name)

    def _discard(self, name: str) -> None:
        """Delete a draft, unless it did go live and only the answer was lost; else the next writer sweeps."""
        with suppress(SearchIndexError):
            if self._find_live() != name:
                self._drop(name)

    def _drop(self, name: str) -> None:
        with server_errors(self._url):
            self._client.delete_collection(name)


def _number(version: str | None) -> int:
    match = _VERSION.fullmatch(version or "")
    return int(match[1]) if match else 0


def _copy(source: ServerIndex, target: ServerIndex) -> None:
    for batch in batches(source.records((), vectors=True), _COPIED_TOGETHER):
        target.upsert([copied(record) for record in batch])
