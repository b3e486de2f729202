import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.administrations import (
    Administration,
    AdministrationKind,
    Registry,
    registry,
    unlisted_id,
)
from corpus.errors import UnknownAdministrationError
from corpus.study import AdministrationId
from models.language import Language

REQUIRED = """
    bruxelles-mobilite bruxelles-fiscalite parking-brussels hub-brussels bruxelles-environnement
    bruxelles-logement slrb-bghm bruxelles-economie-emploi actiris paradigm easy-brussels
    bruxelles-proprete hydria vivaqua visit-brussels perspective-brussels equal-brussels iriscare
    bruxelles-finances-budget stib-mivb vgc
"""


def resolved(name: str) -> str | None:
    found = registry().resolve(name)
    return found.id if found else None


def test_all_nineteen_municipalities_and_fifty_other_bodies_are_known() -> None:
    municipalities = [entry for entry in registry() if entry.kind is AdministrationKind.MUNICIPALITY]
    assert len(municipalities) == 19
    assert len(registry()) - len(municipalities) >= 50


@pytest.mark.parametrize("known", REQUIRED.split())
def test_an_id_that_studies_refer_to_exists(known: str) -> None:
    assert registry().get(AdministrationId(known)) is not None


@pytest.mark.parametrize("entry", list(registry()), ids=lambda entry: entry.id)
def test_every_spelling_leads_to_its_own_entity(entry: Administration) -> None:
    for spelling in (entry.id, *entry.spellings()):
        written = (spelling, spelling.upper(), spelling.lower(), spelling.replace("-", " "), f" {spelling}. ")
        assert {resolved(text) for text in written} == {entry.id}


@pytest.mark.parametrize("entry", list(registry()), ids=lambda entry: entry.id)
def test_every_administration_has_a_name_in_three_languages(entry: Administration) -> None:
    assert set(entry.names) == set(Language)
    assert all(name.strip() for name in entry.spellings())


def test_company_numbers_carry_their_check_digits_and_belong_to_one_body() -> None:
    numbers = [entry.company_number for entry in registry() if entry.company_number]
    assert len(set(numbers)) == len(numbers) > 5
    for number in numbers:
        assert len(number) == 10
        assert 97 - int(number[:8]) % 97 == int(number[8:])


def test_the_year_of_a_former_name_lies_in_the_life_of_the_region() -> None:
    years = [former.until for entry in registry() for former in entry.former if former.until]
    assert years
    assert all(1989 <= year <= 2026 for year in years)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Brussel Mobiliteit", "bruxelles-mobilite"),
        ("bruxelles mobilite", "bruxelles-mobilite"),
        ("BRUXELLES-MOBILITÉ", "bruxelles-mobilite"),
        ("AED", "bruxelles-mobilite"),
        ("a.e.d.", "bruxelles-mobilite"),
        ("SPRB - Bruxelles Mobilité", "bruxelles-mobilite"),
        ("SPRB Mobilité", "bruxelles-mobilite"),
        ("GOB Mobiliteit", "bruxelles-mobilite"),
        ("Bruxelles Mobilité / Brussel Mobiliteit", "bruxelles-mobilite"),
        ("IBGE-BIM", "bruxelles-environnement"),
        ("Bruxelles Environnement (IBGE)", "bruxelles-environnement"),
        ("S.L.R.B.", "slrb-bghm"),
        ("MIVB STIB", "stib-mivb"),
        ("Office Régional Bruxellois de l'Emploi", "actiris"),
        ("actiris.brussels", "actiris"),
        ("Actiris Brussels", "actiris"),
        ("CIRB-CIBG", "paradigm"),
        ("SDRB", "citydev-brussels"),
        ("Hub Brussels", "hub-brussels"),
        ("Port Bruxelles", "port-de-bruxelles"),
        ("Région de Bruxelles-Capitale / Brussels Hoofdstedelijk Gewest", "region-bruxelles-capitale"),
        ("SPRB", "sprb-gob"),
        ("commune d'Ixelles", "commune-ixelles"),
        ("Administration communale d’Ixelles", "commune-ixelles"),
        ("gemeente Elsene", "commune-ixelles"),
        ("Gemeentebestuur van Elsene", "commune-ixelles"),
        ("Elsene", "commune-ixelles"),
        ("Ixelles/Elsene", "commune-ixelles"),
        ("St.-Gilles", "commune-saint-gilles"),
        ("Sint Gillis", "commune-saint-gilles"),
        ("Stad Brussel", "ville-de-bruxelles"),
    ],
)
def test_a_name_as_people_write_it_is_understood(written: str, meant: str) -> None:
    assert resolved(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        "",
        "…",
        "de",
        "Bruxelles",  # the city or the Region
        "Woluwe",  # one of two municipalities
        "CPAS d'Ixelles",  # not the municipality itself
        "commune de Vivaqua",
        "Actiris / Hub Brussels",  # two bodies
        "SPRB / GOB Vervoer",
        "mobilité",
        "Infrabel",
    ],
)
def test_a_name_that_means_no_one_body_is_not_guessed(written: str) -> None:
    assert resolved(written) is None


@given(st.text())
def test_no_text_upsets_the_registry(text: str) -> None:
    found = registry().resolve(text)
    assert found is None or found in registry()
    assert unlisted_id(text).startswith("unlisted:")


def test_two_administrations_cannot_share_a_spelling() -> None:
    names = dict.fromkeys(Language, "Bruxelles Air")
    first, second = (
        Administration(id=AdministrationId(text), kind=AdministrationKind.AGENCY, names=names)
        for text in ("air", "ciel")
    )
    with pytest.raises(ValueError, match="may be air or ciel"):
        Registry([first, second])


@pytest.mark.parametrize(
    ("written", "nearest"),
    [
        ("Bruxelle Mobilté", "Bruxelles Mobilité"),
        ("Leefmileu", "Leefmilieu Brussel"),
        ("commune d'Ixeles", "Ixelles"),
        ("VDAB", "VDAB Bruxelles"),
    ],
)
def test_the_nearest_name_of_a_misspelling_comes_first(written: str, nearest: str) -> None:
    assert registry().nearest(written)[0] == nearest


def test_the_nearest_names_are_of_different_bodies_and_at_most_k() -> None:
    assert set(registry().nearest("Woluwe", k=2)) == {"Woluwe-Saint-Lambert", "Woluwe-Saint-Pierre"}
    assert registry().nearest("xqzw") == ()


def test_labels_are_in_the_language_of_the_reader() -> None:
    mobility = AdministrationId("bruxelles-mobilite")
    assert [registry().label(mobility, language) for language in Language] == [
        "Bruxelles Mobilité",
        "Brussel Mobiliteit",
        "Brussels Mobility",
    ]
    assert registry().label(unlisted_id("Société Fictive"), Language.NL) == "societe fictive"


def test_an_unlisted_name_has_one_id_whatever_its_spelling() -> None:
    assert unlisted_id("Société Fictive") == unlisted_id("SOCIETE-FICTIVE") == "unlisted:societe-fictive"
    assert unlisted_id("Ωμέγα") != unlisted_id("Άλφα")


def test_an_unlisted_administration_in_use_can_be_named_in_any_spelling() -> None:
    used = {unlisted_id("Société Fictive")}
    assert registry().identify("societe fictive", used) == "unlisted:societe-fictive"
    assert registry().identify("unlisted:societe-fictive", used) == "unlisted:societe-fictive"
    assert registry().identify("AED", used) == "bruxelles-mobilite"


def test_an_unknown_name_is_refused_with_the_nearest_known_ones() -> None:
    with pytest.raises(UnknownAdministrationError, match="Bruxelles Mobilité") as refusal:
        registry().identify("Bruxelle Mobilté")
    assert refusal.value.nearest[0] == "Bruxelles Mobilité"
