"""Backups: made while a library is in use, restored whole or not at all."""

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.conftest import copy_library
from tests.end_to_end.folders import add_bicycles
from tests.end_to_end.program import Apart, Here, kill_at_once, until

QUESTION = "péage urbain, camions et cyclistes"

Change = Callable[[dict[str, bytes], dict[str, Any]], None]
"""Changes the members of an archive and its manifest, in place."""


@pytest.fixture(scope="module")
def archive(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the small library."""
    written = tmp_path_factory.mktemp("backup") / "savoir.zip"
    finished = Apart(built).run("backup", written)
    assert finished.code == 0, finished
    return written


@pytest.fixture
def large(savoir: Here) -> Here:
    """A library with a file of 96 MB, so that its backup takes long enough to be interrupted."""
    folder = savoir.data.parent / "more"
    folder.mkdir()
    with (folder / "large.txt").open("wb") as large:
        large.write(b"Un long texte en attente.\n" * 40)
        large.truncate(96 << 20)
    assert savoir("ingest", folder).code == 1, "it is too large to be read, but it is kept"
    return savoir


def changed(archive: Path, target: Path, change: Change) -> Path:
    """Write the archive again, with something else in it."""
    with zipfile.ZipFile(archive) as content:
        members = {name: content.read(name) for name in content.namelist() if name != "manifest.json"}
        manifest = json.loads(content.read("manifest.json"))
    change(members, manifest)
    with zipfile.ZipFile(target, "w") as content:
        for name, data in members.items():
            content.writestr(name, data)
        content.writestr("manifest.json", json.dumps(manifest))
    return target


def seen(savoir: Here) -> dict[str, Any]:
    """Return all that readers can see of a library."""
    return {
        "studies": savoir("studies", "list", "--json").json,
        "answer": savoir.search(QUESTION),
        "files": savoir("status", "--json").json["files"],
    }


def contents(folder: Path) -> dict[str, str]:
    """Return every file under a folder by its path, as a hash, but for findings, which are made anew."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and ".findings-" not in path.name
    }


def test_a_restored_library_is_seen_as_the_one_that_was_backed_up(
    savoir: Here, tmp_path: Path, archive: Path
) -> None:
    other = replace(savoir, data=tmp_path / "other")
    restored = other("restore", archive)
    assert restored.code == 0, restored.err
    assert "4 studies, 4 files and 0 judgements are back" in restored.out
    assert "0 files were read again" in restored.out
    assert seen(other) == seen(savoir)
    assert savoir("status", "--json").json["backup"]["size"] > 0
    assert other("status", "--json").json["backup"] is None, "this place was never backed up"
    for part in ("files", "extractions"):
        assert contents(other.data / part) == contents(savoir.data / part)
    assert not (other.data / ".restoring").exists()


def test_keys_and_tokens_are_left_out_unless_asked_for(savoir: Here, tmp_path: Path) -> None:
    secret = {"SAVOIR_JUDGE_TOKENS": "ada:a-very-long-secret-token", "SAVOIR_SEARCH_RATE": "77"}
    assert savoir("backup", tmp_path / "a.zip", **secret).code == 0
    assert savoir("backup", tmp_path / "b.zip", "--with-secrets", **secret).code == 0
    without, with_them = (
        zipfile.ZipFile(tmp_path / name).read("settings.env").decode() for name in ("a.zip", "b.zip")
    )
    assert "a-very-long-secret-token" not in without
    assert "SAVOIR_JUDGE_TOKENS is a secret" in without
    assert "SAVOIR_SEARCH_RATE=77" in without
    assert "SAVOIR_JUDGE_TOKENS=ada:a-very-long-secret-token" in with_them


def test_an_archive_and_the_settings_in_it_are_for_their_owner_alone(savoir: Here, tmp_path: Path) -> None:
    assert savoir("backup", tmp_path / "mine.zip").code == 0
    other = replace(savoir, data=tmp_path / "other")
    assert other("restore", tmp_path / "mine.zip").code == 0
    for path in (tmp_path / "mine.zip", other.data / "settings.env"):
        assert path.stat().st_mode & 0o077 == 0


def test_a_file_that_is_there_is_not_overwritten(savoir: Here, tmp_path: Path) -> None:
    (tmp_path / "mine.zip").write_text("mine")
    refused = savoir("backup", tmp_path / "mine.zip")
    assert refused.code == 50
    assert "there already" in refused.err
    assert (tmp_path / "mine.zip").read_text() == "mine"


def test_a_folder_without_a_library_is_not_backed_up(empty: Here, tmp_path: Path) -> None:
    refused = empty("backup", tmp_path / "none.zip")
    assert refused.code == 13
    assert "SAVOIR_DATA_DIR" in refused.err
    assert not empty.data.exists()
    assert list(tmp_path.iterdir()) == []


def test_a_catalogue_on_a_server_is_left_to_its_own_tools(savoir: Here, tmp_path: Path) -> None:
    url = "postgresql+psycopg://savoir:hush@db.example/savoir"
    for command in ("backup", "restore"):
        refused = savoir(command, tmp_path / "server.zip", SAVOIR_CATALOGUE_URL=url)
        assert refused.code == 50
        assert "pg_dump" in refused.err
        assert "hush" not in refused.err


def test_a_lost_file_is_told_of_and_the_rest_is_kept(savoir: Here, tmp_path: Path) -> None:
    lost, damaged = sorted(path for path in (savoir.data / "files").rglob("*") if path.is_file())[:2]
    lost.unlink()
    damaged.write_text("something else")
    written = savoir("backup", tmp_path / "less.zip")
    assert written.code == 1
    assert lost.name in written.out
    assert damaged.name in written.out
    names = zipfile.ZipFile(tmp_path / "less.zip").namelist()
    assert not {f"files/{lost.name}", f"files/{damaged.name}"} & set(names)


def test_a_backup_during_an_ingest_is_whole(savoir: Here, folder: Path, tmp_path: Path) -> None:
    add_bicycles(folder)
    with Apart(savoir.data, {"SAVOIR_WORKERS": "1"}).running("ingest", folder) as process:
        until(lambda: any((savoir.data / "index").glob("draft-*")), process)
        written = savoir("backup", tmp_path / "during.zip")
        process.communicate()
    assert written.code == 0, written.err
    other = replace(savoir, data=tmp_path / "other")
    assert other("restore", tmp_path / "during.zip").code == 0
    listed = "studies", "list", "--json"
    assert other(*listed).json == savoir(*listed).json
    assert other("status", "--json").json["files"] == savoir("status", "--json").json["files"]
    assert sorted(other.found(QUESTION)) == sorted(savoir.found(QUESTION))


def test_a_killed_backup_leaves_no_archive_and_the_next_one_clears_up(large: Here, tmp_path: Path) -> None:
    target = tmp_path / "backups" / "savoir.zip"
    target.parent.mkdir()
    part = target.parent / ".savoir.zip.part"
    with Apart(large.data).running("backup", target) as process:
        until(lambda: any(part.glob("*/archive.zip")), process)
        kill_at_once(process)
    assert not target.exists()
    assert part.exists()
    assert large("backup", target).code == 0
    assert list(target.parent.iterdir()) == [target]


def test_a_killed_restore_leaves_no_library_and_the_next_one_begins_anew(large: Here, tmp_path: Path) -> None:
    assert large("backup", tmp_path / "savoir.zip").code == 0
    other = replace(large, data=tmp_path / "other")
    with Apart(other.data).running("restore", tmp_path / "savoir.zip") as process:
        until(lambda: any((other.data / ".restoring").glob("files/*/*")), process)
        kill_at_once(process)
    assert not (other.data / "catalogue.sqlite").exists()
    restored = other("restore", tmp_path / "savoir.zip")
    assert restored.code == 0, restored.err
    assert seen(other) == seen(large)


def test_what_a_restore_had_moved_before_it_was_killed_does_not_stand_in_the_way(
    empty: Here, archive: Path
) -> None:
    (empty.data / ".restoring").mkdir(parents=True)
    (empty.data / "files/aa").mkdir(parents=True)
    (empty.data / "files/aa/stray").write_text("moved before the kill")
    assert empty("restore", archive).code == 0
    assert not (empty.data / "files/aa/stray").exists()


@pytest.mark.parametrize("holds", ["catalogue.sqlite", "files/x", "notes.txt", "index/current"])
def test_a_data_directory_that_holds_something_is_refused_and_stays_as_it_is(
    empty: Here, archive: Path, holds: str
) -> None:
    there = empty.data / holds
    there.parent.mkdir(parents=True)
    there.write_text("mine")
    refused = empty("restore", archive)
    assert refused.code == 51
    assert "is not empty" in refused.err
    assert contents(empty.data) == {holds: sha256(b"mine").hexdigest()}


def _lose_a_file(members: dict[str, bytes], manifest: dict[str, Any]) -> None:
    del members[_a_file(members)]


def _lose_a_file_and_its_entry(members: dict[str, bytes], manifest: dict[str, Any]) -> None:
    name = _a_file(members)
    del members[name], manifest["members"][name]


def _change_a_file(members: dict[str, bytes], manifest: dict[str, Any]) -> None:
    members[_a_file(members)] += b"!"


def _claim_another_hash(members: dict[str, bytes], manifest: dict[str, Any]) -> None:
    name = _a_file(members)
    manifest["members"][name]["sha256"] = "0" * 64


def _change_the_catalogue(members: dict[str, bytes], manifest: dict[str, Any]) -> None:
    data = b"SQLite format 3\0" + b"nonsense" * 500
    members["catalogue.sqlite"] = data
    manifest["members"]["catalogue.sqlite"] = {"sha256": sha256(data).hexdigest(), "size": len(data)}


def _count_otherwise(members: dict[str, bytes], manifest: dict[str, Any]) -> None:
    manifest["counts"]["studies"] += 1


def _garble_the_manifest(members: dict[str, bytes], manifest: dict[str, Any]) -> None:
    manifest["members"] = "all of them"


def _of_another_program(members: dict[str, bytes], manifest: dict[str, Any]) -> None:
    manifest["format"] = "other-backup"


def _newer_format(members: dict[str, bytes], manifest: dict[str, Any]) -> None:
    manifest["version"] = 2


def _newer_tables(members: dict[str, bytes], manifest: dict[str, Any]) -> None:
    manifest["revision"] = "9999"


def _a_member_outside(name: str) -> Change:
    def change(members: dict[str, bytes], manifest: dict[str, Any]) -> None:
        members[name] = b"mine"
        manifest["members"][name] = {"sha256": sha256(b"mine").hexdigest(), "size": 4}

    return change


def _a_file(members: dict[str, bytes]) -> str:
    return min(name for name in members if name.startswith("files/"))


BAD: dict[str, tuple[Change, int]] = {
    "a file is missing": (_lose_a_file, 53),
    "a file that the catalogue knows is missing": (_lose_a_file_and_its_entry, 53),
    "a file was changed": (_change_a_file, 53),
    "a file is called otherwise than by its content": (_claim_another_hash, 53),
    "the catalogue is no database": (_change_the_catalogue, 53),
    "the counts are others": (_count_otherwise, 53),
    "the manifest is garbled": (_garble_the_manifest, 53),
    "it is another program's": (_of_another_program, 52),
    "its format is newer": (_newer_format, 54),
    "its catalogue is newer": (_newer_tables, 54),
    "a member climbs out": (_a_member_outside("../escaped"), 52),
    "a member is absolute": (_a_member_outside("/tmp/escaped"), 52),
    "a member climbs out of files": (_a_member_outside("files/../../escaped"), 52),
    "a member is called by a backslash": (_a_member_outside("files\\..\\escaped"), 52),
    "a member is unknown": (_a_member_outside("index/current"), 52),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_archive_is_refused_and_nothing_is_restored(
    empty: Here, tmp_path: Path, archive: Path, case: str
) -> None:
    change, code = BAD[case]
    refused = empty("restore", changed(archive, tmp_path / "bad.zip", change))
    assert refused.code == code, refused.err
    assert "nothing was changed" in refused.err
    assert set(contents(empty.data)) <= {"index/lock"}
    assert not (tmp_path / "escaped").exists()


def test_an_archive_that_was_cut_short_is_refused(empty: Here, tmp_path: Path, archive: Path) -> None:
    whole = archive.read_bytes()
    for length in (0, 100, len(whole) // 2, len(whole) - 1):
        (tmp_path / "cut.zip").write_bytes(whole[:length])
        assert empty("restore", tmp_path / "cut.zip").code in (52, 53)
    assert set(contents(empty.data) if empty.data.exists() else ()) <= {"index/lock"}


def test_a_bit_that_decayed_is_found(empty: Here, tmp_path: Path, archive: Path) -> None:
    content = bytearray(archive.read_bytes())
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        place = opened.getinfo(_a_file(dict.fromkeys(opened.namelist(), b""))).header_offset + 200
    content[place] ^= 4
    (tmp_path / "decayed.zip").write_bytes(content)
    assert empty("restore", tmp_path / "decayed.zip").code == 53


def test_a_zip_of_something_else_and_a_missing_file_are_refused(empty: Here, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "holiday.zip", "w") as content:
        content.writestr("beach.jpg", b"sand")
    assert empty("restore", tmp_path / "holiday.zip").code == 52
    assert empty("restore", tmp_path / "nothing.zip").code == 50


def test_after_an_archive_was_refused_a_good_one_is_restored(
    empty: Here, tmp_path: Path, archive: Path
) -> None:
    bad = changed(archive, tmp_path / "bad.zip", _change_a_file)
    assert empty("restore", bad).code == 53
    assert empty("restore", archive).code == 0


def test_a_data_directory_that_is_a_file_is_refused(empty: Here, archive: Path) -> None:
    empty.data.write_text("mine")
    refused = empty("restore", archive)
    assert refused.code == 50
    assert "nothing is half restored" in refused.err
    assert empty.data.read_text() == "mine"


def test_a_library_in_use_is_not_restored_into(savoir: Here, archive: Path) -> None:
    before = contents(copy_library(savoir.data, savoir.data.parent / "before"))
    assert savoir("restore", archive).code == 51
    assert contents(savoir.data) == before


def test_a_library_with_a_lost_file_is_restored_and_mended_by_an_ingest(
    savoir: Here, folder: Path, tmp_path: Path
) -> None:
    next(path for path in sorted((savoir.data / "files").rglob("*")) if path.is_file()).unlink()
    assert savoir("backup", tmp_path / "less.zip").code == 1
    other = replace(savoir, data=tmp_path / "other")
    restored = other("restore", tmp_path / "less.zip")
    assert restored.code == 17
    assert "4 studies" in restored.out
    assert "run `savoir ingest` on the folder it came from" in restored.err
    assert other("ingest", folder).code == 0
    assert sorted(other.found(QUESTION)) == sorted(savoir.found(QUESTION))
