"""The catalogue and the index, led through the lives of studies together."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import FileMissingError, ForbiddenStepError, StaleRevisionError, StudyNotFoundError
from corpus.life import Step, StudyState
from corpus.study import StudyId
from ingest.watch import Unwatched
from search_api.editing import acts
from search_api.editing.bulk import Stepping
from search_api.editing.desks import AtOnce
from search_api.editing.guarding import LOOKING
from search_api.editing.many import change_many
from search_api.ingesting.indexing import sync_index, wanted_fingerprints
from search_api.ingesting.ingest import ingest
from search_api.library import Library
from search_api.settings import Settings
from search_api.wiring import writing
from tests.end_to_end.folders import change_tolls, write_texts

TOLL, RENTS = StudyId("peage-urbain"), StudyId("observatoire-loyers")
STEPS = [step for step in Step if step is not Step.REMOVE]


def build(root: Path) -> Settings:
    made = Settings(data_dir=root / "data", encoder="static", workers=1)
    with writing(made) as library:
        ingest(library, [write_texts(root / "texts")], Unwatched(), state=StudyState.DRAFT)
    return made


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with writing(build(tmp_path_factory.mktemp("walk"))) as library:
        yield library


def take(library: Library, study: StudyId, *steps: Step) -> None:
    for step in steps:
        acts.take_step(AtOnce(library, Unwatched()), study, step, by="anna", reason="Why not.")


@settings(max_examples=6)
@given(st.lists(st.tuples(st.sampled_from([TOLL, RENTS]), st.sampled_from(STEPS)), max_size=6))
def test_after_any_steps_the_index_holds_the_published_studies_and_no_other(
    shared: Library, steps: list[tuple[StudyId, Step]]
) -> None:
    for study, step in steps:
        with suppress(ForbiddenStepError):
            take(shared, study, step)
        published = {
            one for one in (TOLL, RENTS) if shared.catalogue.standing(one).state is StudyState.PUBLISHED
        }
        assert set(shared.home.contents()) == set(shared.catalogue.study_ids()) == published
        assert shared.home.contents() == wanted_fingerprints(shared.catalogue)


def test_a_state_whose_file_is_lost_is_not_brought_back(tmp_path: Path) -> None:
    with writing(build(tmp_path)) as library:
        (file,) = library.catalogue.everything().study(TOLL).files
        change_tolls(tmp_path / "texts")
        ingest(library, [tmp_path / "texts"], Unwatched())
        library.files.path(file.sha256).unlink()
        before = library.catalogue.history(TOLL)
        with pytest.raises(FileMissingError):
            acts.revert(AtOnce(library, Unwatched()), TOLL, to=1, by="anna")
        assert library.catalogue.history(TOLL) == before


@dataclass
class Meddling(Unwatched):
    """Somebody else changes a study while files are read or looked through."""

    library: Library

    def begin(self, task: str, total: int) -> None:
        if task in ("Reading files", LOOKING):
            known = self.library.catalogue.everything().study(TOLL)
            self.library.catalogue.put_study(replace(known, contractor="Bert"), by="bert")


def test_what_is_changed_while_its_files_are_read_is_not_published(tmp_path: Path) -> None:
    with writing(build(tmp_path)) as library:
        take(library, TOLL, Step.SUBMIT)
        for kept in library.extractions.iterdir():
            kept.unlink()
        with pytest.raises(StaleRevisionError) as refused:
            acts.take_step(AtOnce(library, Meddling(library)), TOLL, Step.PUBLISH, by="anna")
        assert [one.by for one in refused.value.since] == ["bert"]
        assert library.catalogue.standing(TOLL).state is StudyState.IN_REVIEW
        take(library, TOLL, Step.PUBLISH)
        assert library.catalogue.study(TOLL).contractor == "Bert"


def test_of_many_those_that_are_changed_meanwhile_are_refused_and_the_others_published(
    tmp_path: Path,
) -> None:
    with writing(build(tmp_path)) as library:
        take(library, TOLL, Step.SUBMIT)
        take(library, RENTS, Step.SUBMIT)
        for kept in library.extractions.iterdir():
            kept.unlink()
        seen = library.catalogue.revisions([RENTS, TOLL, StudyId("rien")])
        refused = change_many(library, seen, Stepping(Step.PUBLISH), by="anna", watch=Meddling(library))
        assert {study: type(error) for study, error in refused.items()} == {
            TOLL: StaleRevisionError,
            StudyId("rien"): StudyNotFoundError,
        }
        assert library.catalogue.study_ids() == [RENTS]


def test_a_draft_is_read_when_it_comes_in_so_that_its_publication_need_not_wait(tmp_path: Path) -> None:
    with writing(build(tmp_path)) as library:
        (file,) = library.catalogue.everything().study(TOLL).files
        record = library.catalogue.file(file.sha256)
        assert record is not None
        assert record.state == "indexed"
        assert sync_index(library, Unwatched()).written == ()
