"""ZIP archives and names that come from elsewhere."""

import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.jobs import JobId
from search_api.jobs.archives import RATIO_FROM, unpack
from search_api.jobs.errors import (
    BombError,
    DamagedError,
    InboxFullError,
    LinkError,
    LockedError,
    NamesError,
    NestedError,
    NothingSentError,
    PathError,
    SameNameError,
    TooManyFilesError,
    UploadError,
    UploadTooLargeError,
)
from search_api.jobs.inbox import Inbox
from search_api.jobs.names import safe_path, zipped_name
from search_api.jobs.staging import InboxLimits

LIMITS = InboxLimits(size=100_000_000, files=5, space=0)


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    return Inbox(tmp_path / "inbox", LIMITS)


def zipped(path: Path, *members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path.read_bytes()


def link(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name)
    member.external_attr = (stat.S_IFLNK | 0o777) << 16
    return member


def locked(archive: bytes) -> bytes:
    """Set the flag of encryption, in the header of the member and in the list at the end."""
    changed = bytearray(archive)
    changed[6] |= 1
    changed[archive.rfind(b"PK\x01\x02") + 8] |= 1
    return bytes(changed)


def lying(archive: bytes) -> bytes:
    """Declare that the member unpacks to ten bytes."""
    changed = bytearray(archive)
    listed = archive.rfind(b"PK\x01\x02") + 24
    changed[22:26] = changed[listed : listed + 4] = (10).to_bytes(4, "little")
    return bytes(changed)


def unpacked(inbox: Inbox, archive: bytes) -> list[str]:
    with inbox.stage() as stage:
        stage.add("envoi.zip", [archive])
        unpack(stage, "envoi.zip")
        return sorted(stage.names)


def is_empty(inbox: Inbox) -> bool:
    return list(inbox.folder(JobId("any")).parent.iterdir()) == []


def test_an_archive_is_unpacked_where_it_lay(inbox: Inbox, tmp_path: Path) -> None:
    archive = zipped(tmp_path / "a", ("dossier/", b""), ("dossier/étude.txt", b"a"), ("__MACOSX/x", b""))
    with inbox.stage() as stage:
        stage.add("envoi/tout.zip", [archive])
        unpack(stage, "envoi/tout.zip")
        assert stage.names == ["envoi/dossier/étude.txt"]
        assert stage.size == 1
        assert (stage.folder / "envoi/dossier/étude.txt").read_bytes() == b"a"
        assert not (stage.folder / "envoi/tout.zip").exists()


@pytest.mark.parametrize(
    ("member", "error"),
    [
        ("../dehors.txt", PathError),
        ("dossier/../../dehors.txt", PathError),
        ("/etc/passwd", PathError),
        ("C:\\Windows\\x.txt", PathError),
        ("..\\dehors.txt", PathError),
        (link("lien.txt"), LinkError),
        ("dedans.zip", NestedError),
        ("dedans.tar.gz", NestedError),
    ],
    ids=str,
)
def test_what_could_harm_the_machine_is_refused_by_name_and_nothing_is_kept(
    inbox: Inbox, tmp_path: Path, member: str | zipfile.ZipInfo, error: type[UploadError]
) -> None:
    archive = zipped(tmp_path / "a", ("bon.txt", b"a"), (member, b"b"))
    with pytest.raises(error) as refused:
        unpacked(inbox, archive)
    assert refused.value.name == (member if isinstance(member, str) else member.filename)
    assert "nothing of this upload was kept" in str(refused.value)
    assert is_empty(inbox)


def test_a_bomb_is_refused_before_it_is_unpacked(inbox: Inbox, tmp_path: Path) -> None:
    with pytest.raises(BombError):
        unpacked(inbox, zipped(tmp_path / "a", ("a.txt", bytes(RATIO_FROM + 1))))
    assert is_empty(inbox)


@pytest.mark.parametrize("change", [locked, lying, lambda archive: archive[:-30], lambda _: b"no archive"])
def test_an_archive_that_is_locked_or_broken_is_refused(inbox: Inbox, tmp_path: Path, change: object) -> None:
    archive = zipped(tmp_path / "a", ("a.txt", b"text " * 100))
    with pytest.raises((LockedError, DamagedError)):
        unpacked(inbox, change(archive))  # type: ignore[operator]
    assert is_empty(inbox)


def test_an_archive_counts_by_what_it_holds(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path / "inbox", InboxLimits(size=1000, files=2, space=0))
    with pytest.raises(TooManyFilesError):
        unpacked(inbox, zipped(tmp_path / "a", *((f"{n}.txt", b"") for n in range(3))))
    with pytest.raises(UploadTooLargeError):
        unpacked(inbox, zipped(tmp_path / "b", ("a.txt", bytes(1001))))
    assert is_empty(inbox)


@pytest.mark.parametrize("encoding", ["utf-8", "cp850", "cp1252"])
def test_names_in_the_encodings_of_windows_and_unix_are_read(encoding: str) -> None:
    as_zipfile_gives_it = "étude élève œuvre"[:11].encode(encoding).decode("cp437")
    assert zipped_name(as_zipfile_gives_it, is_utf8=False) == "étude élève"


def test_names_in_another_encoding_are_refused() -> None:
    with pytest.raises(NamesError):
        zipped_name("исследование".encode("cp866").decode("cp437"), is_utf8=False)


@given(st.text(max_size=40))
def test_a_safe_path_stays_in_its_folder(name: str) -> None:
    try:
        path = safe_path(name)
    except PathError:
        return
    assert not path.is_absolute()
    assert ".." not in path.parts
    assert (Path("/folder") / path).is_relative_to("/folder")


def test_an_upload_is_complete_or_not_there(inbox: Inbox) -> None:
    with inbox.stage() as stage:
        stage.add("a.txt", [b"a", b"b"])
        stage.add("dossier/a.txt", [b"c"])
    assert (inbox.folder(stage.id) / "a.txt").read_bytes() == b"ab"
    with pytest.raises(NothingSentError), inbox.stage() as empty:
        pass
    assert not inbox.folder(empty.id).exists()


@pytest.mark.parametrize("second", ["a.txt", "a.txt/b.txt"])
def test_two_files_of_one_name_are_refused(inbox: Inbox, second: str) -> None:
    with inbox.stage() as stage:
        stage.add("a.txt", [b"a"])
        with pytest.raises(SameNameError):
            stage.add(second, [b"b"])


def test_an_upload_stops_where_it_is_too_large_or_the_disk_too_full(tmp_path: Path) -> None:
    small = Inbox(tmp_path / "small", InboxLimits(size=3, files=1, space=0))
    with pytest.raises(UploadTooLargeError), small.stage() as stage:
        stage.add("a.txt", [b"ab", b"cd"])
    with small.stage() as stage:
        stage.add("a.txt", [b"a"])
        with pytest.raises(TooManyFilesError):
            stage.add("b.txt", [b"b"])
    small.discard(stage.id)
    full = Inbox(tmp_path / "full", InboxLimits(size=3, files=1, space=1 << 60))
    with pytest.raises(InboxFullError), full.stage() as stage:
        stage.add("a.txt", [b"a"])
    assert is_empty(small)
    assert is_empty(full)


def test_folders_of_no_job_go_unless_somebody_fills_them(inbox: Inbox) -> None:
    with inbox.stage() as wanted:
        wanted.add("a.txt", [b"a"])
    with inbox.stage() as orphan:
        orphan.add("a.txt", [b"a"])
    with inbox.stage() as being_filled:
        being_filled.add("a.txt", [b"a"])
        assert inbox.discard_orphans([wanted.id]) == 1
        assert being_filled.folder.exists()
    assert wanted.folder.exists()
    assert not orphan.folder.exists()
