"""The errors that third-party parsers raise on damaged files.

Parsers written for good files fail on bad ones in every way Python knows, so the border names the ways.
``MemoryError`` and ``KeyboardInterrupt`` are not among them.
"""

import struct
import zlib

from pdfminer.psexceptions import PSException

PARSER_FAULTS: tuple[type[Exception], ...] = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NameError,
    OSError,
    PSException,
    RuntimeError,
    StopIteration,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
