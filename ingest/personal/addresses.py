"""Street addresses: a street with a number, as French, Dutch and English write them."""

import itertools
import re
from collections.abc import Iterator

from ingest.personal.around import organisations_weight
from ingest.personal.finding import Finding, Kind, Why, finding

_CAPITAL = r"[A-ZÀ-ÖØ-Þ]"
_PROPER = rf"(?:[dDlL]['’])?{_CAPITAL}[\w'’.-]*"
_ROMAN = r"[IVX]+(?:er|e)?"

_FRENCH_TYPE = r"""(?:[Rr]ue|[Aa]venue|[Aa]v\.?|[Bb]oulevard|[Bb](?:l?v?d|ld)\.?
    |[Cc]hauss[ée]e|[Cc]h[ée]e|[Cc]h\.
    |[Pp]lace|[Pp]l\.|[Ss]quare|[Qq]uai|[Aa]ll[ée]e|[Cc]los|[Ii]mpasse|[Dd]r[èe]ve|[Ss]entier|[Cc]hemin|[Vv]enelle
    |[Gg]alerie|[Rr]ond-[Pp]oint|[Pp]arvis|[Cc]it[ée]|[Ee]splanade|[Mm]ont[ée]e|[Rr]uelle|[Dd]igue|[Ff]aubourg)"""
_PARTICLE = r"(?:de|du|des|la|le|les|l['’]|d['’]|et|aux?|à|en|sur|van|den?|der)"
_FRENCH_NAME = (
    rf"(?:{_PARTICLE}\s?){{0,3}}{_PROPER}(?:\s(?:{_PARTICLE}\s?){{0,3}}(?:{_PROPER}|{_ROMAN})){{0,6}}"
)
_FRENCH = rf"(?:(?:[Vv]ieille|[Gg]rand[e’']?|[Pp]etite|[Nn]ouvelle)\s)?{_FRENCH_TYPE}\s{_FRENCH_NAME}"

_DUTCH_END = r"""(?:straat|laan|weg|plein|lei|dreef|kaai|kade|singel|gracht|dijk|markt|park|pad|hof|baan|vest
    |berg|plaats|gang|wijk|veld|warande|square|esplanade)"""
_NOT_OF_IT = r"""(?!(?:In|De|Het|Aan|Uit|Vanuit|Langs|Op|Bij|Naar|Adres|Zetel|Tussen|Voor|Te
    |Plaatsbezoek|Woonplaats
    |Domicilie|Woning|Gelegen)\s)"""
_DUTCH = rf"""{_NOT_OF_IT}(?:(?:{_CAPITAL}[\w'’.-]*|[Vv]an|[Dd]en?|[Dd]er|['’]t|ter|ten|op)\s){{0,4}}?
    (?:{_CAPITAL}[\w'’-]*?{_DUTCH_END}|[a-z]{{2,3}}\s{_CAPITAL}[\w'’-]*?{_DUTCH_END}
    |(?:[Gg]rote|[Oo]ude|[Nn]ieuwe|[Kk]leine)\s(?:[Mm]arkt|[Ss]teenweg|[Bb]aan|[Ww]eg)
    |[Ss]teenweg\s(?:op|naar)\s{_PROPER}(?:\s{_PROPER})?)"""

_ENGLISH_TYPE = r"""(?:Street|Road|Avenue|Lane|Drive|Square|Court|Close|Place|Way|Terrace|Gardens|Crescent
    |Boulevard|Grove|Hill|Mews|Row|Walk|St\.|Rd\.?|Ave\.?)"""
_ENGLISH = rf"(?:{_CAPITAL}[\w'’-]*\s){{1,4}}?{_ENGLISH_TYPE}(?![\w-]|\s{_ENGLISH_TYPE}(?!\w))"

_NUMBER = r"\d{1,4}(?:\s?(?:bis|ter)|[A-Za-z]|\s[A-Z])?(?!\w)(?:\s?[-/–]\s?\d{1,4}[A-Za-z]?(?!\w))?"
_BOX_NAME = r"""(?:(?:bo[iî]te|bte\.?|bus|box|Bus\.?|b\.?|étage|floor|flat|app(?:artement|t)?\.?)
    \s?[\dA-Z][\w./-]{0,5})"""
_BOX = rf"(?:,?\s{_BOX_NAME}|\s\({_BOX_NAME}\)|\s?/\s?\d{{1,3}})?"
_TOWN_NAME = rf"{_CAPITAL}[\w'’-]+(?:[ -](?:{_CAPITAL}[\w'’-]+|lez|les|la|le|sur|ten|ter))*"
_POSTCODE = r"(?:(?:B|BE|L|LU|F|FR|D|DE|NL)\s?-\s?)?\d{4,5}(?:\s[A-Z]{2}(?![\w]))?"
_TOWN = rf"""(?:(?:\s?[,–;-]?[\s¶]|\s(?:à|te|in|at)\s){_POSTCODE}\s{_TOWN_NAME}
    |,\s(?:{_TOWN_NAME}\s)?[A-Z]{{1,2}}\d[A-Z\d]?\s\d[A-Z]{{2}}(?!\w))?"""

_STREET_FIRST = re.compile(
    rf"""(?<![\w-])(?:{_FRENCH}|{_DUTCH}|{_ENGLISH}),?\s(?:n[°o]\.?\s?|nr\.?\s)?(?P<number>{_NUMBER})
    {_BOX}{_TOWN}(?P<house>(?!))?""",
    re.VERBOSE,
)
_NUMBER_FIRST = re.compile(
    rf"""(?:(?<![\w.,/°§-])(?<!n°\s)(?P<number>{_NUMBER}){_BOX},?\s
    |(?<!\w)n°\s?(?P<house>{_NUMBER})\s(?:de\sla|de\sl['’]|du|de)\s?)(?:{_FRENCH}|(?P<english>{_ENGLISH}))
    {_BOX}{_TOWN}""",
    re.VERBOSE,
)
_HINT = re.compile(_DUTCH_END + r"\b|" + _FRENCH_TYPE + r"\s|" + _ENGLISH_TYPE, re.VERBOSE)
_COUNTS = re.compile(
    r"""\s(?!(?:dans|depuis|sans|sous|vers|mais|is|was|has|lives|pays|een|en|wonen|staan|zijn|binnen|tussen|tegen|samen
    |kregen|waren|hebben|kunnen|plus|puis|alors)\b)[a-zà-ÿ]+(?:s|x|en)\b|\s?(?:[%€°]|pro?cent\b|pour\s?cent\b|per\s?cent\b)
    |\s(?:EUR|euros?|k?m|km²|m²|ha)\b|[.,]\d|\s\d{3}(?!\d)|\s?[-–/]\s?\d""",
    re.VERBOSE,
)
"""What shows that the number before it counts something: a word in the plural, a unit, more digits."""
_YEARS = range(1900, 2100)


def addresses(text: str) -> Iterator[Finding]:
    """Find streets with a house number, with box, postcode and town where they follow.

    A number that counts something (“rue Neuve, 12 commerces”) or that is a year is not a house number.
    """
    if not _HINT.search(text):
        return
    # Spaces do not match across lines this way; only the town may stand on the next.
    lines = text.replace("\n", "¶")
    for match in (*_STREET_FIRST.finditer(lines), *_NUMBER_FIRST.finditer(lines)):
        if _is_house(match):
            weight = organisations_weight(text, match.start())
            yield finding(text, *match.span(), Kind.ADDRESS, Why.STREET_AND_NUMBER, weight)


def _is_house(match: re.Match[str]) -> bool:
    written = match["number"] or match["house"]
    number = int("".join(itertools.takewhile(str.isdecimal, written)))
    if number == 0 or number in _YEARS:
        return False
    if match.re is _STREET_FIRST:
        return not _is_postcode(match) and not _COUNTS.match(match.string, match.end())
    return not match["english"] or not _COUNTS.match(match.string, match.end())


def _is_postcode(match: re.Match[str]) -> bool:
    """Tell whether the number is that of a town: “rue de la Loi, 1000 Bruxelles”."""
    after = match.string[match.end("number") : match.end("number") + 2]
    return len(match["number"]) == 4 and after[:1] == " " and after[1:].isupper()
