from decimal import Decimal

import pytest

from corpus.inventory.columns import read_columns, read_header
from corpus.inventory.vocabulary import Meaning
from corpus.reasons import reason
from corpus.study import Vat
from models.language import Language

FR, NL, EN = Language.FR, Language.NL, Language.EN

HEADERS = {
    Meaning.ID: ["ID", "Réf. / Ref.", "Référence", "Referentie", "Identifiant", "Dossiernummer"],
    Meaning.TITLE: [
        "Titre",
        "Titre FR",
        "Titel",
        "Title EN",
        "Intitulé / Benaming",
        "Titre de l'étude",
        "Naam van de studie",
        "Objet de l'étude",
        "studyTitle",
        "titles fr",
    ],
    Meaning.ABSTRACT: ["Résumé", "Samenvatting", "Abstract", "Summary", "Korte inhoud", "Description"],
    Meaning.ADMINISTRATION: [
        "Administration",
        "Administration / Bestuur",
        "Opdrachtgever",
        "Commanditaire",
        "Pouvoir adjudicateur",
        "Aanbestedende overheid",
        "Benaming van de administratie",
        "Commissioned by",
        "administrations",
    ],
    Meaning.CONTRACTOR: [
        "Auteur",
        "Auteur / Opdrachtnemer",
        "Adjudicataire",
        "Bureau d'études",
        "Studiebureau",
        "Réalisé par",
        "Nom du prestataire",
        "Author(s)",
        "contractor",
    ],
    Meaning.DATE: [
        "Date",
        "Date de publication / Publicatiedatum",
        "Datum",
        "Année",
        "Jaar van publicatie",
        "published",
        "Publication date",
    ],
    Meaning.COST: [
        "Montant/Bedrag 2021 (€ HTVA)",
        "Coût",
        "Prix TVAC",
        "Kostprijs",
        "Cost (excl. VAT)",
        "Bedrag incl. btw",
        "Montant total de l'étude",
    ],
    Meaning.VAT: ["TVA", "BTW", "vat"],
    Meaning.LANGUAGE: ["Langue", "Langue(s) / Taal", "Taal van het document", "languages"],
    Meaning.TYPE: ["Type", "Type de document", "Soort studie", "Type d'étude", "document_type", "Aard"],
    Meaning.KEYWORDS: ["Mots-clés / Trefwoorden", "Trefwoorden", "Keywords", "Thème", "keywords nl"],
    Meaning.FILE: [
        "Fichier",
        "Fichier(s) / Bestand(en)",
        "Bestandsnaam",
        "Nom du fichier",
        "files path",
        "PDF",
    ],
    Meaning.COMPANY_NUMBER: [
        "N° entreprise / Ondernemingsnr",
        "Numéro d'entreprise",
        "KBO",
        "Company number",
    ],
}

OTHERS = [
    "N°",
    "Contact",
    "Remarques",
    "Date de la facture",
    "Date d'attribution",
    "Gunningsdatum",
    "Type de marché",
    "Aard van de opdracht",
    "Montant TVA",
    "Taux de TVA",
    "Prix (USD)",
    "Nombre de pages",
    "Taille du fichier",
    "Code postal",
    "Lien",
    "",
]


@pytest.mark.parametrize(
    ("header", "meaning"), [(header, meaning) for meaning, headers in HEADERS.items() for header in headers]
)
def test_a_column_is_known_by_its_meaning(header: str, meaning: Meaning) -> None:
    column = read_header(header, 0)
    assert column
    assert column.meaning is meaning


@pytest.mark.parametrize("header", OTHERS)
def test_a_column_that_means_something_else_is_not_taken(header: str) -> None:
    assert read_header(header, 0) is None


@pytest.mark.parametrize(
    ("header", "languages"),
    [
        ("Titre FR", (FR,)),
        ("Titel (Nederlands)", (NL,)),
        ("Title EN", (EN,)),
        ("Titre en anglais", (EN,)),
        ("titles en", (EN,)),
        ("Titre FR / Titel NL", (FR, NL)),
        ("Titel en ondertitel", ()),
        ("Fichier(s) / Bestand(en)", ()),
        ("Bestand NL", (NL,)),
    ],
)
def test_a_header_names_the_language_of_its_cells(header: str, languages: tuple[Language, ...]) -> None:
    column = read_header(header, 0)
    assert column
    assert column.languages == languages


@pytest.mark.parametrize(
    ("header", "vat", "scale", "year"),
    [
        ("Montant/Bedrag 2021 (€ HTVA)", Vat.EXCLUDED, None, 2021),
        ("Montant TVAC", Vat.INCLUDED, None, None),
        ("Bedrag 2020 incl. btw", Vat.INCLUDED, None, 2020),
        ("Coût hors TVA (k€)", Vat.EXCLUDED, Decimal(1000), None),
        ("Montant (en milliers d'euros)", None, Decimal(1000), None),
        ("Montant (HTVA ou TVAC)", Vat.UNKNOWN, None, None),
    ],
)
def test_a_header_tells_tax_unit_and_year_of_its_amounts(
    header: str, vat: Vat | None, scale: Decimal | None, year: int | None
) -> None:
    column = read_header(header, 0)
    assert column
    assert (column.vat, column.scale, column.year) == (vat, scale, year)


def test_titre_is_french_and_titel_dutch_where_both_stand_in_one_table() -> None:
    columns = read_columns(["Titre", "Titel"])
    assert [column.languages for column in columns.of(Meaning.TITLE)] == [(FR,), (NL,)]


def test_titre_alone_may_hold_any_language() -> None:
    assert read_columns(["Titre", "Date"]).of(Meaning.TITLE)[0].languages == ()


def test_of_two_columns_with_one_meaning_the_surer_is_read_and_the_other_reported() -> None:
    columns = read_columns(["Titre", "Date", "Date de publication"])
    assert [column.header for column in columns.of(Meaning.DATE)] == ["Date de publication"]
    assert columns.unused == (("Date", reason("table.rival-column", rival="Date de publication")),)


def test_columns_that_differ_by_language_tax_or_year_are_all_read() -> None:
    headers = ["Titre FR", "Titre NL", "Montant 2020 HTVA", "Montant 2021 HTVA", "Montant 2021 TVAC"]
    assert read_columns(headers).unused == ()


def test_a_total_beside_the_amounts_of_years_is_not_added_to_them() -> None:
    columns = read_columns(["Titre", "Montant total", "Montant 2020", "Montant 2021"])
    assert [column.header for column in columns.of(Meaning.COST)] == ["Montant total"]


def test_a_column_that_may_hold_the_tax_itself_is_reported_as_such() -> None:
    ((header, why),) = read_columns(["Titre", "Montant TVA"]).unused
    assert header == "Montant TVA"
    assert "the VAT itself" in str(why)
