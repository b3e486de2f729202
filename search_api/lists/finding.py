"""Which entries of a list are looked for."""

from collections.abc import Iterable, Iterator

from corpus.administrations import Administration
from corpus.lists.entries import Entry, Listed
from corpus.text import fold
from models.glossary import Concept


def holds(texts: Iterable[str], wanted: str) -> bool:
    """Tell whether one of the texts holds what is wanted, whatever its case and accents."""
    folded = fold(wanted.strip())
    return not folded or any(folded in fold(text) for text in texts)


def texts_of(one: Listed[Entry]) -> Iterator[str]:
    """Yield what an entry can be found by: its id and every term or spelling."""
    yield one.id
    match one.entry:
        case Administration() as entry:
            yield from entry.spellings()
        case Concept() as concept:
            yield concept.domain
            for synonyms in concept.synonyms.values():
                yield from synonyms
