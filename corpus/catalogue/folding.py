"""Text compared in the database as ``corpus.text.fold`` folds it: without case and accents."""

from functools import lru_cache
from typing import Any

from sqlalchemy import Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

from corpus.text import fold

SQLITE_FUNCTION = "savoir_fold"
"""What connections to SQLite know the function as; see ``corpus.catalogue.engine``."""

_ACCENTED = "àáâãäåçèéêëìíîïñòóôõöùúûüýÿÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝŸ"
_PLAIN = "aaaaaaceeeeiiiinooooouuuuyy" * 2
_LIGATURES = {"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae"}
"""Capitals too: ``lower`` knows those of ASCII alone in a database whose locale is C."""


class folded(GenericFunction[str]):
    """A column of text, folded; PostgreSQL folds the letters of western Europe only."""

    type = Text()
    inherit_cache = True


@lru_cache(maxsize=1 << 15)
def fold_or_none(text: str | None) -> str | None:
    """Return ``text`` folded, as SQLite calls it: once for each word of a search, and again to count."""
    return None if text is None else fold(text)


@compiles(folded, "sqlite")
def _in_sqlite(element: folded, compiler: SQLCompiler, **options: Any) -> str:
    return f"{SQLITE_FUNCTION}({compiler.process(element.clauses, **options)})"


@compiles(folded)
def _elsewhere(element: folded, compiler: SQLCompiler, **options: Any) -> str:
    said = f"lower({compiler.process(element.clauses, **options)})"
    for ligature, letters in _LIGATURES.items():
        said = f"replace({said}, '{ligature}', '{letters}')"
    return f"translate({said}, '{_ACCENTED}', '{_PLAIN}')"
