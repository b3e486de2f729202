"""The languages that Savoir reads."""

from enum import StrEnum


class Language(StrEnum):
    """A language of the library, by its ISO 639-1 code.

    Text whose language cannot be told carries ``None`` instead: it is kept and searched, never guessed.
    """

    FR = "fr"
    NL = "nl"
    EN = "en"
