"""What can go wrong with the encoders."""

from pathlib import Path


class ModelsError(Exception):
    """Anything wrong with what was learned about language."""


class EncoderMissingError(ModelsError):
    """There is no encoder where one was looked for."""

    def __init__(self, location: str, advice: str = "set SAVOIR_ENCODER to the directory of one") -> None:
        super().__init__(
            f"there is no encoder {location}; {advice}, or leave it out to use the one that is shipped"
        )
        self.location = location


class EncoderNotFetchedError(EncoderMissingError):
    """A name stands for a model that is not on this machine."""

    def __init__(self, name: str) -> None:
        super().__init__(
            name,
            f"Savoir downloads nothing: fetch it with `hf download {name}` where there is a network, copy it "
            "to this machine and set SAVOIR_ENCODER to its directory",
        )


class EncoderDamagedError(ModelsError):
    """The files of an encoder are incomplete or cannot be read."""

    def __init__(self, directory: Path, reason: str) -> None:
        super().__init__(f"the encoder in {directory} cannot be read ({reason}); copy its files again")
        self.directory, self.reason = directory, reason


class TokenizerMissingError(EncoderDamagedError):
    """An encoder cannot cut texts into its word pieces."""

    def __init__(self, directory: Path) -> None:
        super().__init__(directory, "it has no tokenizer.json")


class EncoderMixedError(EncoderDamagedError):
    """The files of an encoder can be read, but are of different encoders."""

    def __init__(self, directory: Path, reason: str) -> None:
        super().__init__(directory, f"its files do not belong together: {reason}")


class EncoderUnsafeError(ModelsError):
    """The weights of an encoder are a pickle."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"the weights {path} are a pickle, which may run any program when it is read; "
            "ask its maker for model.safetensors, or choose another encoder"
        )
        self.path = path


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
            "with tabs between the columns id, domain, fr, nl and en"
        )
        self.path, self.reason = path, reason


class WeightsDamagedError(ModelsError):
    """A learned table that ships with the project is missing or cannot be read."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"the table {path} cannot be read ({reason}); install Savoir again")
        self.path, self.reason = path, reason


class WeightsChangedError(ModelsError):
    """A file that ships with the project is not the one that was shipped."""

    def __init__(self, path: Path, card: Path) -> None:
        super().__init__(
            f"the file {path} is not the one whose SHA-256 {card} lists; install Savoir again, "
            "or set SAVOIR_ENCODER to the directory of an encoder of your own"
        )
        self.path, self.card = path, card


class TrainingInputError(ModelsError):
    """A step of the training lacks what an earlier one writes."""

    def __init__(self, path: Path, command: str) -> None:
        super().__init__(f"there is no {path}; run `savoir train {command}` first, with the same --work")
        self.path, self.command = path, command


class TeacherError(ModelsError):
    """The transformer that the contextual encoder shall learn from cannot be used."""

    def __init__(self, directory: Path, reason: str) -> None:
        super().__init__(
            f"the teacher in {directory} cannot be used ({reason}); give the folder that holds config.json, "
            "model.safetensors and tokenizer.json of all-MiniLM-L6-v2"
        )
        self.directory, self.reason = directory, reason


class OtherPiecesError(ModelsError):
    """A static encoder cannot stand beside a transformer that reads other word pieces."""

    def __init__(self, static: Path, tokenizer: Path) -> None:
        super().__init__(
            f"the static encoder in {static} reads other pieces than {tokenizer}; "
            "train one with `savoir train encoder static` and the same --work"
        )
        self.static, self.tokenizer = static, tokenizer


class ScoresError(ModelsError):
    """A file of an encoder's scores cannot be read."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"the scores {path} cannot be read ({reason}); write them with "
            f"`savoir eval encoder --bitext DIR --sts DIR --json > {path}`"
        )
        self.path, self.reason = path, reason
