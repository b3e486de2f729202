"""A data directory with a made-up catalogue in every state, its files, and a librarian."""

import random
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from itertools import pairwise
from pathlib import Path

from corpus.administrations import registry
from corpus.catalogue.engine import sqlite_url
from corpus.catalogue.records import FileRecord
from corpus.catalogue.store import Catalogue
from corpus.duplicates.candidates import Candidate, Evidence, Kind, Sign
from corpus.filestore import FileStore
from corpus.life import Step, StudyState
from corpus.people.permissions import Role
from corpus.people.person import PersonName
from corpus.people.store import People
from corpus.study import Study, StudyFile, StudyId
from eval.bench.synthetic import MadeUpLibrary, Words
from index.points import IndexedStudy
from ingest import cache
from ingest.passage import Extraction
from ingest.source import DEFAULT_LIMITS, Source
from ingest.version import EXTRACTOR_VERSION
from ingest.watch import Watch
from models.language import Language

NAME, PASSWORD = PersonName("anna"), "only for this benchmark"

_PER_STUDY = 1
"""Passages: the desk reads them where it looks for personal data."""
_BY = "benchmark"
_REVISIONS = 30
"""Changes of the study whose history is looked at."""
_PAIRS = 200
"""Pairs of studies that wait for a decision."""
_CONTACT = " Contact : Anne Peeters, 02 511 22 33, anne.peeters@example.brussels, rue Haute 12, 1000."


@dataclass(frozen=True, slots=True)
class Filled:
    """What of a catalogue its pages are asked for."""

    changed: StudyId
    """With a long history."""
    personal: StudyId
    """In review, with personal data in its text."""
    pair: tuple[StudyId, StudyId]
    """Which may be one work."""
    words: Sequence[str]
    """Of titles, frequent ones first."""


def fill(directory: Path, studies: int, *, seed: int, watch: Watch) -> Filled:
    """Make everything that a desk with so many studies shows; an index is not made of it.

    Of twenty studies one is a draft, one in review, one withdrawn, and the others are published. One of
    three has no author; one of ten in review has personal data in its text.
    """
    words = Words.shipped()
    administrations = [entry.id for entry in registry()]
    made = MadeUpLibrary(
        passages=studies * _PER_STUDY,
        words=words,
        administrations=administrations,
        seed=seed,
        per_study=_PER_STUDY,
    )
    with closing(Catalogue.open(sqlite_url(directory / "catalogue.sqlite"))) as catalogue:
        catalogue.beside(People).create(NAME, Role.ADMINISTRATOR, PASSWORD, by=_BY)
        ids = list(_put(directory, catalogue, made, watch))
        changed = ids[-1]
        for number in range(_REVISIONS):
            catalogue.revise_studies([changed], partial(_by_author, f"Bureau {number}"), by=_BY)
        catalogue.propose(_candidates(ids))
    return Filled(changed=changed, personal=ids[1], pair=(ids[3], ids[4]), words=words.words)


def _put(directory: Path, catalogue: Catalogue, made: MadeUpLibrary, watch: Watch) -> Iterator[StudyId]:
    watch.begin(f"{len(made):,} studies: filling the catalogue", len(made))
    shelves = _Shelves(directory, catalogue, FileStore(directory / "files"))
    by_state: dict[StudyState, list[Study]] = {state: [] for state in StudyState}
    for number, indexed in enumerate(made.studies()):
        shelves.keep(number, indexed)
        by_state[_state(number)].append(_described(indexed.study, number))
        yield indexed.study.id
        watch.step()
    withdrawn = by_state.pop(StudyState.WITHDRAWN)
    catalogue.put_studies(withdrawn, by=_BY)
    catalogue.take_steps([study.id for study in withdrawn], Step.WITHDRAW, by=_BY, reason="Mauvais fichier")
    for state, studies in by_state.items():
        catalogue.put_studies(studies, by=_BY, state=state)


def _state(number: int) -> StudyState:
    states = {0: StudyState.DRAFT, 1: StudyState.IN_REVIEW, 2: StudyState.WITHDRAWN}
    return states.get(number % 20, StudyState.PUBLISHED)


def _described(study: Study, number: int) -> Study:
    """Return a study with more of what a librarian writes."""
    rng = random.Random(number)
    (title,) = study.titles.values()
    words = title.split()
    return replace(
        study,
        titles={Language.FR: title, Language.NL: " ".join(rng.sample(words, len(words)))},
        abstracts={Language.FR: " ".join(words * 8)},
        administrations_as_written=tuple(study.administrations),
        contractor=f"Bureau {number % 40}" if number % 3 else None,
        keywords={Language.FR: tuple(words[:3])},
    )


def _by_author(author: str, study: Study) -> Study:
    return replace(study, contractor=author)


@dataclass(frozen=True, slots=True)
class _Shelves:
    """Where the files of a library go, and what they gave when they were read."""

    directory: Path
    catalogue: Catalogue
    store: FileStore

    def keep(self, number: int, indexed: IndexedStudy) -> None:
        """Keep the file of a study, and what it gave."""
        (file,) = indexed.study.files
        (extraction,) = indexed.extractions
        source = self.directory / file.name
        source.write_text(str(number), encoding="ascii")  # its hash is the one that the study tells
        self.store.add(source)
        source.unlink()
        found = _with_contact(extraction) if number % 200 == 1 else extraction
        kept = Source(
            path=self.store.path(file.sha256), sha256=file.sha256, name=file.name, language=file.language
        )
        cache.save(self.directory / "extractions", kept, DEFAULT_LIMITS, found)
        self.catalogue.record_file(_record(file, found))


def _with_contact(extraction: Extraction) -> Extraction:
    first, *others = extraction.passages
    return replace(extraction, passages=(replace(first, text=first.text + _CONTACT), *others))


def _record(file: StudyFile, extraction: Extraction) -> FileRecord:
    now = datetime.now(UTC)
    return FileRecord(
        sha256=file.sha256,
        size=file.size,
        name=file.name,
        state=extraction.state,
        seen=now,
        updated=now,
        language=extraction.language,
        extractor=EXTRACTOR_VERSION,
    )


def _candidates(ids: Sequence[StudyId]) -> Iterator[Candidate]:
    facts = {"first": "a.pdf", "second": "b.pdf", "share": "91", "threshold": "80"}
    evidence = (Evidence(Sign.NEAR_TEXT, facts),)
    for pair in pairwise(ids[3 : 4 + _PAIRS]):
        first, second = sorted(pair)
        yield Candidate(first=first, second=second, kind=Kind.NEAR_DUPLICATE, score=0.9, evidence=evidence)
