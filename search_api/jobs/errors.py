"""What can be wrong with what is brought in, and with the queue."""


class JobsError(Exception):
    """Anything wrong with an upload or with the queue of jobs."""


class UploadError(JobsError):
    """Files that were not taken in; nothing of their upload is kept. ``name`` is of the one to blame."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name!r} {reason}; nothing of this upload was kept")
        self.name = name


class UploadTooLargeError(UploadError):
    """More bytes than one upload may bring."""

    def __init__(self, name: str, most: int) -> None:
        self.most = most >> 20
        super().__init__(
            name, f"makes it more than {self.most} MB; send it in parts, or raise SAVOIR_UPLOAD_LIMIT"
        )


class TooManyFilesError(UploadError):
    """More files than one upload may bring."""

    def __init__(self, name: str, most: int) -> None:
        self.most = most
        super().__init__(
            name, f"makes it more than {most} files; send them in parts, or raise SAVOIR_UPLOAD_FILES"
        )


class InboxFullError(UploadError):
    """Too little space is left for what comes in."""

    def __init__(self, name: str) -> None:
        super().__init__(
            name, "does not fit: too little space is left on the disk; free some and send it again"
        )


class PathError(UploadError):
    """A name that leads out of its folder, or that no file can have."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "leads out of its folder or is no name of a file; rename it and send it again")


class SameNameError(UploadError):
    """Two files with one name."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "comes twice; rename one of the two and send them again")


class NothingSentError(UploadError):
    """An upload without a file."""

    def __init__(self) -> None:
        super().__init__("the upload", "brings no file; choose the inventory and its files")


class FormError(UploadError):
    """An upload that ends too early, or is none."""

    def __init__(self) -> None:
        super().__init__("the upload", "came in part, or is no form with files; send it again")


class ArchiveError(UploadError):
    """A ZIP archive that is not unpacked."""


class BombError(ArchiveError):
    """It unpacks to far more than it holds."""

    def __init__(self, name: str) -> None:
        super().__init__(
            name, "unpacks to far more than its size, as an attack does; send its files themselves"
        )


class LinkError(ArchiveError):
    """It holds a link, or something else that is no file."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "is a link in the archive; put the file itself in, and send it again")


class NestedError(ArchiveError):
    """It holds another archive."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "is an archive inside an archive; unpack it first, and send it again")


class LockedError(ArchiveError):
    """It needs a password."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "is protected by a password; save the archive without one, and send it again")


class DamagedError(ArchiveError):
    """It cannot be unpacked."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "is damaged and cannot be unpacked; make the archive again, and send it again")


class NamesError(ArchiveError):
    """The names of its files are in an unknown encoding."""

    def __init__(self, name: str) -> None:
        super().__init__(
            name, "has a name in an unknown encoding; rename it without accents, or make the archive again"
        )


class ChoiceError(JobsError):
    """A choice that is not among the proposals."""

    def __init__(self, choice: str, possible: tuple[str, ...]) -> None:
        shown = ", ".join(possible) or "none: it can only be dismissed"
        super().__init__(f"{choice[:80]!r} is not proposed here; what is: {shown}")
        self.choice, self.possible = choice[:80], possible


class OutdatedError(JobsError):
    """A proposal that the study has no room for any more, as it was edited meanwhile."""

    def __init__(self, study: str) -> None:
        super().__init__(
            f"the study {study!r} was edited or removed meanwhile, so this proposal cannot be carried out; "
            "look at the study, then dismiss the question"
        )
        self.study = study


class QueueUnavailableError(JobsError):
    """Word of a job cannot be sent to the worker."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the queue of jobs cannot be used: {reason}; check SAVOIR_QUEUE_URL and the disk")
        self.reason = reason


class WorkerBusyError(JobsError):
    """Another worker has the library."""

    def __init__(self) -> None:
        super().__init__("another worker does the jobs of this library already; one is enough")
