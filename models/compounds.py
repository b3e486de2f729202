"""Dutch compounds and their parts: "luchtkwaliteit" is "lucht" and "kwaliteit".

A word is cut into known words with linking letters between them (-s-, -en-, -e-, -er-, -n-). Of several ways
the one with the fewest parts wins, then the one whose parts have the highest geometric mean of frequencies
(Koehn & Knight 2003), less a little for every linking letter. The known words are a learned table of words
that are no compounds themselves, so "luchtkwaliteitsplan" comes apart completely; how it is learned stands in
``models.training.compounds``.
"""

import lzma
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent / "weights" / "lexical" / "dutch_parts.txt.xz"
LINKS = ("", "s", "en", "e", "er", "n")
SHORTEST, LONGEST = 7, 40
"""Lengths in letters of the words that are tried."""
MOST_PARTS = 4
LINK_COST = 0.7
"""What linking letters take from the sum of logarithms: "kilometer" + "standen", not -s- "tanden"."""

_Way = tuple[float, tuple[str, ...]]
"""Sum of the logarithms of the frequencies (for a whole word: their mean), and the parts."""


@dataclass(frozen=True, slots=True)
class CompoundSplitter:
    """Known words with their frequencies, by the place that they may take in a compound."""

    first: Mapping[str, int]
    last: Mapping[str, int]

    def split(self, word: str) -> tuple[str, ...]:
        """Return the parts of a folded word, without linking letters; none when it is no compound."""
        if not SHORTEST <= len(word) <= LONGEST or word in self.last:
            return ()
        return self.cut(word)[1]

    def cut(self, word: str) -> _Way:
        """Return the best way to cut ``word``, with the mean logarithm; ``(0, ())`` when there is none."""
        ends: dict[int, _Way] = {0: (0.0, ())}
        for _ in range(MOST_PARTS - 1):
            ends = self._one_more_part(word, ends)
            ways = [
                ((total + math.log(self.last[word[end:]])) / (len(parts) + 1), (*parts, word[end:]))
                for end, (total, parts) in ends.items()
                if word[end:] in self.last
            ]
            if ways:
                return max(ways)
        return 0.0, ()

    def _one_more_part(self, word: str, ends: Mapping[int, _Way]) -> dict[int, _Way]:
        """Return the best way to reach each place in ``word`` by one part more than ``ends``."""
        longer: dict[int, _Way] = {}
        for start, (total, parts) in ends.items():
            for stop in range(start + 3, len(word) - 2):
                if not (frequency := self.first.get(word[start:stop])):
                    continue
                total_here, parts_here = total + math.log(frequency), (*parts, word[start:stop])
                for link in LINKS:
                    if word.startswith(link, stop):
                        end = stop + len(link)
                        way = (total_here - LINK_COST * bool(link), parts_here)
                        longer[end] = max(way, longer.get(end, way))
        return longer


@cache
def dutch_splitter() -> CompoundSplitter:
    """Read the shipped table, once: ``word-`` only begins compounds, ``-word`` only ends them."""
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    with lzma.open(TABLE, "rt", encoding="ascii") as lines:
        for line in lines:
            entry, frequency = line.split()
            word = entry.strip("-")
            if not entry.startswith("-"):
                first[word] = int(frequency)
            if not entry.endswith("-"):
                last[word] = int(frequency)
    return CompoundSplitter(first, last)
