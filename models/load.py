"""Find and load an encoder."""

from pathlib import Path

from models.encoder import Encoder
from models.encoder_files import is_static
from models.errors import EncoderMissingError

SHIPPED = "static"
WEIGHTS = Path(__file__).parent / "weights"


def load_encoder(spec: str | Path = SHIPPED) -> Encoder:
    """Load the shipped encoder (``"static"``), one in a directory, or one that was fetched by name before.

    A name such as ``"intfloat/multilingual-e5-small"`` is looked for among the models that other programs
    put into Hugging Face's cache on this machine; nothing is downloaded.

    Raises:
        EncoderMissingError: There is nothing in that directory or of that name.
        EncoderDamagedError: Its files cannot be read.
        EncoderUnavailableError: It is no static encoder, and sentence-transformers is not installed.
    """
    directory = _directory(spec)
    if is_static(directory):
        from models.static_encoder import StaticEncoder

        return StaticEncoder(directory)
    from models.transformer_encoder import TransformerEncoder

    return TransformerEncoder(directory)


def _directory(spec: str | Path) -> Path:
    if spec == SHIPPED:
        return WEIGHTS / SHIPPED
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
        raise EncoderMissingError(name) from error
