"""What must be there before an encoder is trained: hours later would be too late to say."""

from pathlib import Path

from models.encoder_files import hashes
from models.errors import OtherPiecesError, TrainingInputError
from models.static_encoder import StaticEncoder
from models.training.prepare import open_prepared
from models.training.recipe import STAGES
from models.training.teacher import require_teacher
from models.training.vocabulary import Tokens


def require_texts(work: Path) -> None:
    """Check that the texts under ``work``, their pieces and the tokenizer are there.

    Raises:
        TrainingInputError: one of them is not.
    """
    open_prepared(work)
    tokenizer = work / "tokenizer.json"
    if not tokenizer.is_file():
        raise TrainingInputError(tokenizer, "tokenizer")
    Tokens(work / "tokens")


def require_contextual(work: Path, teacher: Path, *, static: Path | None, longest: int) -> None:
    """Check all that a contextual encoder is made of.

    Raises:
        TrainingInputError: an earlier step was not run.
        TeacherError: the teacher cannot be used.
        EncoderMissingError: there is no static encoder in that directory.
        EncoderDamagedError: it cannot be read.
        OtherPiecesError: it reads other pieces.
    """
    require_texts(work)
    require_teacher(teacher, longest=max(longest, *(stage.longest for stage in STAGES)))
    if static:
        require_same_pieces(static, work / "tokenizer.json")


def require_same_pieces(static: Path, tokenizer: Path) -> None:
    """Check that a static encoder reads the pieces of a tokenizer.

    Raises:
        EncoderMissingError: there is no encoder in that directory.
        EncoderDamagedError: it cannot be read.
        OtherPiecesError: it reads others.
    """
    if hashes([tokenizer])[tokenizer] not in StaticEncoder(static).hashes.values():
        raise OtherPiecesError(static, tokenizer)
