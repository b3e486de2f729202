"""Mailboxes and telephone numbers."""

import re
from collections.abc import Iterator

import phonenumbers
from phonenumbers import PhoneNumberType
from stdnum.be import vat

from ingest.personal.around import after_phone_word, after_reference, before_unit, organisations_weight
from ingest.personal.finding import Finding, Kind, Weight, Why, finding

_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_EMAIL = re.compile(
    rf"""(?<![\w.%+/-])(?P<box>[\w%+][\w.%+'-]{{0,63}})
    (?:\s?@\s?|\s?[(\[{{]\s?(?:at|arobase|@)\s?[)\]}}]\s?|\s(?:at|AT)\s(?=[\w-]+\s(?:dot|DOT)\s))
    {_LABEL}(?:(?:\.|\s?[(\[{{](?:dot|punt|point)[)\]}}]\s?|\s(?:dot|DOT|punt|point)\s){_LABEL}){{1,5}}""",
    re.VERBOSE,
)
_GENERIC = re.compile(
    r"""(?:info\w*|contact\w*|secr[eé]tari\w+|secretariaat|accueil|onthaal|reception|presse?|pers|communicati(?:on|e)
    |hr|rh|jobs?|support|help(?:desk)?|admin\w*|webmaster|services?|dienst\w*|privacy|dpo|gdpr|rgpd|office|mail|post
    |bib\w*|hello|bonjour|noreply|no-reply|[ée]tudes|studies|research|cabinet|kabinet|direction|directie|greffe
    |griffie|statisti\w+|data|opendata|publications?|publicaties|library|sales|marketing|team|git|user|test
    |legal\w*|notices?|compliance|abuse|security|billing|suspect|verdacht|klachten|plaintes?|complaints?|permis)
    (?:[._+-].*|\d*)""",
    re.IGNORECASE | re.VERBOSE,
)

_PHONE = re.compile(
    r"(?<![\w@])(?<![\d+][.,/ -])(?<!\d\))(?:\+\s?|00|(?=\(?0[1-9]))(?:\(\d{1,4}\)|\d{1,4})"
    r"(?:[ \u00a0]?[./\-–][ \u00a0]?|[ \u00a0]?\(0\)[ \u00a0]?|[ \u00a0]{1,2})?\d{1,10}"
    r"(?:(?:[ \u00a0]?[./\-–][ \u00a0]?|[ \u00a0])?\d{2,8}){0,5}(?![\w@]|[.,/-]\d)"
)
_DATE = re.compile(r"\d{1,2}([./-])\d{1,2}\1(?:19|20)\d\d")
_NEIGHBOURS = ("BE", "FR", "NL", "LU", "DE", "GB")
_CUSTOMARY = {
    "BE": re.compile(
        r"\(?0\d{1,3}\)?(?:\D{1,3}\d{2,3}){2,4}|\(?0\d{1,3}\)?\D{1,3}\d{6,7}|04\d{8}|0\d{1,2}\D\d{3}\D?\d{4}"
    ),
    "FR": re.compile(r"0[1-9](?:\D\d\d){4}"),
    "NL": re.compile(r"06[ -]\d{8}|06(?:[ -]\d\d){4}|0\d{1,3}-\d{3}(?:\D?\d\d){2}|0\d{1,3}-\d{6,7}"),
}
"""How numbers are written inside a country; others need a word for a telephone before them."""
_SHARED = frozenset(
    (
        PhoneNumberType.TOLL_FREE,
        PhoneNumberType.PREMIUM_RATE,
        PhoneNumberType.SHARED_COST,
        PhoneNumberType.UAN,
    )
)


def mailboxes(text: str) -> Iterator[Finding]:
    """Find e-mail addresses, also those written with “(at)”."""
    for match in _EMAIL.finditer(text):
        if any(letter.isalpha() for letter in match[0].rpartition(".")[2]):
            if _GENERIC.fullmatch(match["box"]):
                yield finding(text, *match.span(), Kind.EMAIL, Why.GENERIC_MAILBOX, Weight.LOW)
            else:
                yield finding(text, *match.span(), Kind.EMAIL, Why.MAILBOX)


def phones(text: str) -> Iterator[Finding]:
    """Find telephone numbers, national ones as Belgium and its neighbours write them."""
    for match in _PHONE.finditer(text):
        number = _number(text, match)
        if number is None:
            continue
        if _is_central(text, match.start(), number):
            yield finding(text, *match.span(), Kind.PHONE, Why.SWITCHBOARD, Weight.LOW)
        else:
            yield finding(text, *match.span(), Kind.PHONE, Why.PHONE_FORMAT)


def _number(text: str, match: re.Match[str]) -> phonenumbers.PhoneNumber | None:
    written, called = match[0], after_phone_word(text, match.start())
    if before_unit(text, match.end()) or _DATE.match(written):
        return None
    if not called and (after_reference(text, match.start()) or _is_company(written)):
        return None
    if written.startswith(("+", "00")):
        return _parsed(written.replace("(0)", ""), "BE")
    regions = (
        region
        for region in _NEIGHBOURS
        if called or (region in _CUSTOMARY and _CUSTOMARY[region].fullmatch(written))
    )
    return next((number for region in regions if (number := _parsed(written, region))), None)


def _is_company(written: str) -> bool:
    """Tell whether it is a Belgian company number, which looks like a mobile telephone's."""
    return re.fullmatch(r"0\d{3}\D?\d{3}\D?\d{3}", written) is not None and vat.is_valid(written)


def _parsed(written: str, region: str) -> phonenumbers.PhoneNumber | None:
    try:
        number = phonenumbers.parse(written, region)
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_valid_number(number) else None


def _is_central(text: str, start: int, number: phonenumbers.PhoneNumber) -> bool:
    kind = phonenumbers.number_type(number)
    if kind in _SHARED or organisations_weight(text, start) is Weight.LOW:
        return True
    return kind is PhoneNumberType.FIXED_LINE and str(number.national_number).endswith("00")
