"""The glossary of public policy: terms that stand for each other in French, Dutch and English.

``glossary.tsv`` is kept by hand: a concept a line, under a header ``id domain fr nl en``, the synonyms of a
language between bars. It knows what parallel texts lack ("péage urbain", "rekeningrijden", "road pricing").
An id is stable and never reused: what the librarians of a library change is kept by it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from models.analysis import by_place
from models.errors import GlossaryError
from models.language import Language
from models.lexical import analyse

GLOSSARY = Path(__file__).parent / "glossary.tsv"

Phrase = tuple[str, ...]
"""The words of an expression in order, each by the term of its whole: parts of compounds are left out."""


@dataclass(frozen=True, slots=True)
class Concept:
    """What the glossary holds of one concept: its synonyms by language, the usual one first."""

    id: str
    domain: str
    synonyms: Mapping[Language, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Glossary:
    """Concepts by their phrases in one language."""

    concepts: Mapping[Phrase, Sequence[Concept]]
    longest: int
    """Words of the longest phrase."""

    def find(self, words: Sequence[str], start: int) -> tuple[int, Sequence[Concept]]:
        """Return the number of words of the longest phrase from ``start``, and its concepts; 0 if none is."""
        for count in range(min(self.longest, len(words) - start), 0, -1):
            if found := self.concepts.get(tuple(words[start : start + count])):
                return count, found
        return 0, ()


def read_glossary(path: Path = GLOSSARY) -> tuple[Concept, ...]:
    """Read the concepts of a glossary.

    Raises:
        GlossaryError: it cannot be read, or a line has no cell for a column of the header.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise GlossaryError(path, str(error)) from error
    header = lines[0].split("\t") if lines else []
    missing = {"id", "domain", *Language} - set(header)
    if missing:
        raise GlossaryError(path, f"its first line names no column {min(missing)}")
    return tuple(
        _concept(path, number, header, line) for number, line in enumerate(lines[1:], start=2) if line
    )


@cache
def glossary(language: Language) -> Glossary:
    """Return the shipped glossary by the phrases of a language."""
    return by_phrase(read_glossary(), language)


def by_phrase(concepts: Sequence[Concept], language: Language) -> Glossary:
    """Index concepts by the phrases of a language, as questions are analysed."""
    found: dict[Phrase, list[Concept]] = {}
    for concept in concepts:
        for synonym in concept.synonyms[language]:
            if words := phrase(synonym, language):
                found.setdefault(words, []).append(concept)
    return Glossary(found, max(map(len, found), default=0))


@lru_cache(maxsize=16_384)
def phrase(text: str, language: Language) -> Phrase:
    """Return the words of an expression, without function words and parts of compounds.

    What was analysed is kept, so that a glossary of which one entry changed is made anew in no time.
    """
    return tuple(whole for whole, *_ in by_place(analyse(text, language)).values())


def written(concepts: Iterable[Concept]) -> str:
    """Return concepts as ``read_glossary`` reads them."""
    rows = [("id", "domain", *Language)]
    for concept in concepts:
        terms = (" | ".join(concept.synonyms[language]) for language in Language)
        rows.append((concept.id, concept.domain, *terms))
    return "".join("\t".join(row) + "\n" for row in rows)


def _concept(path: Path, number: int, header: Sequence[str], line: str) -> Concept:
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) != len(header):
        raise GlossaryError(path, f"line {number} has {len(cells)} cells, its header {len(header)}")
    by_name = dict(zip(header, cells, strict=True))
    return Concept(
        id=by_name["id"],
        domain=by_name["domain"],
        synonyms={language: _synonyms(by_name[language.value]) for language in Language},
    )


def _synonyms(cell: str) -> Sequence[str]:
    return tuple(synonym for part in cell.split("|") if (synonym := part.strip()))
