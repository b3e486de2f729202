"""What a file says about itself, tidied: many titles are the name of a template or of a temporary file."""

import re
import unicodedata
from datetime import date

from models.language import Language

_APPLICATION = re.compile(
    r"^(?:microsoft (?:office )?(?:word|powerpoint|excel)|adobe \w+|writer|impress)\s*[-–:]\s*", re.I
)
_EXTENSION = re.compile(r"\.(?:docx?|pptx?|xlsx?|odt|odp|rtf|pdf|indd|qxd|tex|dvi|html?|txt|pub|vsd)$", re.I)
_NO_TITLE = re.compile(
    r"(?:untitled|unbenannt|sans titre|naamloos|no title|titre|title|titel|document|dokument|presentation|"
    r"présentation|presentatie|powerpoint[ -]?pr[eé]sentati(?:on|e)|diapositive|dia|slide|cover|template|"
    r"model|modèle|sjabloon|print|layout|rapport|report|verslag)?[\s_-]*\d*",
    re.I,
)
_NO_AUTHOR = re.compile(
    r"(?:user|windows user|utilisateur(?: windows)?|gebruiker|windows-gebruiker|admin(?:istrator)?|unknown|"
    r"onbekend|inconnu|owner|default|pc|python-docx|anonymous|\(?unspecified\)?|.*\\.*)?\d*",
    re.I,
)
_PDF_DATE = re.compile(r"^\s*(?:D:)?(\d{4})(\d{2})?(\d{2})?")
_ISO_DATE = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})")
_SPACE = re.compile(r"\s+")


def title(value: object) -> str | None:
    """Return a title that names the work, or None for a file name, a template's name and the like."""
    text = _text(value)
    bare = _EXTENSION.sub("", _APPLICATION.sub("", text)).strip(" -_")
    if _EXTENSION.search(text) and " " not in bare:
        return None
    wordy = " " in bare or (bare.isalpha() and len(bare) > 5)
    return bare if wordy and not _NO_TITLE.fullmatch(bare) and len(bare) <= 300 else None


def author(value: object) -> str | None:
    """Return an author, or None for the names that programs put in."""
    text = _text(value)
    return None if not text or _NO_AUTHOR.fullmatch(text) or len(text) > 200 else text


def pdf_date(value: object) -> date | None:
    """Read the date of a PDF: "D:20210312…"."""
    match = _PDF_DATE.match(_text(value))
    if match is None:
        return None
    return _date(int(match[1]), int(match[2] or 1), int(match[3] or 1))


def iso_date(value: object) -> date | None:
    """Read the day of an ISO 8601 date or time: "2021-03-12T10:00:00Z"."""
    match = _ISO_DATE.match(_text(value))
    return _date(int(match[1]), int(match[2]), int(match[3])) if match else None


def language(value: object) -> Language | None:
    """Return the language of a tag such as "fr-BE", if it is one of ours."""
    tag = _text(value).lower().replace("_", "-").split("-")[0]
    return Language(tag) if tag in set(Language) else None


def _date(year: int, month: int, day_of_month: int) -> date | None:
    try:
        found = date(year, month, day_of_month)
    except ValueError:
        return None
    return found if 1980 <= year <= 2100 else None  # cameras and broken clocks begin in 1970


def _text(value: object) -> str:
    if not isinstance(value, str):
        return ""
    shown = "".join(" " if unicodedata.category(character)[0] == "C" else character for character in value)
    return _SPACE.sub(" ", unicodedata.normalize("NFC", shown)).strip()
