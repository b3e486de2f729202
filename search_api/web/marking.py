"""Whole texts with some of their words marked."""

import re
from collections.abc import Collection

from search_api.web.excerpts import Piece, pieces


def marked(text: str, words: Collection[str]) -> tuple[Piece, ...]:
    """Return the whole text in pieces; ``words`` are single ones, in lower case, and match whole words."""
    spans = [one.span() for one in re.finditer(r"\w+", text) if one[0].lower() in words]
    return tuple(pieces(text, 0, len(text), spans))


def words_of(marks: Collection[str]) -> frozenset[str]:
    """Return the single words of what is to be marked, in lower case."""
    return frozenset(word for mark in marks for word in re.findall(r"\w+", mark.lower()))
