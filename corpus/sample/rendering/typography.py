"""What a word processor does to plain text: curly quotes and spaces that do not break."""

import re

from models.language import Language

NO_BREAK = "\u00a0"
# Dutch words that begin with an apostrophe; every other apostrophe after a space opens a quotation.
DUTCH_ELISION = re.compile(r"(^|(?<=[\s(]))'(?=[stnk]\b)")
GROUPED_DIGITS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
BEFORE_UNIT = re.compile(r"(?<=\d) (?=(?:%|€|m²|km|dB)(?!\w))")
FRENCH_BEFORE = re.compile(r" (?=[:;?!»])")
FRENCH_AFTER = re.compile(r"(?<=«) ")


def spaced(text: str, language: Language) -> str:
    """Keep numbers, units and French punctuation from standing at the start of a line."""
    text = BEFORE_UNIT.sub(NO_BREAK, GROUPED_DIGITS.sub(NO_BREAK, text))
    if language is Language.FR:
        text = FRENCH_AFTER.sub(NO_BREAK, FRENCH_BEFORE.sub(NO_BREAK, text))
    return text


def curled(text: str, language: Language) -> str:
    """Replace straight quotes and apostrophes, and set the spaces as ``spaced`` does."""
    text = DUTCH_ELISION.sub("’", text)
    text = re.sub(r"(^|(?<=[\s(\[]))\"", "“", text).replace('"', "”")
    text = re.sub(r"(^|(?<=[\s(\[“]))'", "‘", text).replace("'", "’")
    return spaced(text, language)


def shortened(text: str, length: int) -> str:
    """Return the title up to its colon, cut after a whole word where it is still longer than ``length``."""
    head = re.split(r"\s?:\s|\. |(?<=\?) ", text, maxsplit=1)[0]
    if len(head) <= length:
        return head
    return head[: length - 1].rsplit(maxsplit=1)[0].rstrip(",;") + "…"
