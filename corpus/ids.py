"""Readable ids for studies that bring none of their own."""

import re
from collections.abc import Container
from itertools import count

from corpus.errors import StudyIdError
from corpus.study import StudyId
from corpus.text import FUNCTION_WORDS, slug

MAX_WORDS = 60
"""Characters of a title that an id keeps; a year and a number may follow."""

MAX_LENGTH = 100
"""Characters of the longest id that a librarian may give."""

_PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def study_id(title: str, year: int | None, taken: Container[str]) -> StudyId:
    """Return an id that is not in ``taken``, made of the first meaningful words of the title.

    The year follows only where the words alone are taken, and then "-2", "-3" … where both are. The same
    arguments give the same id.
    """
    base = _first_words(title)
    if base not in taken:
        return StudyId(base)
    if year is not None:
        base = f"{base}-{year}"
        if base not in taken:
            return StudyId(base)
    return next(StudyId(f"{base}-{number}") for number in count(2) if f"{base}-{number}" not in taken)


def given_study_id(text: str) -> StudyId:
    """Return an id that a librarian gave, as it is.

    Raises:
        StudyIdError: it is not made of lower-case ASCII words joined by hyphens, or is longer than
            ``MAX_LENGTH``.
    """
    if len(text) > MAX_LENGTH or not _PATTERN.fullmatch(text):
        raise StudyIdError(text, slug(text)[:MAX_LENGTH].strip("-"))
    return StudyId(text)


def _first_words(title: str) -> str:
    every = slug(title).split("-")
    chosen = [word for word in every if word not in FUNCTION_WORDS] or every
    text = ""
    for word in chosen:
        longer = f"{text}-{word}" if text else word[:MAX_WORDS]
        if len(longer) > MAX_WORDS:
            break
        text = longer
    return text or "study"
