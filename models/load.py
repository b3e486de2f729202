"""Find and load an encoder."""

from pathlib import Path
from typing import TYPE_CHECKING

from models.encoder import Encoder
from models.encoder_files import CONTEXTUAL, DEFAULT, SHIPPED, compare_hashes, is_static, refuse_pickles
from models.errors import EncoderNotFetchedError
from models.static_encoder import StaticEncoder
from models.transformer_encoder import TransformerEncoder

if TYPE_CHECKING:
    from models.contextual_encoder import ContextualEncoder

WEIGHTS = Path(__file__).resolve().parent / "weights"
"""With a card, ``README.md``, that lists the hashes of all files."""


def load_encoder(spec: str | Path = DEFAULT) -> Encoder:
    """Load a shipped encoder by its name, one in a directory, or one that was fetched by name before.

    A name such as ``"intfloat/multilingual-e5-small"`` is looked for among the models that other programs
    put into Hugging Face's cache on this machine; nothing is downloaded.

    Raises:
        EncoderMissingError: There is nothing in that directory or of that name.
        EncoderDamagedError: Its files cannot be read, or do not belong together.
        EncoderUnsafeError: Its weights are a pickle.
        EncoderUnavailableError: It needs sentence-transformers, which is not installed.
        WeightsChangedError: It is a shipped one, but not as it was shipped.
    """
    directory = _directory(spec)
    encoder = _loaded(directory)
    if directory.resolve().parent == WEIGHTS and not isinstance(encoder, TransformerEncoder):
        compare_hashes(encoder.hashes, WEIGHTS / "README.md")
    return encoder


def _loaded(directory: Path) -> "ContextualEncoder | StaticEncoder | TransformerEncoder":
    if (directory / CONTEXTUAL).is_file():
        from models.contextual_encoder import ContextualEncoder  # its runtime is no use to the others

        return ContextualEncoder(directory)
    refuse_pickles(directory)
    return StaticEncoder(directory) if is_static(directory) else TransformerEncoder(directory)


def _directory(spec: str | Path) -> Path:
    if spec in SHIPPED:
        return WEIGHTS / spec
    path = Path(spec).expanduser()
    looks_like_name = isinstance(spec, str) and spec.count("/") == 1 and spec[0] not in "./~"
    return path if path.is_dir() or not looks_like_name else _cached(str(spec))


def _cached(name: str) -> Path:
    """Return the folder of a model in Hugging Face's cache."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (LocalEntryNotFoundError, HFValidationError) as error:
        raise EncoderNotFetchedError(name) from error
