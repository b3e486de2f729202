"""The inventory of a year, brought in again: where it came from, and into another library."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from corpus.jobs import TodoKind
from corpus.life import Step
from corpus.study import Cost, Study, StudyId, Vat
from models.language import Language
from search_api.inventories.files import InventoryFormat, write_inventory
from search_api.inventories.year import studies_of
from search_api.jobs.queue import JobQueue
from search_api.library import Library
from tests.search_api.jobs.conftest import TEXT, Bring, asked

INVENTORY = """\
Identifiant;Titre FR;Titre NL;Commanditaire;Auteur;Date;Montant (EUR);TVA;Type;Mots-clés FR;Résumé FR;\
Fichiers;Langues
peage;Le péage urbain;De stadstol;AED;"Bureau Traverse ; Universiteit Brussel";2021-03-12;185000,00;HTVA;\
étude d'impact;péage, ménages;Ce que coûterait un péage.;peage_fr.txt | stadstol.txt;"FR; NL"
bruit;Le bruit;;Cellule du bruit | Leefmilieu Brussel;Dupont, J. & Peeters, A.;2020-11/2021-02;0;TVAC;\
enquête;"eau, air;";;bruit.txt;
partie;Sans rien;;;;2021;12500;;;;;partie.txt;
retiree;Retirée;;Actiris;Bureau;2021;1000;TVAC;étude;;;retiree.txt;
"""
"""Several authors and administrations, every kind of VAT, a range of dates, files in two languages."""

NAMES = ("peage_fr.txt", "stadstol.txt", "bruit.txt", "partie.txt", "retiree.txt")
FILES: dict[str, str | bytes] = {name: f"{TEXT}Le fichier s'appelle {name}.\n" for name in NAMES}

Written = Callable[..., dict[str, str | bytes]]


@pytest.fixture
def filled(library: Library, bring: Bring) -> Library:
    """A library of three published studies, and one that was withdrawn."""
    bring({"inventaire.csv": INVENTORY, **FILES})
    for step in (Step.SUBMIT, Step.PUBLISH):
        for study in library.catalogue.everything().study_ids():
            library.catalogue.take_step(study, step, by="anna")
    library.catalogue.take_step(StudyId("retiree"), Step.WITHDRAW, by="anna", reason="why")
    return library


def written(
    library: Library, form: InventoryFormat = InventoryFormat.CSV, language: Language = Language.FR
) -> dict[str, str | bytes]:
    """Return the inventory of 2021 as a file to bring in."""
    content = write_inventory(studies_of(library.catalogue, 2021), form, language, library.registry)
    return {f"inventory.{form}": content}


def everything(library: Library) -> dict[StudyId, Study]:
    return {study.id: study for study in library.catalogue.everything().studies()}


@pytest.mark.parametrize("form", InventoryFormat)
@pytest.mark.parametrize("language", [Language.FR, Language.NL])
def test_an_inventory_that_comes_back_changes_nothing_and_asks_nothing(
    filled: Library, queue: JobQueue, bring: Bring, form: InventoryFormat, language: Language
) -> None:
    before, open_before = everything(filled), queue.todo.todos()
    bring(written(filled, form, language))
    assert everything(filled) == before
    assert queue.todo.todos() == open_before


def test_what_somebody_fills_in_of_an_inventory_is_all_there_is_to_decide(
    filled: Library, queue: JobQueue, bring: Bring
) -> None:
    ((name, content),) = written(filled).items()
    assert isinstance(content, bytes)
    bring({name: content.replace(b";;2021;12500,00;;", b";Bureau;2021;12500,00;TVAC;")})
    (question,) = asked(queue, TodoKind.KNOWN_STUDY)
    assert (question.study, question.facts["fields"]) == ("partie", ["contractor", "cost"])
    assert asked(queue, TodoKind.ROW_WITHOUT_FILE) == []


def test_a_file_that_the_study_does_not_have_is_still_asked_for(
    filled: Library, queue: JobQueue, bring: Bring
) -> None:
    ((name, content),) = written(filled).items()
    assert isinstance(content, bytes)
    bring({name: content.replace(b"partie.txt", b"annexe.txt")})
    (question,) = asked(queue, TodoKind.ROW_WITHOUT_FILE)
    assert (question.study, question.value) == ("partie", "annexe.txt")


def test_a_withdrawn_study_is_in_no_inventory(filled: Library) -> None:
    (content,) = written(filled).values()
    assert isinstance(content, bytes)
    assert b"peage;" in content
    assert b"retiree" not in content


@pytest.mark.parametrize("form", InventoryFormat)
def test_another_library_gets_the_same_studies_of_an_inventory_and_its_files(
    filled: Library, bring: Bring, form: InventoryFormat
) -> None:
    before = everything(filled)
    sent = written(filled, form, Language.NL)
    for study in before:
        if study != "retiree":
            filled.catalogue.remove_study(study)
    bring({**sent, **{name: FILES[name] for name in NAMES if name != "retiree.txt"}})
    after = everything(filled)
    assert after == before
    assert after[StudyId("bruit")].keywords == {Language.FR: ("eau, air",)}
    assert after[StudyId("partie")].cost == Cost(Decimal(12500), Vat.UNKNOWN)
