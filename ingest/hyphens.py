"""Words cut at the end of a line: joined again, or kept where the hyphen is part of the word."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.passage import Element, ElementKind

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
SOFT_HYPHEN = "\u00ad"
"""Marks where a word may be cut, so at the end of a line it never is part of the word."""

_CUT = re.compile(rf"([^\W_]+(?:-[^\W_]+)*)([-{SOFT_HYPHEN}])$")
_NEXT = re.compile(r"[^\W_]+(?:-[^\W_]+)*")

# Words that keep their hyphen with whatever follows, and words that are joined by one to what precedes.
_CUTS = re.compile(rf"\S+[-{SOFT_HYPHEN}](?:\s*[\n\v]\s*\S+|$)")  # their halves are no words

_TIES = "niet non demi semi quasi après peut celui celle ceux celles sous vice oud là"
_TIED = "à ci là il ils elle elles on nous vous moi toi même mêmes dire"
_KEEP_AFTER, _KEEP_BEFORE = frozenset(_TIES.split()), frozenset(_TIED.split())


def vocabulary(texts: Iterable[str]) -> dict[str, int]:
    """Return how often each word, with its inner hyphens, stands unbroken in the texts (lower case)."""
    return Counter(word.casefold() for text in texts for word in _WORD.findall(_CUTS.sub(" ", text)))


def joined_lines(lines: Sequence[str], known: dict[str, int]) -> str:
    """Return the lines as one text; a space between them, or none where a word was cut."""
    text = ""
    for line in map(str.strip, lines):
        both = text and line
        text = (_join(text, line, known) or f"{text} {line}") if both else text or line
    return text


def _join(text: str, line: str, known: dict[str, int]) -> str | None:
    """Return the text with the line joined to its last word, or None if no word is cut there."""
    cut, rest = _CUT.search(text), _NEXT.match(line)
    if cut is None or rest is None:
        return None
    if cut[2] == SOFT_HYPHEN:
        return text[:-1] + line
    return text + line if keeps_hyphen(cut[1], rest[0], known) else text[:-1] + line


def keeps_hyphen(left: str, right: str, known: dict[str, int]) -> bool:
    """Decide whether ``left-`` at the end of a line and ``right`` in the next are one word with a hyphen.

    What the document writes elsewhere decides; else a lower-case continuation is joined, unless the
    words are among those that French and Dutch tie with a hyphen.
    """
    joined, tied = known.get((left + right).casefold(), 0), known.get(f"{left}-{right}".casefold(), 0)
    if joined != tied:
        return tied > joined
    if not right[0].islower() or not left[-1].isalpha():
        return True
    if _is_english(known) and left.casefold() in known and right.casefold() in known:
        return True  # English breaks compounds at their hyphen; Dutch and French words break anywhere
    head, tail = left.casefold().split("-")[-1], right.casefold().split("-")
    return head in _KEEP_AFTER or tail[0] in _KEEP_BEFORE or (len(tail) > 1 and len(tail[0]) <= 2)


def _is_english(known: dict[str, int]) -> bool:
    return known.get("the", 0) > max(known.get("het", 0), known.get("les", 0))


def joined_across(elements: Sequence[Element], known: dict[str, int]) -> list[Element]:
    """Return the Elements with words whole that were cut at the end of a column or page.

    The rest of the word moves to the Element where it begins.
    """
    found: list[Element] = []
    for element in elements:
        above = found[-1] if found else None
        if above is not None and above.kind is element.kind is ElementKind.TEXT:
            head, _, tail = element.text.partition(" ")
            whole = _join(above.text, head, known) if head[:1].islower() else None
            if whole is not None:
                found[-1] = replace(above, text=whole)
                element = replace(element, text=tail)
        found.append(element)
    return found
