import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.administrations import registry
from corpus.inventory.cells import Cell, CellFault
from corpus.inventory.company_numbers import check_company_numbers
from corpus.inventory.document_types import read_document_type
from corpus.inventory.languages import read_languages
from corpus.inventory.names import read_administrations
from corpus.inventory.row_files import language_in_name, names_in
from corpus.study import DocumentType
from models.language import Language

FR, NL, EN = Language.FR, Language.NL, Language.EN


@pytest.mark.parametrize(
    ("cell", "languages"),
    [
        ("FR", (FR,)),
        ("FR / NL", (FR, NL)),
        ("NL/FR", (NL, FR)),
        ("FR-NL", (FR, NL)),
        ("fr, nl", (FR, NL)),
        ("FR NL", (FR, NL)),
        ("FR+EN", (FR, EN)),
        ("F/N", (FR, NL)),
        ("français et néerlandais", (FR, NL)),
        ("Frans en Nederlands", (FR, NL)),
        ("FR en NL", (FR, NL)),
        ("FR EN NL", (FR, EN, NL)),
        ("en", (EN,)),
        ("fr / en", (FR, EN)),
        ("anglais", (EN,)),
        ("Nederlands", (NL,)),
        ("Franstalig", (FR,)),
        ("bilingue", (FR, NL)),
        ("tweetalig FR/NL", (FR, NL)),
        ("trilingue", (FR, NL, EN)),
        (("nl", "fr"), (NL, FR)),
    ],
)
def test_the_languages_of_a_cell_are_read_in_their_order(cell: Cell, languages: tuple[Language, ...]) -> None:
    assert read_languages(cell).value == languages


@pytest.mark.parametrize("cell", ["DE", "allemand", "fr en nl", "FR (résumé NL)", "multilingue", 3])
def test_a_cell_that_names_other_languages_is_a_fault(cell: Cell) -> None:
    with pytest.raises(CellFault, match="; "):
        read_languages(cell)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Étude", DocumentType.STUDY),
        ("STUDIE", DocumentType.STUDY),
        ("onderzoek", DocumentType.STUDY),
        ("étude de faisabilité", DocumentType.STUDY),
        ("haalbaarheidsstudie", DocumentType.STUDY),
        ("Évaluation / Evaluatie", DocumentType.EVALUATION),
        ("evaluatiestudie", DocumentType.EVALUATION),
        ("Étude d’impact", DocumentType.IMPACT_ASSESSMENT),
        ("étude d'incidences", DocumentType.IMPACT_ASSESSMENT),
        ("impact-assessment", DocumentType.IMPACT_ASSESSMENT),
        ("effectenrapport", DocumentType.IMPACT_ASSESSMENT),
        ("Enquête", DocumentType.SURVEY),
        ("bevraging", DocumentType.SURVEY),
        ("sondage", DocumentType.SURVEY),
        ("Audit", DocumentType.AUDIT),
        ("doorlichting", DocumentType.AUDIT),
        ("Monitoring", DocumentType.MONITORING),
        ("suivi / opvolging", DocumentType.MONITORING),
        ("Prospective", DocumentType.FORECAST),
        ("prognose", DocumentType.FORECAST),
        ("Guide", DocumentType.GUIDE),
        ("Vademecum", DocumentType.GUIDE),
    ],
)
def test_a_document_type_is_read_in_three_languages(cell: str, expected: DocumentType) -> None:
    assert read_document_type(cell) is expected


@pytest.mark.parametrize("kind", list(DocumentType))
def test_every_document_type_is_read_from_its_own_name(kind: DocumentType) -> None:
    assert read_document_type(kind.value) is kind


@pytest.mark.parametrize("cell", ["rapport", "note", "effectiviteit", "Enquête et évaluation"])
def test_an_unknown_or_double_document_type_is_a_fault(cell: str) -> None:
    with pytest.raises(CellFault, match="; "):
        read_document_type(cell)


@pytest.mark.parametrize("cell", ["0316381039", 316381039, 316381039.0, "BE 0316.381.039", "316.381.039"])
def test_a_company_number_may_have_lost_its_zero(cell: Cell) -> None:
    check_company_numbers(cell)


@pytest.mark.parametrize("cell", ["0316381038", "12345", "0316381039 / 0316381038", 16381039])
def test_a_wrong_company_number_is_a_fault(cell: Cell) -> None:
    with pytest.raises(CellFault, match="company number"):
        check_company_numbers(cell)


@given(st.integers(1, 19_999_999))
def test_exactly_one_pair_of_check_digits_fits(stem: int) -> None:
    fitting = []
    for check in range(100):
        try:
            check_company_numbers(f"{stem:08}{check:02}")
        except CellFault:
            continue
        fitting.append(check)
    assert fitting == [97 - stem % 97]


@pytest.mark.parametrize(
    ("cells", "ids"),
    [
        (["Bruxelles Mobilité"], ["bruxelles-mobilite"]),
        (["AED"], ["bruxelles-mobilite"]),
        (["Bruxelles Environnement / Leefmilieu Brussel"], ["bruxelles-environnement"]),
        (["Bruxelles Fiscalité / bruxelles mobilite"], ["bruxelles-fiscalite", "bruxelles-mobilite"]),
        (["hub.brussels ; parking.brussels"], ["hub-brussels", "parking-brussels"]),
        (["Actiris\nIBGE"], ["actiris", "bruxelles-environnement"]),
        (["Bruxelles Mobilité et Bruxelles Fiscalité"], ["bruxelles-mobilite", "bruxelles-fiscalite"]),
        (["Actiris, hub.brussels"], ["actiris", "hub-brussels"]),
        (["IBGE ; BIM"], ["bruxelles-environnement"]),
        ([("bruxelles-mobilite", "actiris")], ["bruxelles-mobilite", "actiris"]),
        (["Bruxelles Mobilité", "Brussel Mobiliteit"], ["bruxelles-mobilite"]),
        (["Institut inventé des nuages"], ["unlisted:institut-invente-des-nuages"]),
        (["Institut des nuages", "Instituut voor wolken"], ["unlisted:institut-des-nuages"]),
        (["Actiris ; Institut des nuages"], ["actiris", "unlisted:institut-des-nuages"]),
        (["Institut des nuages et des pluies"], ["unlisted:institut-des-nuages-et-des-pluies"]),
        (["Actiris", "Leefmilieu Brussel"], ["actiris", "bruxelles-environnement"]),
    ],
)
def test_administrations_are_told_apart_and_their_names_joined(cells: list[Cell], ids: list[str]) -> None:
    assert [one.id for one in read_administrations(cells, registry())] == ids


def test_the_spelling_of_each_administration_is_kept() -> None:
    named = read_administrations(["IBGE ; Institut des nuages"], registry())
    assert [(one.written, one.listed) for one in named] == [("IBGE", True), ("Institut des nuages", False)]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("a_fr.pdf; a_nl.pdf", ["a_fr.pdf", "a_nl.pdf"]),
        ("a.pdf\nb.pdf", ["a.pdf", "b.pdf"]),
        ("a.pdf / b.pdf", ["a.pdf", "b.pdf"]),
        ("2021/a.pdf", ["2021/a.pdf"]),
        ("a.pdf, b.docx", ["a.pdf", "b.docx"]),
        ("Air, eau et sol.pdf", ["Air, eau et sol.pdf"]),
        (("a, b.pdf", "c; d.pdf"), ["a, b.pdf", "c; d.pdf"]),
    ],
)
def test_file_names_are_parted_without_breaking_them(cell: Cell, names: list[str]) -> None:
    assert names_in(cell) == names


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("peage_fr.pdf", FR),
        ("peage_NL.pdf", NL),
        ("toll-en.pdf", EN),
        ("peage_fr_summary.pptx", FR),
        ("FR - Rapport.pdf", FR),
        ("dossier/rapport (nl).pdf", NL),
        ("verkeer_en_parkeren.pdf", None),
        ("rapport_fr_nl.pdf", None),
        ("rapport.pdf", None),
        ("fr.pdf", None),
        ("frites.pdf", None),
    ],
)
def test_a_file_name_may_carry_its_language(name: str, language: Language | None) -> None:
    assert language_in_name(name) is language
