"""The sample corpus: what is written in the sources is found in the rendered files, in order."""

import re
import tomllib
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from corpus.study import FileState
from ingest.extract import extract
from ingest.partition import ocr
from ingest.passage import Extraction
from ingest.source import DEFAULT_LIMITS
from ingest.tools import pandoc
from models.language import Language
from tests.ingest.conftest import MakeSource

SAMPLE = Path(__file__).parents[2] / "corpus" / "sample"
_WORD = re.compile(r"[^\W_]+")
_CHART = re.compile(r"```chart.*?```", re.DOTALL)


def files() -> list[tuple[Path, Path, Language, str]]:
    """Return each rendered file with its source, language and layout."""
    found = []
    for study in sorted(SAMPLE.glob("sources/*/study.toml")):
        for file in tomllib.loads(study.read_text(encoding="utf-8"))["files"]:
            path = SAMPLE / file["path"]
            found.append((path, study.parent / file["source"], Language(file["language"]), file["layout"]))
    return found


def parameters() -> list[object]:
    return [pytest.param(*file, id=file[0].name) for file in files() if file[0].exists()]


def words(text: str) -> list[str]:
    return _WORD.findall(text.casefold().replace("’", "'"))


def without_overlap(extraction: Extraction, longest: int = 60) -> list[str]:
    """Return the texts of the passages without the words that each repeats from the one before."""
    texts: list[list[str]] = []
    for passage in extraction.passages:
        found, before = passage.text.split(), texts[-1] if texts else []
        same = max((n for n in range(1, min(longest, len(found)) + 1) if before[-n:] == found[:n]), default=0)
        texts.append(found[same:])
    return [" ".join(found) for found in texts]


def unmet(layout: str) -> str | None:
    if layout == "pdf-scan" and ocr.installed().missing is not None:
        return "tesseract with fra, nld and eng is not installed"
    return "pandoc is not installed" if layout == "odt" and pandoc() is None else None


@pytest.mark.parametrize(("path", "origin", "language", "layout"), parameters())
def test_a_sample_file_gives_back_its_source(
    path: Path, origin: Path, language: Language, layout: str, source_of: MakeSource
) -> None:
    if reason := unmet(layout):
        pytest.skip(reason)
    extraction = extract(source_of(path), DEFAULT_LIMITS)
    assert extraction.state is FileState.INDEXED, extraction.reason
    assert extraction.language is language
    assert {passage.language for passage in extraction.passages} == {language}
    wanted = words(_CHART.sub(" ", origin.read_text(encoding="utf-8")))
    got = words(" ".join(without_overlap(extraction)))
    kept = sum(
        block.size for block in SequenceMatcher(None, wanted, got, autojunk=False).get_matching_blocks()
    )
    assert kept >= (0.93 if layout == "pdf-scan" else 0.97) * len(wanted)
