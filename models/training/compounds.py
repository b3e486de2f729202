"""Learn the table of the Dutch compound splitter from the Dutch side of parallel texts.

    python -m models.training.compounds DATA

``DATA/parallel/*/*.tsv.xz`` are tab-separated, with a header that names the column ``nl``. Words are counted
in distinct cells. From short to long, a word that the table can already cut is a compound and stays out,
unless it is much more frequent than its parts (Koehn & Knight 2003 compare the geometric mean of the parts'
frequencies with that of the whole). Verbs also give the form that begins compounds: "parkeren", "parkeer".
"""

import lzma
import math
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from models.compounds import SHORTEST, TABLE, CompoundSplitter
from models.folding import fold
from models.language import Language
from models.stems import stem
from models.stopwords import STOPWORDS
from models.training.bitext import files, rows

RAREST = 3
"""Words with a lower count are not learned."""
LONGEST_PART = 20
ADDED_COUNT = 20
"""The count that a word added by hand has at least."""
MEAN_AT_LEAST = 1.0
MEAN_PER_WHOLE = 0.5
"""A compound's mean logarithm of frequencies is at least ``MEAN_AT_LEAST + MEAN_PER_WHOLE * log(whole)``."""

_WORD = re.compile(r"[^\W\d_]+")
_TORN_PREFIX = re.compile("(?:ver|ont)[a-z]{1,2}")


@dataclass(frozen=True, slots=True)
class HandLists:
    """What the counts cannot tell; see ``dutch_words.toml``."""

    short: frozenset[str]
    never_first: frozenset[str]
    never_last: frozenset[str]
    wholes: frozenset[str]
    places: frozenset[str]
    added: frozenset[str]

    @classmethod
    def read(cls, path: Path) -> "HandLists":
        """Read the lists, folding their words."""
        lists = tomllib.loads(path.read_text(encoding="utf-8"))
        return cls(**{name: frozenset(fold(words).split()) for name, words in lists.items()})


def count_words(cells: Iterable[str]) -> Counter[str]:
    """Count folded words of the letters a to z."""
    counts: Counter[str] = Counter()
    for cell in cells:
        counts.update(word for word in _WORD.findall(fold(cell)) if word.isascii())
    return counts


def dutch_cells(data: Path) -> Iterator[str]:
    """Yield the distinct Dutch cells of every file of parallel texts."""
    for path in files(data):
        yield from dict.fromkeys(row[Language.NL] for row in rows(path) if Language.NL in row)


def learn(counts: Mapping[str, int], lists: HandLists) -> CompoundSplitter:
    """Return a splitter that knows the words which are no compounds themselves."""
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    splitter = CompoundSplitter(first, last)
    wholes = lists.wholes | lists.places
    known = {word: count for word, count in counts.items() if _can_be_part(word, count, lists)}
    known |= {word: max(ADDED_COUNT, counts[word]) for word in lists.added | wholes}
    first |= {form: count for form, count in _verb_forms(known) if form not in known}
    whole_stems = {stem(word, Language.NL) for word in wholes}
    for word in sorted(known, key=lambda word: (len(word), word)):
        if stem(word, Language.NL) not in whole_stems and _is_compound(word, known[word], splitter):
            continue
        if word not in lists.never_first and not _TORN_PREFIX.fullmatch(word):
            first[word] = known[word]
        if word not in lists.never_last:
            last[word] = known[word]
    return splitter


def write(splitter: CompoundSplitter, path: Path) -> None:
    """Write the table: a word and its count a line, as ``models.compounds.dutch_splitter`` reads it."""
    lines = [f"{word} {splitter.last[word]}" for word in splitter.last.keys() & splitter.first.keys()]
    lines += [f"{word}- {splitter.first[word]}" for word in splitter.first.keys() - splitter.last.keys()]
    lines += [f"-{word} {splitter.last[word]}" for word in splitter.last.keys() - splitter.first.keys()]
    text = "".join(f"{line}\n" for line in sorted(lines))
    path.write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))


def _can_be_part(word: str, count: int, lists: HandLists) -> bool:
    long_enough = 4 <= len(word) <= LONGEST_PART or word in lists.short
    return count >= RAREST and long_enough and word not in STOPWORDS[Language.NL]


def _is_compound(word: str, count: int, splitter: CompoundSplitter) -> bool:
    if len(word) < SHORTEST:
        return False
    mean, parts = splitter.cut(word)
    return bool(parts) and mean >= MEAN_AT_LEAST + MEAN_PER_WHOLE * math.log(count)


def _verb_forms(known: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Yield the first persons of the infinitives among the words, with a part of their counts."""
    for word, count in known.items():
        form = _first_person(word)
        if form and len(form) > 3 and count > RAREST and not _TORN_PREFIX.fullmatch(form):
            yield form, RAREST + count // 4


def _first_person(word: str) -> str | None:
    """Return "parkeer" for "parkeren", "wacht" for "wachten"; ``None`` for what is no infinitive."""
    if not re.fullmatch(".*[a-z][^aeiou]en", word) or len(word) < 6:
        return None
    form = word[:-2]
    if form[-1] == form[-2]:
        form = form[:-1]
    elif form[-2] in "aeou" and form[-3] not in "aeiouy":
        form = form[:-1] + form[-2:]
    return form[:-1] + {"z": "s", "v": "f"}.get(form[-1], form[-1])


def main(data: Path) -> None:
    """Learn from ``data`` and write the shipped table."""
    lists = HandLists.read(Path(__file__).with_name("dutch_words.toml"))
    splitter = learn(count_words(dutch_cells(data)), lists)
    write(splitter, TABLE)
    print(f"{len(splitter.last)} words and {len(splitter.first)} beginnings in {TABLE.name}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
