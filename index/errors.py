"""What can go wrong with an index."""

from pathlib import Path


class SearchIndexError(Exception):
    """Anything wrong with the index."""


class IndexMissingError(SearchIndexError):
    """There is no index yet."""

    def __init__(self, location: str) -> None:
        super().__init__(f"there is no index at {location}; run `savoir ingest FOLDER` or `savoir reindex`")
        self.location = location


class IndexBusyError(SearchIndexError):
    """Another process changes the index."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"another process is changing the index at {path}; wait until it has finished and try again"
        )
        self.path = path


class IndexMismatchError(SearchIndexError):
    """The index was built by another encoder, analyser or splitter."""

    def __init__(self, what: str, built: str, now: str) -> None:
        super().__init__(f"the index was built with {what} {built}, now it is {now}; run `savoir reindex`")
        self.what, self.built, self.now = what, built, now


class IndexDamagedError(SearchIndexError):
    """The index cannot be read."""

    def __init__(self, location: str, reason: str) -> None:
        super().__init__(f"the index at {location} cannot be read ({reason}); run `savoir reindex`")
        self.location, self.reason = location, reason


class IndexUnavailableError(SearchIndexError):
    """The Qdrant server does not answer."""

    def __init__(self, location: str) -> None:
        super().__init__(
            f"the Qdrant server at {location} does not answer; check that it runs, "
            "and SAVOIR_QDRANT_URL and SAVOIR_QDRANT_API_KEY"
        )
        self.location = location


class FusionSettingsError(SearchIndexError):
    """The settings of fusion cannot be read."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"the settings of fusion {path} cannot be read ({reason}); make them with `savoir train fusion`, "
            "or leave SAVOIR_FUSION out for those that are shipped"
        )
        self.path, self.reason = path, reason


class DiskFullError(SearchIndexError):
    """No space is left for the next version of the index."""

    def __init__(self, path: Path | str) -> None:
        super().__init__(f"no space is left under {path}; free some and run the command again")
        self.path = path


class IndexUnwritableError(SearchIndexError):
    """The disk refuses to keep the next version of the index."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"the index at {path} cannot be written ({reason}); check that the folder may be written"
        )
        self.path, self.reason = path, reason
