"""Studies that hold the same file, the same text, or nearly the same."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from pathlib import PurePath

from corpus.duplicates.candidates import Evidence, Kind, Sign
from corpus.study import Sha256, StudyFile
from search_api.duplicates.records import Finding, Record
from search_api.duplicates.signatures import LEAST_SHINGLES, Signature
from search_api.duplicates.sketches import alike

NEAR = 0.4
"""Share of the wording in common from which two texts may be one."""

SAME = 0.8
"""From which they are the same text: its headers, hyphens and tables come out of each format differently."""

_MANY = 12
"""Studies that hold one file from which each is named with the next one alone: an annex of a whole series."""

Holders = Sequence[tuple[Record, StudyFile]]


def same_bytes(records: Sequence[Record]) -> Iterator[Finding]:
    """Find studies that hold the same file."""
    holders: defaultdict[Sha256, list[tuple[Record, StudyFile]]] = defaultdict(list)
    for record in records:
        for file in record.study.files:
            holders[file.sha256].append((record, file))
    for held in holders.values():
        pairs = combinations(held, 2) if len(held) <= _MANY else pairwise(held)
        for (first, one), (second, other) in pairs:
            if first is not second:
                share = 1 / min(len(first.study.files), len(second.study.files))
                yield Finding(
                    first=first,
                    second=second,
                    kind=Kind.SAME_BYTES,
                    score=share,
                    evidence=(Evidence(Sign.SAME_FILE, {"first": one.name, "second": other.name}),),
                )


def like_texts(records: Sequence[Record]) -> Iterator[Finding]:
    """Find studies that have a text in common, or most of one."""
    holders: defaultdict[Sha256, list[tuple[Record, StudyFile]]] = defaultdict(list)
    kept: dict[Sha256, Signature] = {}
    for record in records:
        for file, signature in record.texts:
            if signature.pieces >= LEAST_SHINGLES:
                holders[file.sha256].append((record, file))
                kept[file.sha256] = signature
    hashes = list(kept)
    for one, other, share in alike([kept[sha256].sketch for sha256 in hashes], NEAR):
        yield from _between(holders[hashes[one]], holders[hashes[other]], share)


def _between(some: Holders, others: Holders, share: float) -> Iterator[Finding]:
    for first, one in some[:_MANY]:
        for second, other in others[:_MANY]:
            if first is not second:
                yield _finding(first, one, second, other, share)


def _finding(first: Record, one: StudyFile, second: Record, other: StudyFile, share: float) -> Finding:
    formats = {PurePath(file.name).suffix.lower() for file in (one, other)}
    same = share >= SAME and len(formats) == 2
    facts = {
        "first": one.name,
        "second": other.name,
        "share": f"{share:.0%}".rstrip("%"),
        "threshold": f"{SAME if same else NEAR:.0%}".rstrip("%"),
    }
    return Finding(
        first=first,
        second=second,
        kind=Kind.SAME_TEXT if same else Kind.NEAR_DUPLICATE,
        score=share,
        evidence=(Evidence(Sign.SAME_TEXT if same else Sign.NEAR_TEXT, facts),),
    )
