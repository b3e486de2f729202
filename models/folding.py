"""One shape for the spellings of a word: compatibility forms, case and accents."""

import re
import unicodedata

INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
"""Soft hyphen and zero-width characters, as the inside of a regular expression class."""

MARKS = "\u0300-\u036f"
"""Combining accents, as the inside of a regular expression class."""

_DROPPED = re.compile(f"[{INVISIBLE}{MARKS}]")
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})


def fold(text: str) -> str:
    """Return ``text`` without case, accents, ligatures, soft hyphens and typographic apostrophes."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("ʼ", "'")).casefold()
    return _DROPPED.sub("", plain).translate(_LETTERS)
