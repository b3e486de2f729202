"""Texts that a spreadsheet would run as formulas: how they are written, and read back."""

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")


def guarded(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would run as a formula (OWASP, "CSV injection").

    It is put before a text that looks as if it were guarded already, too, so that ``unguarded`` gives
    every text back.
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Return the text that ``guarded`` made ``text`` of."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
