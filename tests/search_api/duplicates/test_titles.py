"""What of a title tells editions apart."""

import pytest

from models.language import Language
from search_api.duplicates.titles import title_of

FR, NL, EN = Language.FR, Language.NL, Language.EN


@pytest.mark.parametrize(
    ("text", "language", "marks"),
    [
        ("Baromètre du vélo 2019", FR, ("2019",)),
        ("Baromètre vélo 2019-2020", FR, ("2019-2020",)),
        ("Baromètre du vélo, édition 2021", FR, ("édition 2021",)),
        ("Guide des achats, 2e édition", FR, ("2e édition",)),
        (
            "Guide des achats, nouvelle édition revue et augmentée",
            FR,
            ("nouvelle édition", "revue et augmentée"),
        ),
        ("Plan de gestion – mise à jour 2023", FR, ("mise à jour", "2023")),
        ("Handleiding, herziene uitgave", NL, ("herziene uitgave",)),
        ("Handleiding (tweede druk)", NL, ("tweede druk",)),
        ("Actualisatie van het plan", NL, ("Actualisatie",)),
        ("Guide, revised edition", EN, ("revised edition",)),
        ("Étude de faisabilité, phase 2", FR, ()),
        ("Les 2000 logements de la Région", FR, ("2000",)),
        ("Version courte du rapport", FR, ()),
        ("Coût de 120190 euros", FR, ()),
    ],
)
def test_years_and_words_of_edition_are_marks(text: str, language: Language, marks: tuple[str, ...]) -> None:
    assert title_of(text, language).marks == marks


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Baromètre du vélo 2019", "Baromètre vélo, édition 2021"),
        ("Guide des achats publics", "Guide des achats publics (mise à jour)"),
    ],
)
def test_without_its_marks_a_title_is_that_of_every_edition(one: str, other: str) -> None:
    assert title_of(one, FR).terms == title_of(other, FR).terms


def test_the_years_of_a_title_are_numbers() -> None:
    assert title_of("Enquête 2018-2019, édition 2020", FR).years == (2018, 2019, 2020)
