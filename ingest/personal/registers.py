"""Numbers with check digits: the national register, its BIS numbers, and IBANs."""

import re
from collections.abc import Iterator

from stdnum import iban
from stdnum.be import bis, nn
from stdnum.exceptions import ValidationError

from ingest.personal.around import after_phone_word, after_reference, before_unit
from ingest.personal.finding import Finding, Kind, Why, finding

_SEPARATOR = r"[ .\-–/\u00a0]"
_NATIONAL = re.compile(
    rf"(?<![\d+])(?<!\d[.,/-])\d\d{_SEPARATOR}?\d\d{_SEPARATOR}?\d\d\s?{_SEPARATOR}?\s?\d{{3}}{_SEPARATOR}?\d\d"
    r"(?![.,/-]?\d)"
)
_LABEL = re.compile(
    r"""\b(?:NN|NISS|INSZ|SSIN|RRN?|bis|registre|register|rijksregister\w*|national\w*|bisnummer)\b|BIS-?n""",
    re.IGNORECASE,
)
_LABEL_REACH = 45
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?:[ .\-\u00a0]?[A-Za-z0-9]){11,30}(?![A-Za-z0-9])")
_SHORTEST_IBAN = 15


def national_numbers(text: str) -> Iterator[Finding]:
    """Find numbers of the national register of Belgium, and BIS numbers, of people of any age."""
    for match in _NATIONAL.finditer(text):
        why = _checked(match[0])
        if why is not None and _plausible(text, match, why):
            yield finding(text, *match.span(), Kind.NATIONAL_NUMBER, why)


def _checked(written: str) -> Why | None:
    digits = "".join(character for character in written if character.isdigit())
    if nn.is_valid(digits):
        return Why.REGISTER_CHECK
    return Why.BIS_CHECK if bis.is_valid(digits) else None


def _plausible(text: str, match: re.Match[str], why: Why) -> bool:
    """Tell whether it is more than a chance hit: check digits fit one number in fifty of eleven digits."""
    if _LABEL.search(text, max(0, match.start() - _LABEL_REACH), match.start()):
        return True
    if after_reference(text, match.start()) or before_unit(text, match.end()):
        return False
    if not match[0].isdigit():
        return True
    day = int(match[0][4:6])
    return why is Why.REGISTER_CHECK and 1 <= day <= 31 and not after_phone_word(text, match.start())


def ibans(text: str) -> Iterator[Finding]:
    """Find account numbers of any country whose check digits and length are right."""
    for match in _IBAN.finditer(text):
        end = _end_of_iban(text, match)
        if end is not None:
            yield finding(text, match.start(), end, Kind.IBAN, Why.IBAN_CHECK)


def _end_of_iban(text: str, match: re.Match[str]) -> int | None:
    """Return where the number ends: the pattern may have taken the word behind it for a part of it."""
    ends = [match.end(), *(match.start() + place.start() for place in re.finditer(r"[ .\-\u00a0]", match[0]))]
    for end in sorted(ends, reverse=True):
        written = text[match.start() : end]
        if len(written) >= _SHORTEST_IBAN and _is_iban(re.sub(r"[.\u00a0]", "", written)):
            return end
    return None


def _is_iban(written: str) -> bool:
    """Tell whether length and check digits are right; lists of banks are left out, since they age."""
    try:
        iban.validate(written, check_country=False)
    except ValidationError:
        return False
    return True
