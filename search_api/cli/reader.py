"""Who reads a terminal."""

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.language import Language

_SETTINGS = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The first one that is set counts (POSIX.1-2017, 8.2)."""


def own_language() -> "Language":
    """Return the language that the environment asks for, English where that is none of ours."""
    from models.language import Language
    from search_api.messages import FALLBACK

    code = next(filter(None, map(os.environ.get, _SETTINGS)), "")[:2].lower()
    return Language(code) if code in tuple(Language) else FALLBACK
