"""What can go wrong with one file."""

from corpus.reasons import Reason, as_written


class IngestError(Exception):
    """A file that gives no passages, for a reason that the catalogue keeps."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


class UnreadableFileError(IngestError):
    """The file is damaged, protected, or not what its reader expects."""


class UnsupportedFileError(IngestError):
    """No reader exists for this kind of file."""


class FileTooLargeError(IngestError):
    """The file is beyond a limit that protects the machine."""


class MissingToolError(IngestError):
    """A program that this kind of file needs is not installed."""


class UnstructuredChangedError(IngestError):
    """unstructured no longer has the private name that keeps it off the network."""

    def __init__(self, name: str) -> None:
        super().__init__(
            as_written(
                f"unstructured no longer has {name}, so it would download a language model; "
                "install the version that pyproject.toml names, or adapt ingest/partition/offline.py"
            )
        )
        self.name = name


class SandboxError(IngestError):
    """The child processes that read files cannot start."""

    def __init__(self, message: str) -> None:
        super().__init__(
            as_written(f"the process that reads files does not start; reinstall Savoir. It said: {message}")
        )
        self.message = message
