"""The words by which the columns of an inventory are known, in French, Dutch and English.

Each phrase has a rank. "publication date" says exactly what a column holds (exact), "date" is how such
columns are usually headed (usual), "benaming" is used of several things (loose), and "document" in
"type de document" only says what the column is about (weak). Of two meanings in one header the higher rank
holds, and at equal rank the one that comes first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from models.language import Language


class Meaning(StrEnum):
    """What a column can tell of a study."""

    ID = "id"
    TITLE = "title"
    ABSTRACT = "abstract"
    ADMINISTRATION = "administration"
    CONTRACTOR = "contractor"
    DATE = "date"
    COST = "cost"
    VAT = "VAT"
    LANGUAGE = "language"
    TYPE = "document type"
    KEYWORDS = "keywords"
    FILE = "file"
    FILE_LANGUAGE = "language of the file"
    COMPANY_NUMBER = "company number"


class Rank(IntEnum):
    """How surely a phrase tells what a column holds."""

    WEAK = 1
    LOOSE = 2
    USUAL = 3
    EXACT = 4


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of a header, folded; ``language`` is the one they are in, where that may tell the cells'."""

    meaning: Meaning
    rank: Rank
    words: tuple[str, ...]
    language: Language | None = None


_FR, _NL, _EN = Language.FR, Language.NL, Language.EN
_Words = Mapping[tuple[Meaning, Rank, Language | None], str]

# One phrase between two semicolons; a word that ends in * may go on.
_WORDS: _Words = {
    (Meaning.ID, Rank.USUAL, None): (
        "id; identifiant; identifier; identification; identificatie; identificatienummer; ref; "
        "reference; references; referentie; referentienummer; code; cote; kenmerk; dossiernummer; "
        "numero de dossier"
    ),
    (Meaning.TITLE, Rank.USUAL, _FR): ("titre*; intitule de l etude; nom de l etude"),
    (Meaning.TITLE, Rank.USUAL, _NL): ("titel*; naam van de studie; studietitel"),
    (Meaning.TITLE, Rank.USUAL, _EN): ("title*; study name; name of the study"),
    (Meaning.TITLE, Rank.LOOSE, _FR): ("intitule*; denomination"),
    (Meaning.TITLE, Rank.LOOSE, _NL): ("benaming"),
    (Meaning.TITLE, Rank.WEAK, None): (
        "etude; etudes; studie; studies; study; objet; onderwerp; voorwerp; sujet; subject"
    ),
    (Meaning.ABSTRACT, Rank.USUAL, _FR): ("resume*; synthese; description de l etude"),
    (Meaning.ABSTRACT, Rank.USUAL, _NL): ("samenvatting*; omschrijving; beschrijving; korte inhoud"),
    (Meaning.ABSTRACT, Rank.USUAL, _EN): ("summary; summaries"),
    (Meaning.ABSTRACT, Rank.USUAL, None): ("abstract; abstracts; description*"),
    (Meaning.ADMINISTRATION, Rank.USUAL, None): (
        "administration*; administratie*; commanditaire*; opdrachtgever*; pouvoir adjudicateur; "
        "aanbestedende overheid; aanbestedende dienst; commissioned by; commissioning; commandite par; "
        "maitre d ouvrage; donneur d ordre; organisme*; instelling*; institution*; bestuur; overheid; "
        "overheidsdienst; service; dienst; entite; entiteit; agency; public body"
    ),
    (Meaning.CONTRACTOR, Rank.USUAL, None): (
        "auteur*; author*; opdrachtnemer*; adjudicataire*; bureau d etude; bureau d etudes; "
        "studiebureau*; prestataire*; dienstverlener*; contractant*; uitvoerder*; realise par; "
        "uitgevoerd door; carried out by; contractor*; consultant*; consultancy; supplier*; "
        "leverancier*; fournisseur*; attributaire*"
    ),
    (Meaning.CONTRACTOR, Rank.WEAK, None): ("entreprise; onderneming; firme; firma; company; bureau"),
    (Meaning.DATE, Rank.EXACT, None): (
        "date de publication; date de parution; annee de publication; annee de parution; "
        "publicatiedatum; publicatiejaar; verschijningsdatum; datum van publicatie; "
        "jaar van publicatie; publication date; publication year; date of publication; "
        "year of publication; published; publie le; gepubliceerd op; date published; published on"
    ),
    (Meaning.DATE, Rank.USUAL, None): ("date; datum; annee; jaar; year; jaartal"),
    (Meaning.COST, Rank.USUAL, None): (
        "cout*; montant*; prix; bedrag*; kostprijs; kost; kosten; prijs; cost*; amount*; price"
    ),
    (Meaning.COST, Rank.WEAK, None): ("budget; honoraires; depense*; valeur; waarde"),
    (Meaning.VAT, Rank.WEAK, None): ("tva; btw; vat"),
    (Meaning.LANGUAGE, Rank.USUAL, None): ("langue*; taal; talen; language*; taalversie*; lang"),
    (Meaning.FILE_LANGUAGE, Rank.EXACT, None): (
        "files language; file language; langue du fichier; taal van het bestand"
    ),
    (Meaning.TYPE, Rank.EXACT, None): (
        "type de document; type d etude; document type; type of document; study type; documenttype; "
        "documentsoort; soort document; soort studie; type studie; type document"
    ),
    (Meaning.TYPE, Rank.USUAL, None): ("type; types; soort; nature; aard; categorie*; category; kind"),
    (Meaning.KEYWORDS, Rank.USUAL, _FR): ("mots cles; mot cle; motscles"),
    (Meaning.KEYWORDS, Rank.USUAL, _NL): ("trefwoord*; sleutelwoord*; kernwoord*"),
    (Meaning.KEYWORDS, Rank.USUAL, _EN): ("keyword*; key words; tags"),
    (Meaning.KEYWORDS, Rank.WEAK, None): (
        "theme; themes; thema; themas; thema s; topics; domaine; domein; matiere*"
    ),
    (Meaning.FILE, Rank.USUAL, None): (
        "fichier*; bestand; bestanden; bestandsnaam; bestandsnamen; file; files; filename; filenames; "
        "path; paths; nom du fichier; naam van het bestand"
    ),
    (Meaning.FILE, Rank.WEAK, None): ("document; documents; documenten; pdf; annexe*; bijlage*"),
    (Meaning.COMPANY_NUMBER, Rank.EXACT, None): (
        "entreprise n; n entreprise; n d entreprise; no entreprise; numero d entreprise; "
        "num entreprise; numero bce; ondernemingsnr; ondernemingsnummer; company number; bce; kbo; cbe; "
        "numero tva; btw nummer; vat number"
    ),
}

_BESIDE: Mapping[Meaning, str] = {
    Meaning.ID: "marche; fournisseur; leverancier; postal; postcode; nace; cpv",
    Meaning.TITLE: "nombre; aantal; number",
    Meaning.DATE: (
        "attribution; gunning*; debut; start*; begin*; fin; eind*; commande; bestel*; factur*; invoice; "
        "notification; kennisgeving; paiement; betaling*; mise; update*; modif*; bijgewerkt; budgetaire; "
        "signature; ondertekening; order; contract; limite"
    ),
    Meaning.COST: "type; taux; tarief; rate; nombre; aantal",
    Meaning.VAT: "taux; tarief; rate",
    Meaning.LANGUAGE: "autre; autres; andere; other",
    Meaning.TYPE: "marche; procedure; opdracht; contrat; contract; gunning*; cout; fichier; bestand; file",
    Meaning.FILE: (
        "taille; size; grootte; format*; page; pages; pagina*; hash; sha256; nombre; aantal; source; layout"
    ),
}


def _phrases(text: str) -> list[tuple[str, ...]]:
    return [tuple(phrase.split()) for phrase in text.split(";")]


PHRASES = tuple(
    Phrase(meaning, rank, words, language)
    for (meaning, rank, language), text in _WORDS.items()
    for words in _phrases(text)
)
NOT_BESIDE = {meaning: frozenset(phrase[0] for phrase in _phrases(text)) for meaning, text in _BESIDE.items()}
"""Words beside which a header means something else: the date of an invoice is not that of a study."""


def fits(word: str, pattern: str) -> bool:
    """Tell whether a folded word is ``pattern``, or begins as it does where it ends in ``*``."""
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern
