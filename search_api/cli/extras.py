"""What a command needs beyond a plain installation."""

from importlib.util import find_spec

from search_api.errors import ExtraMissingError

_MEASURING = ("bm25s", "ir_measures", "jinja2", "matplotlib", "scipy")


def require_eval() -> None:
    """Check that the packages that measure are there.

    Raises:
        ExtraMissingError: one is not.
    """
    for package in _MEASURING:
        if find_spec(package) is None:
            raise ExtraMissingError(package, "eval")
