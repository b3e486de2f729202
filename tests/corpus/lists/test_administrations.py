"""Administrations that librarians add, correct and take out, over those that ship."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.administrations import Administration, AdministrationKind, registry, unlisted_id
from corpus.catalogue.engine import sqlite_url
from corpus.catalogue.lists import Lists
from corpus.catalogue.store import Catalogue
from corpus.life import Step
from corpus.lists.administrations import ADMINISTRATIONS, registry_of
from corpus.lists.entries import Act, CuratedList, Origin
from corpus.lists.errors import (
    EntryExistsError,
    EntryInUseError,
    EntryNotFoundError,
    NameTakenError,
    StaleEntryError,
)
from corpus.study import AdministrationId, Study, StudyId
from models.language import Language

FR, NL, EN = Language.FR, Language.NL, Language.EN
WATER, MOBILITY = AdministrationId("office-de-l-eau"), AdministrationId("bruxelles-mobilite")
OFFICE = Administration(
    id=WATER,
    kind=AdministrationKind.AGENCY,
    names={FR: "Office de l'Eau", NL: "Dienst Water", EN: "Water Office"},
    acronyms=("OEAU",),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "catalogue.sqlite"


@pytest.fixture
def catalogue(path: Path) -> Iterator[Catalogue]:
    with Catalogue.open(sqlite_url(path)) as opened:
        yield opened


@pytest.fixture
def lists(catalogue: Catalogue) -> Lists:
    return catalogue.beside(Lists)


def correct(lists: Lists, entry: AdministrationId, **changes: object) -> None:
    known = lists.entry(ADMINISTRATIONS, entry)
    assert known.entry is not None
    changed = replace(known.entry, **changes)  # type: ignore[arg-type]
    lists.change(ADMINISTRATIONS, entry, changed, expected=known.revision, by="anna")


def of_a_release(*entries: Administration) -> CuratedList[Administration]:
    """What another release of the program ships."""
    return replace(ADMINISTRATIONS, shipped=lambda: {entry.id: entry for entry in entries})


def test_untouched_the_registry_is_the_one_that_ships(lists: Lists) -> None:
    assert lists.registry() is registry()


def test_an_added_administration_is_found_by_each_of_its_names_at_once_and_elsewhere(
    lists: Lists, catalogue: Catalogue
) -> None:
    elsewhere = catalogue.beside(Lists)
    elsewhere.registry()
    lists.add(ADMINISTRATIONS, WATER, OFFICE, by="anna")
    for known in (lists.registry(), elsewhere.registry()):
        assert [known.resolve(name) for name in ("OEAU", "dienst water", "Office de l’eau")] == [OFFICE] * 3
        assert known.get(MOBILITY) is not None
    assert lists.registry() is lists.registry()


def test_a_correction_stands_for_what_ships_and_can_be_lifted(lists: Lists) -> None:
    correct(lists, MOBILITY, acronyms=("BXMOB",))
    assert lists.registry().identify("BXMOB") == MOBILITY
    assert lists.entry(ADMINISTRATIONS, MOBILITY).origin is Origin.CORRECTED
    lists.restore(ADMINISTRATIONS, MOBILITY, expected=1, by="bram")
    assert lists.registry().get(MOBILITY) == registry().get(MOBILITY)
    assert lists.registry().resolve("BXMOB") is None
    assert lists.entry(ADMINISTRATIONS, MOBILITY).origin is Origin.SHIPPED


def test_a_new_release_shows_in_what_nobody_touched_and_undoes_nothing(lists: Lists) -> None:
    ours = replace(OFFICE, names={FR: "Eau", NL: "Water", EN: "Water"})
    lists.add(ADMINISTRATIONS, WATER, ours, by="anna")
    correct(lists, MOBILITY, acronyms=("BXMOB",))
    newer = AdministrationId("nouvelle-agence")
    shipped = [replace(OFFICE, id=newer), replace(OFFICE, acronyms=("LATER",))]
    found = lists.entries(of_a_release(*shipped))
    assert found[newer].entry == shipped[0]
    assert (found[WATER].entry, found[WATER].origin) == (ours, Origin.CORRECTED)
    kept = found[MOBILITY].entry
    assert kept is not None
    assert kept.acronyms == ("BXMOB",)


def test_what_was_lifted_follows_later_releases(lists: Lists) -> None:
    correct(lists, MOBILITY, acronyms=("BXMOB",))
    lists.restore(ADMINISTRATIONS, MOBILITY, expected=1, by="anna")
    later = replace(OFFICE, id=MOBILITY)
    assert lists.entries(of_a_release(later))[MOBILITY].entry == later


def test_a_spelling_that_a_release_gives_to_another_stays_that_of_the_librarians(lists: Lists) -> None:
    lists.add(ADMINISTRATIONS, WATER, OFFICE, by="anna")
    rival = replace(OFFICE, id=AdministrationId("water"), acronyms=("WTR",))
    known = of_a_release(rival)
    entries = [one.entry for one in lists.entries(known).values() if one.entry]
    assert registry_of(entries).resolve("Water Office") == OFFICE
    assert registry_of(entries).resolve("WTR") == rival


def test_a_name_of_another_administration_is_refused_and_nothing_is_written(lists: Lists) -> None:
    taken = replace(OFFICE, aliases=("bruxelles mobilité",))
    with pytest.raises(NameTakenError) as refused:
        lists.add(ADMINISTRATIONS, WATER, taken, by="anna")
    assert (refused.value.name, refused.value.other) == ("bruxelles mobilité", MOBILITY)
    assert lists.last_change() == 0


def test_lifting_a_correction_is_refused_while_a_name_means_another(lists: Lists) -> None:
    shipped = registry().get(MOBILITY)
    assert shipped is not None
    correct(lists, MOBILITY, acronyms=())
    assert shipped.acronyms
    lists.add(ADMINISTRATIONS, WATER, replace(OFFICE, acronyms=shipped.acronyms), by="anna")
    with pytest.raises(NameTakenError):
        lists.restore(ADMINISTRATIONS, MOBILITY, expected=1, by="anna")


def test_a_change_made_on_an_older_state_is_refused_with_what_came_between(lists: Lists) -> None:
    correct(lists, MOBILITY, acronyms=("ONE",))
    with pytest.raises(StaleEntryError) as stale:
        lists.change(ADMINISTRATIONS, MOBILITY, replace(OFFICE, id=MOBILITY), expected=0, by="bram")
    (since,) = stale.value.since
    assert (stale.value.current, since.by, since.changes[0].after) == (1, "anna", ["ONE"])
    entry = lists.entry(ADMINISTRATIONS, MOBILITY).entry
    assert entry is not None
    assert entry.acronyms == ("ONE",)


def test_an_administration_that_studies_carry_in_whatever_state_is_not_taken_out(
    lists: Lists, catalogue: Catalogue
) -> None:
    for name in ("a", "b"):
        catalogue.put_study(Study(id=StudyId(name), titles={}, administrations=(MOBILITY,)))
    catalogue.take_step(StudyId("b"), Step.WITHDRAW, by="anna", reason="asked for")
    with pytest.raises(EntryInUseError) as refused:
        lists.remove(ADMINISTRATIONS, MOBILITY, expected=0, by="anna")
    assert refused.value.count == 2
    assert lists.carriers() == {MOBILITY: 2}


def test_one_without_studies_goes_and_comes_back_as_it_was(lists: Lists) -> None:
    lists.add(ADMINISTRATIONS, WATER, OFFICE, by="anna")
    lists.remove(ADMINISTRATIONS, WATER, expected=1, by="anna")
    assert lists.registry().resolve("OEAU") is None
    assert lists.entry(ADMINISTRATIONS, WATER).origin is Origin.REMOVED
    with pytest.raises(EntryNotFoundError):
        lists.change(ADMINISTRATIONS, WATER, OFFICE, expected=2, by="anna")
    with pytest.raises(EntryExistsError):
        lists.add(ADMINISTRATIONS, WATER, OFFICE, by="anna")
    lists.restore(ADMINISTRATIONS, WATER, expected=2, by="anna")
    assert lists.registry().resolve("OEAU") == OFFICE
    acts = [revision.act for revision in lists.history(ADMINISTRATIONS, WATER)]
    assert acts == [Act.ADDED, Act.REMOVED, Act.RESTORED]


def test_studies_that_bear_the_name_come_to_carry_the_administration(
    lists: Lists, catalogue: Catalogue
) -> None:
    study = Study(
        id=StudyId("a"),
        titles={},
        administrations=(
            unlisted_id("Office de l'eau"),
            MOBILITY,
            unlisted_id("Dienst Water"),
            unlisted_id("?"),
        ),
        administrations_as_written=("Office de l'eau", "AED", "Dienst Water", "?"),
    )
    catalogue.put_study(study)
    lists.add(ADMINISTRATIONS, WATER, OFFICE, by="anna")
    now = catalogue.study(study.id)
    assert now.administrations == (WATER, MOBILITY, unlisted_id("?"))
    assert now.administrations_as_written == ("Office de l'eau", "AED", "?")
    assert catalogue.history(study.id)[-1].by == "anna"


def test_of_many_who_add_one_name_at_once_one_does(path: Path, lists: Lists) -> None:
    def add(number: int) -> bool:
        entry = AdministrationId(f"office-{number}")
        with Catalogue.open(sqlite_url(path)) as own:
            try:
                own.beside(Lists).add(ADMINISTRATIONS, entry, replace(OFFICE, id=entry), by=f"{number}")
            except NameTakenError:
                return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(add, range(4))) == [False, False, False, True]
    assert len([one for one in lists.entries(ADMINISTRATIONS).values() if one.origin is Origin.ADDED]) == 1


def test_saving_what_is_there_already_writes_nothing(lists: Lists) -> None:
    shipped = registry().get(MOBILITY)
    assert shipped is not None
    lists.change(ADMINISTRATIONS, MOBILITY, shipped, expected=0, by="anna")
    assert lists.history(ADMINISTRATIONS, MOBILITY) == []


@pytest.mark.parametrize("entry", list(registry()), ids=lambda entry: entry.id)
def test_every_shipped_administration_can_be_written_down_and_read_again(entry: Administration) -> None:
    assert ADMINISTRATIONS.read(entry.id, ADMINISTRATIONS.write(entry)) == entry


@pytest.mark.parametrize("statement", ["UPDATE list_change SET made_by = 'x'", "DELETE FROM list_change"])
def test_the_history_is_only_added_to(lists: Lists, path: Path, statement: str) -> None:
    lists.add(ADMINISTRATIONS, WATER, OFFICE, by="anna")
    with (
        closing(sqlite3.connect(path)) as connection,
        pytest.raises(sqlite3.IntegrityError, match="only added"),
    ):
        connection.execute(statement)


def test_an_entry_that_never_was_has_no_history(lists: Lists) -> None:
    with pytest.raises(EntryNotFoundError):
        lists.history(ADMINISTRATIONS, "nobody")
