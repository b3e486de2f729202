"""Folding of text: what makes two spellings of a name the same."""

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})

_FUNCTION_WORDS = (
    "a au aux avec ce ces d dans de des du en et l la le les leur leurs ou par pour s sur un une "
    "aan bij den der een het in met naar of om op over t te ten ter tot uit van voor "
    "an and at by for from on or the to with"
)

FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
"""Folded words of the three languages that tell names and titles apart only rarely."""


def fold(text: str) -> str:
    """Return ``text`` without case, accents and ligatures. Folding twice changes nothing more.

    Compatibility forms are unfolded too (NFKD), so the result may be longer than ``text``.
    """
    folded = _without_marks(_without_marks(text).casefold())
    return folded if folded.isascii() else folded.translate(_LIGATURES)


def _without_marks(text: str) -> str:
    if text.isascii():
        return text
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


def words(text: str) -> list[str]:
    """Return the folded words of ``text`` in order; apostrophes and hyphens part words."""
    return re.findall(r"[^\W_]+", fold(text))


def slug(text: str) -> str:
    """Return ``text`` as lower-case ASCII words joined by hyphens; empty where nothing of it is ASCII."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(text)))
