"""What readers learn from every method of the catalogue about studies that are not published: nothing."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from corpus.catalogue.engine import sqlite_url
from corpus.catalogue.outlines import Part
from corpus.catalogue.records import FileRecord, MissingFact, StudySelection
from corpus.catalogue.store import Catalogue
from corpus.duplicates.decisions import Act
from corpus.life import Step, StudyState
from corpus.study import (
    AdministrationId,
    Cost,
    DocumentType,
    FileState,
    PublicationDate,
    Sha256,
    Study,
    StudyFile,
    StudyId,
)
from models.language import Language

SEEN = datetime(2026, 1, 2, tzinfo=UTC)
STATES = ("published", "draft", "in-review", "withdrawn")
IDS = [StudyId(name) for name in STATES]
HASHES = [Sha256(f"{number:064x}") for number in range(len(STATES))]

QUESTIONS: dict[str, Callable[[Catalogue], Any]] = {
    "studies": lambda catalogue: catalogue.studies(),
    "study_ids": lambda catalogue: catalogue.study_ids(),
    "costs": lambda catalogue: catalogue.costs(),
    "arrivals": lambda catalogue: catalogue.arrivals(),
    "changed": lambda catalogue: set(catalogue.changed()),
    "ledger": lambda catalogue: catalogue.ledger(),
    "disclosures": lambda catalogue: catalogue.disclosures(),
    "count_disclosures": lambda catalogue: catalogue.count_disclosures(),
    "studies_by_id": lambda catalogue: catalogue.studies_by_id(IDS),
    "outlines": lambda catalogue: [catalogue.outlines(IDS, part) for part in Part],
    "states_by_id": lambda catalogue: catalogue.states_by_id(IDS),
    "records_by_id": lambda catalogue: [one.study for one in catalogue.records_by_id(IDS).values()],
    "records": lambda catalogue: [record.study for record in catalogue.records()],
    "count_studies": lambda catalogue: catalogue.count_studies(),
    "count_states": lambda catalogue: catalogue.count_states(),
    "studies_of_file": lambda catalogue: [catalogue.studies_of_file(sha256) for sha256 in HASHES],
    "studies_of_files": lambda catalogue: catalogue.studies_of_files(HASHES),
    "unlisted_administrations": lambda catalogue: catalogue.unlisted_administrations(),
    "editions": lambda catalogue: catalogue.editions(IDS[0]),
}
NOT_ASKED = {
    "study": "its errors are tested with the states",
    "departures": "that a study went is what its readers are told; no title, file or reason",
    "record": "so here",
    "file": "what is known of a file needs its hash, which only its study tells",
    "files_by_hash": "so here",
    "files": "read by those who bring files in",
    "count_files": "so here",
    "judgements": "a judgement outlives its study",
    "grades": "so here",
    "standing": "asked by curators, whatever the view",
    "standings": "so here",
    "history": "so here",
    "study_after": "so here",
    "compare": "so here",
    "pair_decisions": "so here",
    "candidates": "so here",
    "decisions": "about a file, whose hash only its study tells, or asked by curators",
    "redacted_in": "so here",
    "redactions": "so here",
    "decide": "",
    "harvest_state": "so here",
    "harvested": "so here",
    "harvest_sources": "so here",
    "take_over": "",
    "last_change": "it tells that something changed, and not what",
    "everything": "the curators' view",
    "beside": "what else is in the database",
    "open": "",
    "close": "",
    "put_study": "",
    "put_studies": "",
    "take_step": "",
    "remove_study": "",
    "revert": "",
    "add_study": "",
    "ids_ever": "asked by curators, whatever the view",
    "revisions": "so here",
    "revise_studies": "",
    "take_steps": "",
    "record_file": "",
    "record_judgement": "",
    "merge": "",
    "link": "",
    "set_apart": "",
    "undo": "",
    "propose": "",
}


def a_study(number: int) -> Study:
    name = f"unlisted:{STATES[number]}"
    return Study(
        id=IDS[number],
        titles={Language.FR: f"Étude {STATES[number]}"},
        administrations=(AdministrationId(name),),
        administrations_as_written=(STATES[number],),
        published=PublicationDate.parse_iso("2021"),
        cost=Cost(Decimal(100)),
        document_type=DocumentType.STUDY,
        files=(StudyFile(sha256=HASHES[number], name="a.pdf", size=1, language=Language.FR),),
    )


def bring(catalogue: Catalogue, number: int) -> None:
    study = a_study(number)
    catalogue.put_study(study, state=StudyState.DRAFT)
    for step in (Step.SUBMIT, Step.PUBLISH, Step.WITHDRAW)[: (2, 0, 1, 3)[number]]:
        catalogue.take_step(study.id, step, by="anna", reason="why")
    catalogue.record_file(
        FileRecord(
            sha256=HASHES[number], size=1, name="a.pdf", state=FileState.INDEXED, seen=SEEN, updated=SEEN
        )
    )


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    with Catalogue.open(sqlite_url(tmp_path_factory.mktemp("full") / "c.sqlite")) as catalogue:
        for number in range(len(STATES)):
            bring(catalogue, number)
        for other in IDS[1:]:
            catalogue.link(IDS[0], other, Act.LINK_NEWER, by="anna")
        yield catalogue


@pytest.fixture(scope="module")
def open_alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    """A catalogue that holds the published study and nothing else."""
    with Catalogue.open(sqlite_url(tmp_path_factory.mktemp("alone") / "c.sqlite")) as catalogue:
        bring(catalogue, 0)
        yield catalogue


def test_every_method_is_asked_or_says_why_not() -> None:
    methods = {name for name in dir(Catalogue) if not name.startswith("_")}
    assert methods == {*QUESTIONS, *NOT_ASKED}


@pytest.mark.parametrize("name", QUESTIONS)
def test_readers_get_the_answer_of_a_catalogue_without_the_hidden_studies(
    full: Catalogue, open_alone: Catalogue, name: str
) -> None:
    ask = QUESTIONS[name]
    assert ask(full) == ask(open_alone)
    assert ask(full.everything()) != ask(open_alone), "the question would tell of hidden studies"


@pytest.mark.parametrize(
    "selection",
    [
        StudySelection(administrations=frozenset(AdministrationId(f"unlisted:{name}") for name in STATES)),
        StudySelection(document_types=frozenset({DocumentType.STUDY})),
        StudySelection(cost_min=Decimal(1)),
        StudySelection(languages=frozenset({Language.FR})),
        StudySelection(file_states=frozenset({FileState.INDEXED})),
        StudySelection(states=frozenset(StudyState)),
        StudySelection(words="etude"),
        StudySelection(missing=frozenset({MissingFact.AUTHOR})),
    ],
)
def test_no_selection_lets_a_hidden_study_through(full: Catalogue, selection: StudySelection) -> None:
    assert full.study_ids(selection) == [IDS[0]]
    assert [study.id for study in full.studies(selection=selection)] == [IDS[0]]
    assert full.count_studies(selection) == 1
    assert full.everything().count_studies(selection) == len(STATES)


def test_the_curators_view_closes_nothing_of_the_readers(tmp_path: Path) -> None:
    with Catalogue.open(sqlite_url(tmp_path / "c.sqlite")) as catalogue:
        bring(catalogue, 0)
        assert catalogue.everything().count_studies() == catalogue.count_studies() == 1
