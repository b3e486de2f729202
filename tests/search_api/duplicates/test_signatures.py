"""What is kept of a text is made once, and made anew where it is lost or damaged."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from corpus.catalogue.engine import sqlite_url
from corpus.catalogue.store import Catalogue
from corpus.filestore import FileStore
from corpus.study import FileState, Sha256, StudyFile
from ingest import cache
from ingest.passage import Extraction, Passage, PassageId
from ingest.source import Limits, Source
from ingest.watch import Unwatched
from models.encoder import Encoder
from models.language import Language
from search_api.duplicates.signatures import Signature, signatures
from search_api.settings import Settings


@dataclass(frozen=True, slots=True)
class Folder:
    catalogue: Catalogue
    files: FileStore
    extractions: Path
    limits: Limits
    settings: Settings


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Folder]:
    with Catalogue.open(sqlite_url(tmp_path / "c.sqlite")) as catalogue:
        yield Folder(catalogue, FileStore(tmp_path / "files"), tmp_path / "extractions", Limits(), Settings())


def put(shelf: Folder, tmp_path: Path, texts: list[str]) -> StudyFile:
    path = tmp_path / "a.txt"
    path.write_text("\n".join(texts), encoding="utf-8")
    stored = shelf.files.add(path)
    passages = tuple(passage(stored.sha256, number, text) for number, text in enumerate(texts))
    source = Source(path=path, sha256=stored.sha256, name="a.txt", language=None)
    made = Extraction(file=stored.sha256, state=FileState.INDEXED, passages=passages, language=Language.FR)
    cache.save(shelf.extractions, source, shelf.limits, made)
    return StudyFile(sha256=stored.sha256, name="a.txt", size=stored.size)


def passage(file: Sha256, number: int, text: str) -> Passage:
    return Passage(
        id=PassageId(f"{file[:16]}-{number}"),
        file=file,
        number=number,
        text=text,
        language=Language.FR,
        pages=None,
    )


def signature(shelf: Folder, file: StudyFile, encoder: Encoder) -> Signature:
    return signatures(shelf, [file], encoder, Unwatched())[file.sha256]


def same(one: Signature, other: Signature) -> bool:
    return (
        one.sketch.digest() == other.sketch.digest()
        and np.allclose(one.centre, other.centre, atol=1e-3)
        and (one.pieces, one.language) == (other.pieces, other.language)
    )


def test_a_text_is_read_once(shelf: Folder, tmp_path: Path, encoder: Encoder) -> None:
    file = put(shelf, tmp_path, ["Le péage urbain des ménages bruxellois", "coûte cher aux plus modestes"])
    made = signature(shelf, file, encoder)
    assert (made.language, made.pieces > 0) == (Language.FR, True)
    for kept in shelf.extractions.glob("*.json.gz"):
        kept.unlink()
    assert same(signature(shelf, file, encoder), made)


@pytest.mark.parametrize("content", [b"", b"half"])
def test_what_a_power_failure_cut_short_is_made_anew(
    shelf: Folder, tmp_path: Path, encoder: Encoder, content: bytes
) -> None:
    file = put(shelf, tmp_path, ["Le péage urbain des ménages bruxellois"])
    made = signature(shelf, file, encoder)
    (path,) = shelf.extractions.glob("*.signature")
    path.write_bytes(content)
    assert same(signature(shelf, file, encoder), made)
    assert path.read_bytes() != content


def test_a_lost_file_does_not_keep_the_others_from_being_compared(
    shelf: Folder, tmp_path: Path, encoder: Encoder
) -> None:
    lost = put(shelf, tmp_path, ["Le péage urbain des ménages bruxellois"])
    there = put(shelf, tmp_path, ["Le bruit des avions au-dessus de la Région"])
    shelf.files.path(lost.sha256).unlink()
    assert set(signatures(shelf, [lost, there], encoder, Unwatched())) == {there.sha256}


def test_a_file_without_text_has_no_signature(shelf: Folder, tmp_path: Path, encoder: Encoder) -> None:
    empty = put(shelf, tmp_path, [])
    assert signatures(shelf, [empty], encoder, Unwatched()) == {}


def test_a_text_of_two_words_has_a_signature_that_claims_nothing(
    shelf: Folder, tmp_path: Path, encoder: Encoder
) -> None:
    assert signature(shelf, put(shelf, tmp_path, ["Le péage urbain"]), encoder).pieces == 0
