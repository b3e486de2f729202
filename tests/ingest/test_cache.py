"""Extractions on disk."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.reasons import reason
from corpus.study import FileState, Sha256
from ingest import cache
from ingest.codec import extraction_from_json, extraction_to_json
from ingest.passage import Extraction, Heading, PageSpan, Passage, PassageId
from ingest.source import DEFAULT_LIMITS, Limits, Source
from models.language import Language

FILE = Sha256("0" * 63 + "f")
SOURCE = Source(path=Path("kept"), sha256=FILE, name="Étude.PDF")
NO_OCR = reason("pages.no-ocr", pages="2", count=1, packages="tesseract-ocr")
PARTIAL = Extraction(file=FILE, state=FileState.PARTIAL, reason=NO_OCR)

languages = st.none() | st.sampled_from(Language)
texts = st.text(max_size=50)
numbers = st.none() | st.integers(0, 5000)
spans = st.none() | st.builds(PageSpan, st.integers(1, 9), st.integers(9, 5000))
passages = st.builds(
    Passage,
    id=texts.map(PassageId),
    file=st.just(FILE),
    number=st.integers(0, 9999),
    text=texts,
    language=languages,
    pages=spans,
    headings=st.lists(texts, max_size=3).map(tuple),
)
reasons = st.recursive(
    st.builds(lambda text, number: reason("x", text=text, number=number), texts, st.integers()),
    lambda inner: st.builds(lambda one, other: reason("y", one, fact=other), inner, inner),
    max_leaves=4,
)
headings = st.builds(Heading, text=texts, depth=st.integers(1, 7), page=st.none() | st.integers(1, 5000))
extractions = st.builds(
    Extraction,
    file=st.just(FILE),
    state=st.sampled_from(FileState),
    passages=st.lists(passages, max_size=4).map(tuple),
    outline=st.lists(headings, max_size=3).map(tuple),
    title=st.none() | texts,
    author=st.none() | texts,
    created=st.none() | st.dates(date(1980, 1, 1)),
    language=languages,
    pages_found=numbers,
    pages_with_text=numbers,
    reason=st.none() | reasons,
)


@given(extractions)
def test_an_extraction_comes_back_from_json(extraction: Extraction) -> None:
    assert extraction_from_json(extraction_to_json(extraction)) == extraction


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(extractions)
def test_an_extraction_comes_back_from_disk(tmp_path: Path, extraction: Extraction) -> None:
    cache.save(tmp_path, SOURCE, DEFAULT_LIMITS, extraction)
    assert cache.load(tmp_path, SOURCE, DEFAULT_LIMITS) == extraction
    assert [path.name for path in tmp_path.iterdir()] == [cache.cache_path(tmp_path, FILE).name]


@pytest.mark.parametrize("damage", [b"", b"\x1f\x8b", b"{}", None])
def test_a_damaged_or_absent_one_is_made_again(tmp_path: Path, damage: bytes | None) -> None:
    if damage is not None:
        cache.cache_path(tmp_path, FILE).write_bytes(damage)
    assert cache.load(tmp_path, SOURCE, DEFAULT_LIMITS) is None


def test_a_partial_one_is_made_again_once_more_programs_or_time_are_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.save(tmp_path, SOURCE, DEFAULT_LIMITS, PARTIAL)
    assert cache.load(tmp_path, SOURCE, DEFAULT_LIMITS) == PARTIAL
    assert cache.load(tmp_path, SOURCE, Limits(seconds=900)) is None
    monkeypatch.setattr("ingest.cache.tesseract_languages", lambda: ("deu",))
    assert cache.load(tmp_path, SOURCE, DEFAULT_LIMITS) is None


def test_a_complete_one_serves_under_any_limits(tmp_path: Path) -> None:
    whole = Extraction(file=FILE, state=FileState.INDEXED)
    cache.save(tmp_path, SOURCE, DEFAULT_LIMITS, whole)
    assert cache.load(tmp_path, SOURCE, Limits(seconds=1)) == whole


def test_the_same_bytes_under_another_extension_or_language_are_read_again(tmp_path: Path) -> None:
    cache.save(tmp_path, SOURCE, DEFAULT_LIMITS, Extraction(file=FILE, state=FileState.INDEXED))
    named = Source(path=SOURCE.path, sha256=FILE, name="étude.docx")
    told = Source(path=SOURCE.path, sha256=FILE, name=SOURCE.name, language=Language.NL)
    assert cache.load(tmp_path, named, DEFAULT_LIMITS) is None
    assert cache.load(tmp_path, told, DEFAULT_LIMITS) is None


def test_a_disk_that_is_full_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.save(tmp_path, SOURCE, DEFAULT_LIMITS, PARTIAL)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        cache.save(tmp_path, SOURCE, DEFAULT_LIMITS, Extraction(file=FILE, state=FileState.INDEXED))
    monkeypatch.undo()
    assert cache.load(tmp_path, SOURCE, DEFAULT_LIMITS) == PARTIAL
    assert len(list(tmp_path.iterdir())) == 1
