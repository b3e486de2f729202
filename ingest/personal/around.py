"""What stands around a number tells what it is."""

import re

from ingest.personal.finding import Weight

_NEAR = 28
"""Characters before a number in which a word tells what it is: “n° de téléphone du bureau : ”."""

_REFERENCE = re.compile(
    r"""(?:\b(?:réf|ref|référence|reference|referentie|kenmerk|dossier|doss|file|isbn|issn|doi|ecli|cpv|nace
    |art|article|artikel|lot|poste?|item|tableau|tabel|table|p|pp|pages?|blz|version|versie|build|norme?|norm
    |bce|kbo|cbe|tva|btw|vat|entreprise|ondernemingsnummer|ondernemingsnr|company|document|marché|bestek|csc
    |commande|bestelbon|order|facture|factuur|invoice|code|compte\ budgétaire|lignes?|lines?|regels?
    |contract|opdracht|échantillon|staal|sample|agréée?s?\ sous\ le|erkend\ onder|recognised\ under)\b
    [\s.:°#’'(–-]*(?:n(?:o|r|um(?:ber|mer|éro)?)?\b[\s.:°]*|n°\s*|onder\s+nummer\s*|under\s+number\s*
    |sous\s+le\s+numéro\s*|of\s+|van\s+|de\s+)*|\bBE\s?|[#€$£]\s?|\bEUR\s?)$""",
    re.IGNORECASE | re.VERBOSE,
)
_PHONE = re.compile(
    r"""(?:\b(?:t[ée]l|t[ée]l[ée]phon\w*|telefoon\w*|phone|tele(?:phone)?|gsm|mobile|mobiele?|portable|fax|cell|call
    |appel(?:ez|er)?|bel|bellen|whatsapp|joignable|bereikbaar|reached|reach|num[ée]ro\ vert|centrale|standard
    |switchboard|hotline|tel)\b|[☎✆📞]|\b[TMFG]\s?[:.])""",
    re.IGNORECASE | re.VERBOSE,
)
_UNIT = re.compile(
    r"\s?(?:[€%$£]|(?:EUR|euros?|m²|m2|m³|km|kg|tonnes?|ton|habitants|inwoners|ha)\b)", re.IGNORECASE
)
_ORGANISATION = re.compile(
    r"""\b(?:si[èe]ge|(?:hoofd|maatschappelijke\ )?zetel|seat|headquarters|head\ office|asbl|vzw|aisbl|ivzw
    |(?-i:SA|NV|SRL|BV|SPRL|BVBA|LLP)|ltd|inc|administration|administratie|minist[èe]re|ministerie|ministry
    |kabinet|gemeentehuis|maison\ communale|h[ôo]tel\ communal|town\ hall|standard
    |centrale|accueil|onthaal|switchboard|reception|guichet|loket
    |helpdesk|hotline|num[ée]ro\ vert)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_ORGANISATION_REACH = 60


def organisations_weight(text: str, start: int) -> Weight:
    """Return the weight of what stands at ``start``: low if a word for an organisation stands before it.

    Such a word has to be on the same line, within 60 characters.
    """
    before = text[max(0, start - _ORGANISATION_REACH) : start].rpartition("\n")[2]
    return Weight.LOW if _ORGANISATION.search(before) else Weight.HIGH


def after_reference(text: str, start: int) -> bool:
    """Tell whether the word before ``start`` makes it a reference, an amount or a company's number."""
    return _REFERENCE.search(text, max(0, start - 2 * _NEAR), start) is not None


def after_phone_word(text: str, start: int) -> bool:
    """Tell whether a word for a telephone stands a little before ``start``, on the same line."""
    before = text[max(0, start - _NEAR) : start].rpartition("\n")[2]
    return _PHONE.search(before) is not None


def before_unit(text: str, end: int) -> bool:
    """Tell whether what ends at ``end`` is followed by a unit: an amount or a quantity."""
    return _UNIT.match(text, end) is not None
