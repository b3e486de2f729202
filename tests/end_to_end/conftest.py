"""One small library, built once and copied for each test."""

import subprocess
from pathlib import Path

import pytest

from tests.end_to_end.folders import write_folder, write_texts
from tests.end_to_end.program import Apart, Here


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data directory of a library of four studies."""
    root = tmp_path_factory.mktemp("small-library")
    finished = Apart(root / "data").run("ingest", write_folder(root / "folder"))
    assert finished.code == 0, finished
    return root / "data"


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    """The folder that the small library was made from; the test may change it."""
    return copy_library(built.parent / "folder", tmp_path / "folder")


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder of two studies in plain text, for tests that start from nothing."""
    return write_texts(tmp_path / "texts")


@pytest.fixture
def savoir(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Here:
    """Commands on a copy of the small library."""
    copy_library(built, tmp_path / "data")
    return Here(tmp_path / "data", monkeypatch, capsys)


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Here:
    """Commands on a data directory that is not there yet."""
    return Here(tmp_path / "data", monkeypatch, capsys)


def copy_library(source: Path, target: Path) -> Path:
    """Copy a data directory; the engine's files are mostly holes, which ``cp`` does not write."""
    subprocess.run(["cp", "-a", str(source), str(target)], check=True)
    return target
