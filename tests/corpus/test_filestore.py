import errno
import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import FileMissingError, FileStoreError, SourceUnreadableError, StoreFullError
from corpus.filestore import FileStore, digest
from corpus.study import Sha256


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "étude.pdf"
    path.write_bytes(b"%PDF-1.7 " + bytes(range(256)) * 9000)
    return path


def files_under(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*") if path.is_file())


def test_a_file_comes_back_by_its_hash_byte_by_byte(store: FileStore, source: Path) -> None:
    kept = store.add(source)
    assert kept.sha256 == hashlib.sha256(source.read_bytes()).hexdigest()
    assert kept.size == source.stat().st_size
    assert store.path(kept.sha256).read_bytes() == source.read_bytes()


@given(st.binary(max_size=5000))
def test_the_digest_is_that_of_the_content(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "digest.bin"
    path.write_bytes(content)
    found = digest(path)
    assert (found.sha256, found.size) == (hashlib.sha256(content).hexdigest(), len(content))


def test_the_same_content_under_two_names_is_one_file(store: FileStore, source: Path, tmp_path: Path) -> None:
    other = tmp_path / "kopie.pdf"
    other.write_bytes(source.read_bytes())
    assert store.add(source) == store.add(other)
    assert len(files_under(tmp_path / "files")) == 1


def test_many_threads_adding_one_file_leave_one(store: FileStore, source: Path, tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        kept = set(pool.map(store.add, [source] * 24))
    assert len(kept) == 1
    assert files_under(tmp_path / "files") == [store.path(kept.pop().sha256)]


def test_a_full_disk_is_named_and_leaves_nothing(
    store: FileStore, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_space(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("corpus.filestore.os.fsync", no_space)
    with pytest.raises(StoreFullError, match="free some and run the command again"):
        store.add(source)
    assert files_under(tmp_path / "files") == []


def test_a_store_that_cannot_be_written_says_so(source: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file, not a folder")
    with pytest.raises(FileStoreError, match="may be written"):
        FileStore(blocked).add(source)


def test_what_an_interrupted_copy_left_is_never_seen_and_can_be_discarded(
    store: FileStore, source: Path, tmp_path: Path
) -> None:
    kept = store.add(source)
    half = tmp_path / "files" / "incoming" / "0123"
    half.write_bytes(b"half of a f")
    assert hashlib.sha256(b"half of a f").hexdigest() not in store
    assert store.discard_leftovers() == 1
    assert files_under(tmp_path / "files") == [store.path(kept.sha256)]


def test_a_leftover_that_comes_again_is_none_any_more(store: FileStore, source: Path) -> None:
    kept = store.add(source)
    before = datetime.now(UTC) - timedelta(days=1)
    place = store.path(kept.sha256)
    os.utime(place, (0, 0))
    assert store.leftovers((), before=before) == [place]
    store.add(source)
    assert store.leftovers((), before=before) == []
    store.discard_leftover(kept.sha256, before=before)
    assert kept.sha256 in store
    os.utime(place, (0, 0))
    store.discard_leftover(kept.sha256, before=before)
    assert kept.sha256 not in store


def test_a_truncated_copy_is_replaced_when_the_file_comes_again(store: FileStore, source: Path) -> None:
    place = store.path(store.add(source).sha256)
    place.write_bytes(b"%PDF")
    store.add(source)
    assert place.read_bytes() == source.read_bytes()


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "ab", "A" * 64, "a" * 64 + "\n", "a/" * 32])
def test_only_a_hash_can_become_a_path(store: FileStore, source: Path, name: str) -> None:
    store.add(source)
    assert name not in store
    with pytest.raises(FileMissingError):
        store.path(Sha256(name))


def test_a_pipe_a_folder_and_a_missing_file_are_refused_at_once(store: FileStore, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (pipe, tmp_path, tmp_path / "missing", Path("nul\0byte")):
        with pytest.raises(SourceUnreadableError):
            store.add(path)
