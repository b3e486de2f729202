"""What can go wrong with the encoders."""

from pathlib import Path


class ModelsError(Exception):
    """Anything wrong with what was learned about language."""


class EncoderMissingError(ModelsError):
    """There is no encoder where one was looked for."""

    def __init__(self, location: str) -> None:
        super().__init__(
            f"there is no encoder at {location}; set SAVOIR_ENCODER to a sentence-transformers directory, "
            "or leave it out to use the one that is shipped"
        )
        self.location = location


class EncoderDamagedError(ModelsError):
    """The files of an encoder are incomplete or cannot be read."""

    def __init__(self, directory: Path, reason: str) -> None:
        super().__init__(f"the encoder in {directory} cannot be read ({reason}); copy its files again")
        self.directory, self.reason = directory, reason


class EncoderUnavailableError(ModelsError):
    """The encoder needs a package that is not installed."""

    def __init__(self, location: str) -> None:
        super().__init__(
            f"the encoder {location} needs sentence-transformers; install it with "
            "`pip install 'savoir[transformers]'` (first torch's CPU build), or use the shipped encoder"
        )
        self.location = location


class GlossaryError(ModelsError):
    """The glossary, which is kept by hand, cannot be read."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"the glossary {path} cannot be read ({reason}); it holds a concept a line, "
            "with tabs between the columns domain, fr, nl and en"
        )
        self.path, self.reason = path, reason


class WeightsDamagedError(ModelsError):
    """A learned table that ships with the project is missing or cannot be read."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"the table {path} cannot be read ({reason}); install Savoir again")
        self.path, self.reason = path, reason
