"""Real documents: every one ends in a recorded state.

The default run takes a part of them; ``pytest -m slow`` takes all, which OCR makes last two to three minutes
on two cores.
"""

import hashlib
from pathlib import Path

import pytest

from corpus.study import FileState, Sha256
from ingest.batch import extract_all
from ingest.source import Source

DATA = Path(__file__).parents[2].parent / "shared" / "data" / "files"
_SMALL = 60_000  # bytes
_PART = 16  # one in so many of the small ones


def chosen(every: bool) -> list[Path]:
    found = sorted(path for path in DATA.glob("*/*") if path.is_file())
    return found if every else [path for path in found if path.stat().st_size < _SMALL][::_PART]


@pytest.mark.data
@pytest.mark.slow
@pytest.mark.skipif(not DATA.exists(), reason="the measuring data is not beside the checkout")
def test_every_real_document_ends_in_a_recorded_state(pytestconfig: pytest.Config) -> None:
    paths = chosen("slow" in pytestconfig.getoption("markexpr"))
    sources = [
        Source(path=path, sha256=Sha256(hashlib.sha256(path.read_bytes()).hexdigest()), name=path.name)
        for path in paths
    ]
    results = {source.path: extraction for source, extraction in extract_all(sources)}
    assert set(results) == set(paths)
    for path, extraction in results.items():
        complete = extraction.state is FileState.INDEXED
        assert complete == (extraction.reason is None), path
        assert not complete or extraction.passages, path
        assert "broke down" not in str(extraction.reason), path
        assert extraction.pages_with_text is None or extraction.pages_found is not None, path
