"""What a command needs beyond a plain installation."""

from collections.abc import Sequence
from importlib.util import find_spec

from search_api.errors import ExtraMissingError

_MEASURING = ("bm25s", "ir_measures", "jinja2", "matplotlib", "scipy")
_TRAINING = ("onnx", "torch", "transformers")


def require_eval() -> None:
    """Check that the packages that measure are there.

    Raises:
        ExtraMissingError: one is not.
    """
    _require(_MEASURING, "eval")


def require_train() -> None:
    """Check that the packages that train encoders are there.

    Raises:
        ExtraMissingError: one is not.
    """
    _require(_TRAINING, "train")


def _require(packages: Sequence[str], extra: str) -> None:
    for package in packages:
        if find_spec(package) is None:
            raise ExtraMissingError(package, extra)
