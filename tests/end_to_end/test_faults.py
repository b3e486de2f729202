"""Faults that have their own error, exit code and advice."""

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from index.lock import writer_lock
from tests.end_to_end.conftest import copy_library
from tests.end_to_end.folders import PEAGE, add_bicycles, change_tolls
from tests.end_to_end.program import ROOT, Apart, Finished, Here

WEIGHTS = ROOT / "models/weights/static"
NO_ROOM = (10, 11, 13, 16)
"""Exit codes of a disk that takes no more: no space, and what index, catalogue and files say of a limit."""


def refused(finished: Finished, code: int, *said: str) -> None:
    """Check that a command ended with one line of advice."""
    assert finished.code == code, finished
    for words in said:
        assert words in finished.err
    assert finished.err.startswith("savoir: ")
    assert finished.err.count("\n") == 1
    assert "Traceback" not in finished.err


def test_without_an_index_a_search_says_what_to_run(empty: Here) -> None:
    refused(empty("search", "péage"), 5, "savoir ingest")
    assert empty("status", "--json").json["index"] == "none yet"


def test_a_lost_index_is_built_again_from_the_catalogue_and_the_files(savoir: Here) -> None:
    before = savoir.search("péage urbain")
    shutil.rmtree(savoir.data / "index")
    refused(savoir("search", "péage urbain"), 5, "savoir reindex")
    assert savoir("reindex").code == 0
    assert savoir.search("péage urbain") == before


@pytest.mark.parametrize("lost", ["manifest.json", "points/passage/segments"])
def test_a_damaged_index_is_named_and_can_be_built_again(savoir: Here, lost: str) -> None:
    place = savoir.data / "index/v000001" / lost
    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink()
    refused(savoir("search", "péage urbain"), 8, "v000001", "savoir reindex")
    assert savoir("reindex").code == 0
    assert savoir.found("péage urbain")[0] == "peage-urbain"


def test_a_catalogue_of_a_newer_version_is_left_alone(savoir: Here) -> None:
    with closing(sqlite3.connect(savoir.data / "catalogue.sqlite")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    for command in (["search", "péage"], ["studies", "list"], ["ingest", savoir.data], ["serve"]):
        refused(savoir(*command), 12, "9999", "install the newer Savoir")


def test_a_damaged_catalogue_is_named(savoir: Here) -> None:
    for path in savoir.data.glob("catalogue.sqlite*"):
        path.write_bytes(b"no database at all" * 500)
    refused(savoir("studies", "list"), 13, "damaged", "backup")


def test_an_index_of_another_encoder_is_refused_until_it_is_built_again(
    savoir: Here, folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "encoder"
    shutil.copytree(WEIGHTS, other)
    tokenizer = other / "tokenizer.json"
    tokenizer.write_text(tokenizer.read_text(encoding="utf-8") + " ", encoding="utf-8")
    refused(savoir("search", "péage", SAVOIR_ENCODER=other), 7, "encoder", "savoir reindex")
    change_tolls(folder)
    refused(savoir("ingest", folder, SAVOIR_ENCODER=other), 7, "savoir reindex")
    assert savoir("reindex", SAVOIR_ENCODER=other).code == 0
    finished = savoir("search", "camions", "--json", SAVOIR_ENCODER=other)
    assert finished.json["results"][0]["study"]["id"] == "peage-urbain"
    refused(savoir("search", "camions"), 7, "savoir reindex")


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [("nowhere", 18, "nowhere"), ("emptied", 19, "modules.json"), ("cut", 19, "copy its files again")],
)
def test_an_encoder_that_cannot_be_loaded_is_named(
    savoir: Here, tmp_path: Path, name: str, code: int, said: str
) -> None:
    (tmp_path / "emptied").mkdir()
    shutil.copytree(WEIGHTS, tmp_path / "cut")
    (tmp_path / "cut/model.safetensors").write_bytes(b"cut")
    refused(savoir("search", "péage", SAVOIR_ENCODER=tmp_path / name), code, said)


def test_advice_keeps_its_brackets(savoir: Here, tmp_path: Path) -> None:
    other = tmp_path / "encoder"
    other.mkdir()
    modules = '[{"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"}]'
    (other / "modules.json").write_text(modules, encoding="utf-8")
    finished = savoir("search", "péage", SAVOIR_ENCODER=other)
    assert finished.code in (19, 20)
    assert finished.code == 19 or "savoir[transformers]" in finished.err


def test_a_second_writer_is_told_to_wait_while_readers_go_on(savoir: Here, folder: Path) -> None:
    with writer_lock(savoir.data / "index"):
        for command in (["ingest", folder], ["remove", "peage-urbain"], ["reindex"]):
            refused(savoir(*command), 6, "another process", "try again")
        assert savoir.found("péage urbain")[0] == "peage-urbain"


def test_a_qdrant_server_that_is_down_is_named(savoir: Here, folder: Path) -> None:
    nobody = "http://127.0.0.1:9"
    for command in (["search", "péage"], ["reindex"], ["remove", "peage-urbain"]):
        refused(savoir(*command, SAVOIR_QDRANT_URL=nobody), 9, nobody, "SAVOIR_QDRANT_URL")


@pytest.mark.parametrize("limit", [60_000, 20_000_000])
def test_a_disk_that_takes_no_more_ends_in_advice_and_leaves_the_old_version(
    savoir: Here, folder: Path, limit: int
) -> None:
    """The system refuses to write files beyond a size, as a full disk does at some byte or other."""
    before = savoir.search("péage urbain")
    add_bicycles(folder)
    (folder / "velo.txt").write_text("Le vélo en ville. " * 10_000, encoding="utf-8")
    finished = limited(savoir, limit, "ingest", folder)
    refused(finished, finished.code)
    assert finished.code in NO_ROOM
    assert savoir.search("péage urbain") == before
    assert savoir("ingest", folder).code == 0
    assert savoir.found("vélo en ville")[0] == "comptage-velos"


def limited(savoir: Here, size: int, *arguments: str | Path) -> Finished:
    """Run a command that may write files of a size at most."""
    script = (
        f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {resource.RLIM_INFINITY}))\n"
        "from search_api.cli.main import main; main()"
    )
    finished = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        cwd=ROOT,
        env={**Apart(savoir.data).environment(), "SAVOIR_WORKERS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    return Finished(finished.returncode, finished.stdout, finished.stderr)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 160 MB; one in memory would not do, as it fills by reading the holes of a file."""
    image, place = tmp_path / "image", tmp_path / "disk"
    place.mkdir()
    with image.open("wb") as file:
        file.truncate(160 << 20)
    for command in (["mkfs.ext4", "-q", str(image)], ["mount", "-o", "loop", str(image), str(place)]):
        if (
            shutil.which(command[0]) is None
            or subprocess.run(command, capture_output=True, check=False).returncode
        ):
            pytest.skip("no disk may be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.slow
def test_a_full_disk_ends_in_advice_wherever_it_strikes(
    small_disk: Path, built: Path, folder: Path, savoir: Here
) -> None:
    data = copy_library(built, small_disk / "data")
    here = replace(savoir, data=data)
    before = here.passages("péage urbain")
    add_bicycles(folder)
    change_tolls(folder)
    (folder / "peage.txt").write_text(PEAGE * 40, encoding="utf-8")
    ballast = small_disk / "ballast"
    for left in (0, 400_000, 30_000_000):
        with ballast.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, shutil.disk_usage(small_disk).free - left)
        finished = Apart(data).run("ingest", folder)
        refused(finished, finished.code)
        assert finished.code in NO_ROOM
        ballast.unlink()
        assert here.passages("péage urbain") == before
    assert here("ingest", folder).code == 0
    assert here.found("compteurs de cyclistes")[0] == "comptage-velos"
