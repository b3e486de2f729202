"""Findings kept beside the extraction."""

import gzip
from pathlib import Path

import pytest

from ingest.personal import kept
from ingest.personal.files import find_in_file
from ingest.personal.kept import kept_findings
from tests.ingest.personal.texts import extraction

TEXT = "Occupant : Bertrand Lacroix, rue des Glycines 14, GSM 0470 12 34 56."


def never(_: object) -> None:
    raise AssertionError("looked through again")


def test_an_unchanged_text_is_looked_through_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = extraction(TEXT, "rien", TEXT)
    first = kept_findings(tmp_path, text)
    monkeypatch.setattr(kept, "occurrences", never)
    assert kept_findings(tmp_path, text) == first == find_in_file(text)


def test_what_is_kept_tells_no_value(tmp_path: Path) -> None:
    kept_findings(tmp_path, extraction(TEXT))
    (path,) = tmp_path.iterdir()
    told = gzip.decompress(path.read_bytes()).decode()
    assert not [word for word in ("Lacroix", "Glycines", "0470") if word in told]


def test_another_text_of_the_same_file_is_looked_through_anew(tmp_path: Path) -> None:
    kept_findings(tmp_path, extraction(TEXT))
    assert kept_findings(tmp_path, extraction("rien")) == ()


@pytest.mark.parametrize("damage", [b"", b"no gzip", gzip.compress(b'{"text": 1}', mtime=0)])
def test_what_is_damaged_is_made_again(tmp_path: Path, damage: bytes) -> None:
    text = extraction(TEXT)
    first = kept_findings(tmp_path, text)
    (path,) = tmp_path.iterdir()
    path.write_bytes(damage)
    assert kept_findings(tmp_path, text) == first


def test_where_nothing_can_be_kept_findings_are_told_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "full").write_text("no folder")
    assert kept_findings(tmp_path / "full", extraction(TEXT)) == find_in_file(extraction(TEXT))
