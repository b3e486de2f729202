"""What the columns of an inventory hold, told by their headers."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from corpus.inventory.languages import language_of
from corpus.inventory.money_words import is_foreign, names_tax, spread, take_scale, take_vat
from corpus.inventory.vocabulary import NOT_BESIDE, PHRASES, Meaning, Phrase, Rank, fits
from corpus.reasons import Reason, reason
from corpus.study import Vat
from corpus.text import words
from models.language import Language

MULTILINGUAL = frozenset(
    {
        Meaning.TITLE,
        Meaning.ABSTRACT,
        Meaning.KEYWORDS,
        Meaning.ADMINISTRATION,
        Meaning.CONTRACTOR,
        Meaning.FILE,
    }
)
"""What an inventory may tell in one column for each language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column whose meaning is known."""

    index: int
    """Place in the row, from 0."""
    header: str
    meaning: Meaning
    rank: Rank
    languages: tuple[Language, ...] = ()
    """The languages that the header names ("Titre FR"), in its order."""
    spoken: tuple[Language, ...] = ()
    """The languages that the header is written in ("Intitulé / Benaming"), where they may be the cells'."""
    vat: Vat | None = None
    scale: Decimal | None = None
    year: int | None = None

    def describe(self) -> str:
        """Return what the column is read as, in plain words."""
        tax = {Vat.EXCLUDED: "VAT excluded", Vat.INCLUDED: "VAT included"}.get(self.vat) if self.vat else None
        units = f"in units of {self.scale:,} euros" if self.scale else None
        told = [*self.languages, tax, units, str(self.year) if self.year else None]
        return ", ".join([self.meaning, *(part for part in told if part)])


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table: those that are read, and the headers that are not, with the reason."""

    used: tuple[Column, ...]
    unused: tuple[tuple[str, Reason], ...]

    def of(self, meaning: Meaning) -> tuple[Column, ...]:
        """Return the columns of one meaning, in their order."""
        return tuple(column for column in self.used if column.meaning is meaning)

    def name_studies(self) -> bool:
        """Tell whether they name a title or a file, and something else beside it."""
        return bool(self.meanings & {Meaning.TITLE, Meaning.FILE}) and len(self.meanings) > 1

    @property
    def meanings(self) -> frozenset[Meaning]:
        """What the table tells at all."""
        return frozenset(column.meaning for column in self.used)


def read_columns(headers: Sequence[str]) -> Columns:
    """Return what each column of a table is read as.

    Of two columns with the same meaning the surer is read, else the first, unless they differ by language,
    by VAT or by year.
    """
    known = [read_header(header, place) for place, header in enumerate(headers)]
    told = _with_spoken_languages([column for column in known if column])
    used: list[Column] = []
    unused = [
        (header, _why_unknown(header))
        for header, column in zip(headers, known, strict=True)
        if header and column is None
    ]
    for column in sorted(told, key=lambda column: (-column.rank, column.index)):
        if rival := _rival(column, used):
            unused.append((column.header, reason("table.rival-column", rival=rival.header)))
        else:
            used.append(column)
    return Columns(tuple(sorted(used, key=lambda column: column.index)), tuple(unused))


def read_header(header: str, index: int) -> Column | None:
    """Return what one header says, or ``None`` where it says nothing that is known."""
    plain = _plain(header)
    matched = _matches(words(plain))
    if not matched:
        return None
    best = min(matched, key=lambda pair: (-pair[1].rank, pair[0], -len(pair[1].words)))[1]
    column = Column(index=index, header=header, meaning=best.meaning, rank=best.rank)
    if best.meaning is Meaning.COST:
        return _cost_column(column)
    if best.meaning in MULTILINGUAL:
        spoken = [phrase.language for _, phrase in matched if phrase.meaning is best.meaning]
        return replace(column, languages=_named_languages(plain), spoken=_each_once(spoken))
    return column


def _plain(header: str) -> str:
    """Return a header without plural endings ("Bestand(en)") and with "studyTitle" parted into its words."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", re.sub(r"(?<=\w)\([a-z]{1,2}\)", "", header))


def _each_once(languages: Iterable[Language | None]) -> tuple[Language, ...]:
    return tuple(dict.fromkeys(language for language in languages if language))


def _matches(spoken: Sequence[str]) -> list[tuple[int, Phrase]]:
    """Return the phrases found among folded words, each with its place."""
    return [
        (place, phrase)
        for place, word in enumerate(spoken)
        for phrase in _beginning_with(word)
        if _continues(phrase.words, spoken[place:]) and not _is_elsewhere(phrase.meaning, spoken)
    ]


@lru_cache(maxsize=4096)
def _beginning_with(word: str) -> tuple[Phrase, ...]:
    return tuple(phrase for phrase in PHRASES if fits(word, phrase.words[0]))


def _continues(pattern: Sequence[str], spoken: Sequence[str]) -> bool:
    return len(pattern) <= len(spoken) and all(map(fits, spoken, pattern))


def _is_elsewhere(meaning: Meaning, spoken: Sequence[str]) -> bool:
    """Tell whether words beside it turn a header away from a meaning."""
    return any(fits(word, pattern) for word in spoken for pattern in NOT_BESIDE.get(meaning, ()))


def _cost_column(column: Column) -> Column | None:
    """Add what the header says of its amounts; ``None`` where it may mean the tax itself, or no euros."""
    vat, rest = take_vat(spread(column.header))
    if is_foreign(rest) or (vat is None and names_tax(rest)):
        return None
    year = re.search(r"\b(?:19|20)\d\d\b", column.header)
    return replace(column, vat=vat, scale=take_scale(rest)[0], year=int(year[0]) if year else None)


def _named_languages(header: str) -> tuple[Language, ...]:
    """Return the languages that a header names; "en" counts in capitals or as the last word only."""
    spoken = re.findall(r"[^\W_]+", header)
    return _each_once(
        language_of("".join(words(word)))
        for place, word in enumerate(spoken)
        if len(word) > 1 and (word != "en" or place == len(spoken) - 1)
    )


def _with_spoken_languages(columns: Sequence[Column]) -> list[Column]:
    """Let "Titre" be French and "Titel" Dutch where both stand in one table, or one beside "Titre NL"."""
    return [
        replace(column, languages=column.spoken)
        if not column.languages and len(column.spoken) == 1 and _has_other_language(column, columns)
        else column
        for column in columns
    ]


def _why_unknown(header: str) -> Reason:
    text = spread(header)
    if take_vat(text)[0] is None and names_tax(text):
        return reason("table.unclear-tax")
    return reason("table.unknown-column")


def _has_other_language(column: Column, columns: Sequence[Column]) -> bool:
    others = [other.languages or other.spoken for other in columns if other.meaning is column.meaning]
    return any(len(languages) == 1 and languages != column.spoken for languages in others)


def _rival(column: Column, used: Sequence[Column]) -> Column | None:
    """Return the surer column that tells the same, if there is one."""
    if column.meaning is Meaning.COMPANY_NUMBER:
        return None
    return next(
        (other for other in used if other.meaning is column.meaning and _tells_same(column, other)), None
    )


def _tells_same(column: Column, surer: Column) -> bool:
    if column.meaning in MULTILINGUAL:
        return column.languages == surer.languages or (not column.languages and column.rank < surer.rank)
    if column.meaning is Meaning.COST:
        differs = (column.year, column.vat) != (surer.year, surer.vat)
        one_is_total = (column.year is None) != (surer.year is None)
        return column.rank < surer.rank or one_is_total or not differs
    return True
