"""How a server writes its logs: requests to stdout, mistakes to stderr, questions to neither."""

import logging
import traceback
from types import TracebackType
from typing import Any

_Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class WithoutWords(logging.Formatter):
    """Writes where an exception was raised and of which kind it is, but not what it says.

    The words of an exception may repeat the question that led to it.
    """

    def formatException(self, ei: _Raised) -> str:
        """Return the places and kinds of an exception and of what led to it, the first cause first."""
        error, told = ei[1], list[str]()
        while error is not None and len(told) < _MOST_CAUSES:
            places = "".join(traceback.format_tb(error.__traceback__))
            kind = type(error)
            told.append(f"Traceback (most recent call last):\n{places}{kind.__module__}.{kind.__qualname__}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n\nled to\n\n".join(reversed(told))


_MOST_CAUSES = 10


def log_configuration(*, questions: bool) -> dict[str, Any]:
    """Return the configuration for ``logging.config.dictConfig``; ``questions``: they may be written."""
    told = {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}
    errors = told if questions else {"()": WithoutWords, "fmt": told["format"]}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"errors": errors, "access": {"format": "%(message)s"}},
        "handlers": {
            "errors": {"class": "logging.StreamHandler", "stream": "ext://sys.stderr", "formatter": "errors"},
            "access": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "access"},
        },
        "root": {"handlers": ["errors"], "level": "WARNING"},
        "loggers": {"savoir.access": {"handlers": ["access"], "level": "INFO", "propagate": False}},
    }
