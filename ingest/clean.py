"""Cleans Elements: one form for each character, no running headers, lines joined into paragraphs."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from ingest.hyphens import SOFT_HYPHEN, joined_across, joined_lines, vocabulary
from ingest.partition.pdf.cells import CELL_BREAK
from ingest.passage import Element, ElementKind

_RUNNING = {ElementKind.HEADER, ElementKind.FOOTER}
_EXPONENT = re.compile("(?<=[0-9])[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+")
_INNER_SOFT_HYPHEN = re.compile(f"{SOFT_HYPHEN}(?![\n{CELL_BREAK}]|$)")
_KEPT = frozenset(f"\n\t{CELL_BREAK}{SOFT_HYPHEN}")
_RARE = re.compile("[^ -~¡-¬®-ɏ’‘“”–—…€•]")
_LEADERS = re.compile(r"(?:\s?\.){4,}|_{4,}|(?<=\s)(?:- ){3,}")
_DRAWN = re.compile(r"([^\w\s.…])\1{4,}")
_BLANKS = re.compile(r"[^\S\n]+")


def clean(elements: Iterable[Element]) -> tuple[Element, ...]:
    """Return the Elements that hold text, cleaned.

    Line breaks inside paragraphs become spaces and the words they cut become whole; those of a table stay,
    one for each row. Running headers and footers go.
    """
    tidy = [
        replace(element, text=tidied(element.text)) for element in elements if element.kind not in _RUNNING
    ]
    known = vocabulary(element.text for element in tidy)
    whole = [replace(element, text=_flowing(element, known)) for element in tidy]
    found = [
        replace(element, text=element.text.replace(SOFT_HYPHEN, ""))
        for element in joined_across(whole, known)
    ]
    return tuple(element for element in found if any(map(str.isalnum, element.text)))


def tidied(text: str) -> str:
    """Return the text in NFKC without control characters; line breaks and soft hyphens before them stay.

    Ligatures become letters and fixed spaces ordinary ones. An exponent after a number stays raised:
    "10³" is not 103.
    """
    text = _INNER_SOFT_HYPHEN.sub("", text)
    parts = _EXPONENT.split(text)
    exponents = [*_EXPONENT.findall(text), ""]
    normal = "".join(
        unicodedata.normalize("NFKC", part) + exponent
        for part, exponent in zip(parts, exponents, strict=True)
    )
    return _RARE.sub(_kept, normal)


def _kept(match: re.Match[str]) -> str:
    character = match[0]
    if character in "\u2010\u2011":
        return "-"
    # Cc control, Cf format (zero width), Co private use (bullets of symbol fonts), Cs, Cn
    return character if character in _KEPT or unicodedata.category(character)[0] != "C" else ""


def _flowing(element: Element, known: dict[str, int]) -> str:
    rows = element.text.split("\n") if element.kind is ElementKind.TABLE else [element.text]
    flowing = [_plain(joined_lines(re.split(f"[\\n{CELL_BREAK}]", row), known)) for row in rows]
    return "\n".join(row for row in flowing if row)


def _plain(text: str) -> str:
    return _BLANKS.sub(" ", _DRAWN.sub(" ", _LEADERS.sub(" … ", text))).strip()
