"""Titles, abstracts and keywords: which language each text of a row is in."""

import re
from collections.abc import Callable, Sequence
from functools import partial

from corpus.inventory.cells import Cell, Reading, as_text, clean, items
from corpus.inventory.columns import Column
from corpus.inventory.report import Severity
from corpus.inventory.row_cells import RowCells
from corpus.inventory.vocabulary import Meaning
from corpus.reasons import Reason, reason
from models.language import Language

Identify = Callable[[str], Language | None]
"""Tells the language of a short text, or ``None`` where it cannot."""

Languages = tuple[Language, ...]
InLanguage = list[tuple[Language, str]]

_VERSIONS = r"\s/\s|\n|\|"
_LISTED = r"[;|\n]"


def read_texts(
    cells: RowCells, meaning: Meaning, declared: Languages, identify: Identify
) -> dict[Language, str]:
    """Return the texts of a meaning by language; of two in one language the first is kept.

    A column that names one language holds that language. Two versions in one cell ("Péage / Tol") are
    parted where the header names two languages, or is itself written in two. Any other text is in the
    language it is recognised as, else in the only one that the row declares, else in the header's.
    """
    found: dict[Language, str] = {}
    for column, cell in cells.known(meaning):
        reader = partial(_versions, column=column, declared=declared, identify=identify)
        for language, text in cells.attempt(column, cell, reader) or ():
            if found.setdefault(language, text) != text:
                another = reason("text.another", language=language.upper())
                cells.add(column, text, another, Severity.VALUE_DROPPED)
    return found


def read_keywords(
    cells: RowCells, declared: Languages, identify: Identify
) -> dict[Language, tuple[str, ...]]:
    """Return the keywords by language, in their order, each once.

    A list in several languages ("péage; ménages; tol; huishoudens") is cut into one block for each language
    of the row, of equal length, if most words of each are recognised as its language; else word by word.
    """
    found: dict[Language, dict[str, None]] = {}
    for column, cell in cells.known(Meaning.KEYWORDS):
        expected = column.languages or declared or column.spoken
        reader = partial(_keywords, expected=expected, identify=identify)
        for language, word in cells.attempt(column, cell, reader) or ():
            found.setdefault(language, {})[word] = None
    return {language: tuple(kept) for language, kept in found.items()}


def _versions(cell: Cell, column: Column, declared: Languages, identify: Identify) -> Reading[InLanguage]:
    text = as_text(cell)
    if len(column.languages) == 1:
        return Reading([(column.languages[0], text)])
    languages = column.languages or column.spoken
    parts = items(cell, _VERSIONS)
    if len(parts) == len(languages) > 1 and (column.languages or _agree(parts, languages, identify)):
        return Reading(list(zip(languages, parts, strict=True)))
    language, note = _one_language(text, column.languages or declared, column.spoken, identify)
    return Reading([(language, text)], note)


def _agree(parts: Sequence[str], languages: Languages, identify: Identify) -> bool:
    guesses = [identify(part) for part in parts]
    return all(guess in (language, None) for guess, language in zip(guesses, languages, strict=True))


def _one_language(
    text: str, expected: Languages, spoken: Languages, identify: Identify
) -> tuple[Language, Reason | None]:
    guess = identify(text)
    if guess:
        known = expected or spoken
        is_told = guess in known or not known
        return guess, None if is_told else reason("text.not-named", language=guess.upper())
    if len(expected) == 1:
        return expected[0], None
    assumed = (*expected, *spoken, Language.FR)[0]
    return assumed, reason("text.assumed", language=assumed.upper())


def _keywords(cell: Cell, expected: Languages, identify: Identify) -> Reading[InLanguage]:
    blocks = [part for part in re.split(r"\s/\s|\|", cell) if clean(part)] if isinstance(cell, str) else []
    if len(blocks) == len(expected) > 1:
        return Reading(_in_languages(expected, [_list(block) for block in blocks]))
    words = _list(cell)
    if len(expected) == 1:
        return Reading(_in_languages(expected, [words]))
    return _block_by_block(words, expected, identify) or _word_by_word(words, expected, identify)


def _in_languages(languages: Languages, blocks: Sequence[Sequence[str]]) -> InLanguage:
    pairs = zip(languages, blocks, strict=True)
    return [(language, word) for language, block in pairs for word in block]


def _list(cell: Cell) -> tuple[str, ...]:
    """Return the words of a list, parted by semicolons or lines, else by commas.

    A semicolon after an only word says that its commas part nothing.
    """
    parted = not isinstance(cell, str) or re.search(_LISTED, cell)
    return items(cell, _LISTED if parted else ",")


def _block_by_block(
    words: Sequence[str], expected: Languages, identify: Identify
) -> Reading[InLanguage] | None:
    if not words or not expected or len(words) % len(expected):
        return None
    size = len(words) // len(expected)
    blocks = [words[start : start + size] for start in range(0, len(words), size)]
    for language, block in zip(expected, blocks, strict=True):
        guesses = [guess for word in block if (guess := identify(word)) in expected]
        if 2 * guesses.count(language) <= len(guesses):
            return None
    return Reading(_in_languages(expected, blocks))


def _word_by_word(words: Sequence[str], expected: Languages, identify: Identify) -> Reading[InLanguage]:
    found: InLanguage = []
    allowed = expected or tuple(Language)
    last = allowed[0]
    for word in words:
        guess = identify(word)
        last = guess if guess in allowed and guess else last
        found.append((last, word))
    return Reading(found, reason("text.keywords"))
