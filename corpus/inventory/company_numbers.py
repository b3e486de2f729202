"""Company numbers of the Crossroads Bank for Enterprises: checked, never used as a key."""

import re

from corpus.inventory.cells import Cell, CellFault, items
from corpus.reasons import reason


def check_company_numbers(cell: Cell) -> None:
    """Check every number of a cell; one of nine digits has lost its leading zero in a spreadsheet.

    The last two digits are 97 less the remainder of the first eight by 97.

    Raises:
        CellFault: a number has another length or does not add up.
    """
    for text in items(cell, r"[;,/|\n]|\s[-–]\s"):
        digits = re.sub(r"[\s.\-]", "", re.sub(r"^\s*(?:BE|TVA|BTW)+", "", text, flags=re.IGNORECASE))
        if not re.fullmatch(r"0?[0-9]{9}|1[0-9]{9}", digits):
            raise CellFault(reason("company.shape", text=text))
        if 97 - int(digits[:-2]) % 97 != int(digits[-2:]):
            raise CellFault(reason("company.check-digits", text=text))
