"""Names of people beside other personal data."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from itertools import pairwise

from ingest.personal.finding import Finding, Kind, Weight, Why, finding
from ingest.personal.folding import folded
from ingest.personal.name_patterns import (
    CHAIN,
    INITIALLED,
    LABELLED,
    PLACE_BEFORE,
    ROLE,
    SHOUTED,
    SIGN,
    TITLED,
)

_REACH = 120
"""Characters on either side of a finding in which a name belongs to it."""


def names_beside(text: str, anchors: Sequence[Finding]) -> Iterator[Finding]:
    """Find names of natural persons within 120 characters of one of ``anchors``, in the same paragraph.

    A name is told by a title or a label before it, a mailbox called like it, a usual first name, an initial,
    a surname in capitals, or by leading to something of a person's with a sign between. Other words with
    capitals near something of a person's weigh less.
    """
    found = list(_all_names(text, anchors))
    # Of two that overlap the longer is the whole name.
    yield from sorted(found, key=lambda one: one.start - one.end)


def _all_names(text: str, anchors: Sequence[Finding]) -> Iterator[Finding]:
    for start, end in _neighbourhoods(text, anchors):
        boxes = frozenset(
            part
            for one in anchors
            if one.why is Why.MAILBOX and one.start < end and start < one.end
            for part in re.split(r"[\W\d_]+", folded(one.text.partition("@")[0]))
            if len(part) > 2
        )
        yield from _told_before(text, start, end)
        yield from _told_by_itself(text, start, end, boxes, anchors)


def _neighbourhoods(text: str, anchors: Sequence[Finding]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of text around the anchors; those that meet are one."""
    begun: tuple[int, int] | None = None
    for one in sorted(anchors, key=lambda one: one.start):
        start, end = _stretch(text, one)
        if begun is not None and start <= begun[1]:
            begun = begun[0], max(begun[1], end)
            continue
        if begun is not None:
            yield begun
        begun = start, end
    if begun is not None:
        yield begun


def _stretch(text: str, anchor: Finding) -> tuple[int, int]:
    start = max(0, anchor.start - _REACH)
    start = max(start, text.rfind("\n\n", start, anchor.start) + 1)
    # No word is cut in two: half a name would be found.
    while 0 < start < anchor.start and not text[start - 1].isspace():
        start += 1
    end = min(len(text), anchor.end + _REACH)
    blank = text.find("\n\n", anchor.end, end)
    end = blank if blank >= 0 else end
    while anchor.end < end < len(text) and not text[end].isspace():
        end -= 1
    return start, end


def _told_before(text: str, start: int, end: int) -> Iterator[Finding]:
    for pattern in (TITLED, LABELLED):
        for match in pattern.finditer(text, start, end):
            if not ROLE.match(match["name"]):
                yield _name(text, match, Why.TITLE)


def _by_place(text: str, chain: re.Match[str], anchors: Sequence[Finding]) -> Finding | None:
    """Return words with capitals as a name, if what stands by them is a person's, not an organisation's."""
    start, end = chain.span()
    theirs = [one for one in anchors if one.weight is Weight.HIGH]
    several = len(chain["name"].split()) > 1
    if _is_place(text, start, end) or not (several or _is_first_name(chain["name"])):
        return None
    if several and any(end < one.start and SIGN.fullmatch(text, end, one.start) for one in theirs):
        return _name(text, chain, Why.BESIDE)
    shouted = any(word.isupper() for word in chain["name"].split())
    if not shouted and any(
        one.kind is not Kind.ADDRESS and one.start - _REACH <= start and end <= one.end + _REACH
        for one in theirs
    ):
        return finding(text, start, end, Kind.NAME, Why.CAPITALISED, Weight.LOW)
    return None


def _told_by_itself(
    text: str, start: int, end: int, boxes: frozenset[str], anchors: Sequence[Finding]
) -> Iterator[Finding]:
    for match in CHAIN.finditer(text, start, end):
        told = _in_chain(text, match, boxes) or _by_place(text, match, anchors)
        if told is not None:
            yield told
    for pattern, why in ((INITIALLED, Why.INITIAL), (SHOUTED, Why.CAPITALS)):
        for match in pattern.finditer(text, start, end):
            if not _is_place(text, *match.span("name")):
                yield _name(text, match, why)


def _in_chain(text: str, chain: re.Match[str], boxes: frozenset[str]) -> Finding | None:
    """Return the name in words with capitals: “Dossier de Marie Dupont” has one from its third on."""
    words = [(word[0], chain.start() + word.start()) for word in re.finditer(r"\S+", chain["name"])]
    if _called_like(chain["name"], boxes):
        begins, why = _without_noun(words), Why.MAILBOX_NAME
    else:
        begins = next((place for word, place in words[:-1] if _is_first_name(word)), -1)
        why = Why.FIRST_NAME
    if begins < 0 or _is_place(text, begins, chain.end()):
        return None
    return finding(text, begins, chain.end(), Kind.NAME, why)


def _without_noun(words: Sequence[tuple[str, int]]) -> int:
    """Return where a name begins in “Interview de Marie Van Damme”."""
    has_noun = len(words) > 3 and words[1][0] in ("de", "van", "du") and not _is_first_name(words[0][0])
    return words[2 if has_noun else 0][1]


def _called_like(name: str, boxes: frozenset[str]) -> bool:
    """Tell whether a mailbox has its name: “ngocanh.pham”, “jmabille” or “pham”."""
    parts = [part for part in re.split(r"[\W_]+", folded(name)) if part]
    pairs = [one + other for one, other in pairwise(parts)]
    return any(
        box in parts or box in pairs or any(len(part) > 3 and box[1:] == part for part in parts)
        for box in boxes
    )


def _is_first_name(word: str) -> bool:
    return folded(word) in first_names() or folded(word).partition("-")[0] in first_names()


def _is_place(text: str, start: int, end: int) -> bool:
    """Tell whether it is the name of a place, an office or an organisation."""
    before = text[max(0, start - 30) : start]
    return ROLE.search(text, start, end) is not None or PLACE_BEFORE.search(before) is not None


def _name(text: str, match: re.Match[str], why: Why) -> Finding:
    return finding(text, *match.span("name"), Kind.NAME, why)


@cache
def first_names() -> frozenset[str]:
    """Return the usual first names of people in Brussels, folded."""
    lines = resources.files("ingest.personal").joinpath("first_names.txt").read_text("utf-8").splitlines()
    return frozenset(folded(name) for line in lines if not line.startswith("#") for name in line.split())
