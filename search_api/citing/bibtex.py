"""Citations as BibTeX, in UTF-8.

Fields of both worlds: year, month and institution for the classic styles, date, pagetotal and langid for
biblatex.
"""

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from search_api.citing.csl import CslItem, date_range

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_LANGUAGES = {"fr": "french", "nl": "dutch", "en": "english"}
"""As babel, biblatex and polyglossia name them."""

# BibTeX counts braces even behind a backslash, so those of a title have to be written as words.
_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{char: f"\\{char}" for char in "$&%#_"},
    }
)


def bibtex(items: Sequence[CslItem]) -> str:
    """Return one entry an item, each with its id as its key."""
    return "\n".join(_entry(item) for item in items)


def escaped(text: str) -> str:
    """Return ``text`` as LaTeX prints it; letters beyond ASCII stay."""
    return text.translate(_SPECIAL)


def _entry(item: CslItem) -> str:
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(item))
    return f"@techreport{{{item['id']},\n{fields}}}\n"


def _fields(item: CslItem) -> Iterator[tuple[str, str]]:
    # A second pair of braces keeps the case of a title, and a name with "and" or a comma in one piece.
    yield "title", _braced(_braced(escaped(item["title"])))
    if authors := item.get("author"):
        yield "author", _braced(" and ".join(_braced(escaped(name["literal"])) for name in authors))
    if publisher := item.get("publisher"):
        yield "institution", _braced(_braced(escaped(publisher)))
    yield from _dates(date_range(item))
    if pages := item.get("number-of-pages"):
        yield "pagetotal", _braced(pages)
    if language := _LANGUAGES.get(item.get("language", "")):
        yield "language", _braced(language)
        yield "langid", _braced(language)
    yield "url", _braced(quote(item["URL"], safe=_IN_URL))


def _braced(text: str) -> str:
    return f"{{{text}}}"


_IN_URL = ":/?#[]@!$&'()*+,;=%~"


def _dates(parts: Sequence[Sequence[int]]) -> Iterator[tuple[str, str]]:
    if not parts:
        return
    years = dict.fromkeys(f"{first[0]:04}" for first in parts)
    yield "year", _braced("--".join(years))
    if len(parts) == 1 and len(parts[0]) > 1:
        yield "month", _MONTHS[parts[0][1] - 1]
    yield "date", _braced("/".join(map(iso, parts)))


def iso(parts: Sequence[int]) -> str:
    """Return year, month and day as far as known: 2021, 2021-03 or 2021-03-12."""
    return "-".join([f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:])])
