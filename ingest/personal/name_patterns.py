"""How names of people are written, and what tells them from names of places and offices."""

import re

_CAPITAL = r"[A-ZÀ-ÖØ-Þ]"
_PARTICLE = (
    r"""(?:[Vv][ao]n|[Dd]en?|[Dd]er|[Tt]e[rn]|[Ll][ae]|[Dd][iau]|dos|[Ee]l|[Aa]l|[Bb][ei]n|d['’]|l['’]|'t)"""
)
_GAP = r"[ \u00a0]"
_WORD = rf"(?:[dDlLOt]['’])?{_CAPITAL}[\w’'-]*[\w]"
_SURNAME = rf"(?:(?:{_PARTICLE}{_GAP}?)*{_WORD})"
_INITIALS = rf"(?:{_CAPITAL}\.[ -]?){{1,3}}"
_FULL = rf"{_WORD}(?:{_GAP}(?:{_PARTICLE}{_GAP})*{_WORD}){{0,3}}"

_TITLE = r"""(?:MM?\.|Mr\.?|Mme\.?|Mmes|Mlles?|Messieurs|Monsieur|Madame|Mademoiselle|Ma[iî]tre|Me|Dr\.?
    |Docteur|Dokter|Doctor|Prof\.?|Professeur|Professor|Meester|[Mm]evrouw|[Mm]evr\.?|[Mm]w\.?|[Mm]ej\.?|[Dd]hr\.?
    |[Dd]e\s[Hh]eer|Ms\.?|Mrs\.?|Miss|Ir\.|Ing\.)"""
_LABEL = r"""(?:[Nn]om(?:\set\sprénom)?|[Pp]rénom|[Vv]oornaam|[Nn]aam|[Nn]ame|[Cc]ontact(?:persoon|\sperson)?
    |[Pp]ersonne\sde\s(?:contact|référence)
    |[Pp]ersonne\sà\sprévenir|[Rr]eferentiepersoon|[Aa]ut(?:eur|hor)|[Tt]itulaire|[Rr]esponsable|[Vv]erantwoordelijke
    |[Pp]atiente?|[Bb]ewoo?n(?:er|ster)|[Oo]ccupante?|[Rr]esident|[Ll]ocataire|[Hh]uurder|[Tt]enant|[Ss]igné|[Gg]etekend
    |[Ss]igned|[Rr]épondante?|[Rr]espondent|[Gg]arante?|[Bb]org|[Gg]uarantor|[Cc]onjointe?|[Ee]chtgeno(?:ot|te)|[Ss]pouse
    |[Gg]egevens|[Cc]oordonnées|[Dd]etails|[Bb]énéficiaire|[Bb]egunstigde|[Bb]eneficiary)"""
_KIN = r"""(?:s(?:a|on)\s(?:sœur|frère|mère|père|fils|fille|mari|épouse)|(?:haar|zijn|her|his)\s[a-z]{3,10}
    |au\snom\sde|op\snaam\svan|in\sthe\sname\sof)"""
TITLED = re.compile(
    rf"(?<![\w.]){_TITLE}(?:\s(?:et|en|and|&)\s{_TITLE})?\s(?:{_TITLE}\s)?"
    rf"(?P<name>{_SURNAME}(?:{_GAP}(?:{_INITIALS})?{_SURNAME}){{0,3}})",
    re.VERBOSE,
)
LABELLED = re.compile(rf"(?<!\w)(?:{_LABEL}\s?:\s|{_KIN}\s)(?:{_TITLE}\s)?(?P<name>{_FULL})", re.VERBOSE)
INITIALLED = re.compile(rf"(?<![\w.])(?P<name>(?:{_WORD}{_GAP})?{_INITIALS}(?:{_PARTICLE}{_GAP})*{_WORD})")
_UPPER = r"[A-ZÀ-Þ]{4,}"
_SURNAME_UPPER = rf"(?:(?:DE|VAN|DEN|DER|LE|LA|EL|BEN){_GAP})*{_UPPER}(?:[ -]{_UPPER})?"
_LOWER = rf"{_CAPITAL}[a-zà-ÿ]{{2,}}(?:-{_CAPITAL}[a-zà-ÿ]+)?"
SHOUTED = re.compile(
    rf"(?<![\w-])(?P<name>{_SURNAME_UPPER}{_GAP}{_LOWER}|{_LOWER}{_GAP}{_SURNAME_UPPER})"
    r"(?![\w-])"
)
CHAIN = re.compile(rf"(?<![\w.'’-])(?!{_TITLE}\s)(?P<name>{_FULL})", re.VERBOSE)

SIGN = re.compile(r"\s?[,;:(–—\n-]\s?(?:[Tt][ée]l\.?|[Gg][Ss][Mm]|[Nn]{2}|RRN?)?\s?:?\s?")

ROLE = re.compile(
    r"""\b(?:la|le|the|de)\b|\b(?:Ministre|Minister|Ministre-Président|Minister-President|Prime|Président\w*|Voorzitter|Bourgmestre
    |Burgemeester|Directeur|Directrice|Secrétaire|Échevin\w*|Schepen|Service|Dienst|Bureau|Direction|Directie|Institut\w*
    |Institute|Administration|Commune|Gemeente|Région|Gewest|Ville|Stad|Université|Universiteit|University|Faculté
    |Département|Departement|Department|Agence|Agentschap|Agency|Fondation|Stichting|Foundation|Consult\w*|ASBL|VZW|SA|NV
    |SRL|BV|SPRL|BVBA|Tél|Tel|Fax|GSM|Mobile|Phone|IBAN|BIC|TVA|BTW|Email|Mail|Bruxelles|Brussel|Brussels|Mobilité|Mobiliteit
    |Mobility|Environnement|Leefmilieu|Unit|Num[ée]ro|Nummer|Number|National\w*|Registre|Register|Rijksregister\w*|NN|NISS|INSZ|Compte|Rekening
    |Account|Adresse|Adres|Address|Annexe|Bijlage|Annex|Pri[xz]e?|\w*prijs|Court\w*|Board|Committee|Comité|Cinéma|Théâtre|Theater|Musée|Museum
    |School|École|Collège|College|Hospital|Hôpital|Ziekenhuis|Maison|Huis|Centre|Centrum|Center|Belgi\w+|Flandre
    |Vlaanderen|Wallonie|Société|Suite|Floor|Studies|Études|Statisti\w+|Street|Road|Avenue|Rue|Place)\b""",
    re.VERBOSE,
)
PLACE_BEFORE = re.compile(
    r"""(?:rue|avenue|av\.|boulevard|chaussée|place|square|quai|allée|parc|park|gare|station|stade|hôpital|école|athénée|prix
    |institut|institute|fondation|université|commune|tunnel|pont|porte|gemeente|city|stad|ville)\s(?:(?:de|du|des|la|le|of|d['’]|l['’])\s?)*$""",
    re.IGNORECASE | re.VERBOSE,
)
