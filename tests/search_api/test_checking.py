"""A library whose parts do not say the same: told, and mended."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.filestore import digest
from corpus.life import Step
from corpus.study import Sha256, StudyId
from index.edge import EdgeIndex
from ingest.watch import Unwatched
from search_api.checking.check import check, repair
from search_api.checking.findings import CheckReport, Fault
from search_api.ingesting.ingest import ingest
from search_api.library import Library
from search_api.settings import Settings
from search_api.wiring import writing
from tests.end_to_end.conftest import copy_library
from tests.end_to_end.folders import write_texts

TOLL, RENTS = StudyId("peage-urbain"), StudyId("observatoire-loyers")
LONG_AGO = 1_000_000_000


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("checked")
    settings = Settings(data_dir=root / "data", encoder="static", workers=1)
    with writing(settings) as library:
        ingest(library, [write_texts(root / "texts")], Unwatched())
    return root


@pytest.fixture
def library(built: Path, tmp_path: Path) -> Iterator[Library]:
    data = copy_library(built / "data", tmp_path / "data")
    with writing(Settings(data_dir=data, encoder="static", workers=1)) as library:
        yield library


def told(report: CheckReport) -> list[tuple[Fault, str]]:
    return [(one.fault, one.which) for one in report.found]


def file_of(library: Library, study: StudyId) -> Sha256:
    (file,) = library.catalogue.everything().study(study).files
    return file.sha256


def points(library: Library) -> Path:
    return library.settings.data_dir / "index" / library.home.current_version() / "points"


def withdraw(library: Library) -> tuple[Fault, str]:
    library.catalogue.take_step(TOLL, Step.WITHDRAW, by="anna", reason="Why not.")
    return Fault.HIDDEN_IN_INDEX, TOLL


def forget_passages(library: Library) -> tuple[Fault, str]:
    """Write a version that holds the titles of a study, its fingerprint too, and no passage of it."""
    manifest = library.home.manifest()
    assert manifest
    with library.home.draft(manifest.lengths, anew=False) as draft:
        assert isinstance(draft, EdgeIndex)
        titles = EdgeIndex(draft.path, {"title": EmptyShard(), "passage": draft.shards["passage"]})  # type: ignore[dict-item]
        titles.remove_studies([TOLL])
    return Fault.INCOMPLETE_IN_INDEX, TOLL


class EmptyShard:
    def scroll(self, _request: object) -> tuple[list[object], None]:
        return [], None


def forget_study(library: Library) -> tuple[Fault, str]:
    manifest = library.home.manifest()
    assert manifest
    with library.home.draft(manifest.lengths, anew=False) as draft:
        draft.remove_studies([TOLL])
    return Fault.MISSING_FROM_INDEX, TOLL


def break_index(library: Library) -> tuple[Fault, str]:
    (points(library) / "seal.json").unlink()
    return Fault.INDEX_UNUSABLE, "index"


def lose_text(library: Library) -> tuple[Fault, str]:
    file = file_of(library, TOLL)
    for path in library.extractions.glob(f"{file}.*"):
        path.write_bytes(b"no text")
    return Fault.FILE_UNREAD, file


def leave_content(library: Library) -> tuple[Fault, str]:
    source = library.settings.data_dir / "source.txt"
    source.write_text("nobody knows", encoding="utf-8")
    stored = library.files.add(source)
    os.utime(library.files.path(stored.sha256), (LONG_AGO, LONG_AGO))
    return Fault.FILE_LEFT_OVER, stored.sha256


def leave_half_a_copy(library: Library) -> tuple[Fault, str]:
    half = library.settings.data_dir / "files" / "incoming" / "half"
    half.write_bytes(b"ha")
    os.utime(half, (LONG_AGO, LONG_AGO))
    return Fault.FILE_LEFT_OVER, "half"


def keep_old_extraction(library: Library) -> tuple[Fault, str]:
    old = library.extractions / f"{file_of(library, TOLL)}.0.9.json.gz"
    old.write_bytes(b"old")
    return Fault.EXTRACTION_LEFT_OVER, old.name


MENDABLE: list[Callable[[Library], tuple[Fault, str]]] = [
    withdraw,
    forget_passages,
    forget_study,
    break_index,
    lose_text,
    leave_content,
    leave_half_a_copy,
    keep_old_extraction,
]


def test_a_library_that_is_whole_is_found_whole_and_left_as_it_is(library: Library) -> None:
    version = library.home.current_version()
    assert check(library, Unwatched(), deep=True).found == []
    assert repair(library, Unwatched(), deep=True).left == []
    assert library.home.current_version() == version


@pytest.mark.parametrize("disturb", MENDABLE)
def test_what_can_be_mended_is_told_and_mended_once(
    library: Library, disturb: Callable[[Library], tuple[Fault, str]]
) -> None:
    expected = disturb(library)
    assert told(check(library, Unwatched(), deep=False)) == [expected]
    assert told(check(library, Unwatched(), deep=False)) == [expected], "looking changes nothing"
    report = repair(library, Unwatched(), deep=False)
    assert (told(report), report.left) == ([expected], [])
    assert repair(library, Unwatched(), deep=False).found == []


def test_a_lost_file_is_told_and_its_study_stays_in_the_index(library: Library) -> None:
    file = file_of(library, TOLL)
    library.files.path(file).unlink()
    withdrawn = library.catalogue.take_step(RENTS, Step.WITHDRAW, by="anna", reason="Why not.")
    assert withdrawn.reason
    report = repair(library, Unwatched(), deep=False)
    assert [(one.fault, one.which) for one in report.left] == [(Fault.FILE_LOST, file)]
    assert set(library.home.contents()) == {TOLL}


def test_a_changed_file_is_found_by_reading_it_and_set_aside_for_the_right_one(
    library: Library, built: Path
) -> None:
    file = file_of(library, TOLL)
    path = library.files.path(file)
    path.write_bytes(path.read_bytes().swapcase())
    assert check(library, Unwatched(), deep=False).found == []
    report = repair(library, Unwatched(), deep=True)
    assert told(report) == [(Fault.FILE_CHANGED, file)]
    assert [one.fault for one in report.left] == [Fault.FILE_LOST]
    assert (path.parents[1] / "aside" / file).exists(), "nothing is thrown away"
    ingest(library, [built / "texts"], Unwatched())
    assert check(library, Unwatched(), deep=True).found == []
    assert digest(library.files.path(file)).sha256 == file


def test_what_came_in_a_moment_ago_is_no_leftover(library: Library) -> None:
    (library.settings.data_dir / "files" / "incoming" / "half").write_bytes(b"ha")
    assert check(library, Unwatched(), deep=False).found == []


def test_what_is_not_named_as_the_program_names_things_is_left_alone(library: Library) -> None:
    for folder in (library.settings.data_dir / "files" / "ab", library.extractions):
        folder.mkdir(exist_ok=True)
        (folder / "notes.txt").write_text("ours", encoding="utf-8")
        os.utime(folder / "notes.txt", (LONG_AGO, LONG_AGO))
    assert check(library, Unwatched(), deep=True).found == []
