"""Titles without what tells editions apart: years, "2e édition", "herziene versie", "update"."""

import re
from dataclasses import dataclass

from corpus.text import fold
from models.language import Language
from models.lexical import analyse

_YEAR = r"(?:19[5-9]\d|20\d\d)"
_SPAN = rf"{_YEAR}(?:\s*[-–/]\s*(?:{_YEAR}|\d\d)(?!\d))?"
_ORDINAL = (
    r"(?:\d{1,2}\s*(?:re|er|ere|e|eme|de|ste|st|nd|rd|th)?|premiere|deuxieme|seconde?|troisieme|quatrieme|"
    r"nouvelle|derniere|eerste|tweede|derde|vierde|nieuwe|first|second|third|fourth|new|latest)"
)
_REVISED = r"(?:revue?(?: et (?:corrigee?|augmentee?))?|herziene?|bijgewerkte?|revised|updated|actualisee?)"
_EDITION = r"(?:edition|editie|uitgave|druk)"
_VERSION = r"(?:version|versie)"
_MARK = re.compile(
    rf"\b(?:{_SPAN}"
    rf"|(?:{_ORDINAL}|{_REVISED})\s+(?:{_EDITION}|{_VERSION})"
    rf"|(?:{_EDITION}|{_VERSION})\s+(?:{_REVISED}|\d{{1,2}}(?:\.\d+)?|{_SPAN})"
    rf"|{_EDITION}"
    rf"|{_REVISED}"
    r"|mises? a jour|mis a jour|update|actuali[sz]ati(?:on|e)|geactualiseerde?|herziening|bijwerking)\b"
)
_IS_YEAR = re.compile(_YEAR)


@dataclass(frozen=True, slots=True)
class Title:
    """A title as it is compared."""

    text: str
    language: Language
    terms: frozenset[str]
    """Without its marks."""
    marks: tuple[str, ...]
    """What may tell editions apart, in order, as they stand in the title."""

    @property
    def years(self) -> tuple[int, ...]:
        """The years in the title."""
        return tuple(int(year) for mark in self.marks for year in _IS_YEAR.findall(mark))


def title_of(text: str, language: Language) -> Title:
    """Read a title."""
    plain = _same_length(text)
    found = list(_MARK.finditer(plain))
    rest = _MARK.sub(" ", plain) if found else plain
    terms = frozenset(token.term for token in analyse(rest, language))
    return Title(text, language, terms, tuple(text[one.start() : one.end()].strip() for one in found))


def _same_length(text: str) -> str:
    """Fold a text letter by letter, so that what is found in it stands at the same place."""
    return "".join(folded if len(folded := fold(letter)) == 1 else letter for letter in text)
