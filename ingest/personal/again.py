"""Names that were redacted and are written again, also where nothing marks them as names."""

import re
from collections.abc import Collection, Iterator

from ingest.personal.finding import Finding, Kind, Why, finding
from ingest.personal.values import key_of

_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_LONGEST = 6
"""Words of a name."""


def redacted_names(text: str, holder: str, keys: Collection[str]) -> Iterator[Finding]:
    """Yield where a text says one of the names of these keys, which were made for its holder."""
    words = [found.span() for found in _WORD.finditer(text)] if keys else []
    for place, (start, _) in enumerate(words):
        for _, end in words[place : place + _LONGEST]:
            if key_of(holder, Kind.NAME, text[start:end]) in keys:
                yield finding(text, start, end, Kind.NAME, Why.REDACTED_BEFORE)
