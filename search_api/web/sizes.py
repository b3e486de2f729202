"""Sizes of files as people read them."""

from search_api.web.wording import Wording

_KILO = 1000


def size_text(size: int, words: Wording) -> str:
    """Return a size in bytes, kB or MB (of 1,000), with at most one decimal."""
    if size < _KILO:
        return words.plural("%(count)s byte", "%(count)s bytes", size)
    if size < _KILO**2:
        return words.text("%(size)s kB", size=words.number(round(size / _KILO)))
    return words.text("%(size)s MB", size=words.number(round(size / _KILO**2, 1)))
