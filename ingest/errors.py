"""What can go wrong with one file."""


class IngestError(Exception):
    """A file that gives no passages; the message is the reason that the catalogue keeps."""


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
            f"unstructured no longer has {name}, so it would download a language model; "
            "install the version that pyproject.toml names, or adapt ingest/partition/offline.py"
        )
        self.name = name


class SandboxError(IngestError):
    """The child processes that read files cannot start."""

    def __init__(self, message: str) -> None:
        super().__init__(f"the process that reads files does not start; reinstall Savoir. It said: {message}")
        self.message = message
