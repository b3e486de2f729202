"""An ingest that is killed: the old version answers, and the next run finishes the work."""

import os
import random
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.conftest import copy_library
from tests.end_to_end.folders import add_bicycles, change_tolls
from tests.end_to_end.program import Apart, Here, kill_at_once, until

QUESTION = "péage urbain, camions et cyclistes"
"""So wide that all studies answer."""

KNOWN = 4
"""Extractions of the small library."""

MOMENTS: dict[str, Callable[[Path], bool]] = {
    "the first file is read": lambda data: len(list((data / "extractions").glob("*.gz"))) > KNOWN,
    "a draft of the index begins": lambda data: any((data / "index").glob("draft-*")),
    "the draft is written": lambda data: any((data / "index").glob("draft-*/manifest.json")),
    "the new version has its name": lambda data: (data / "index/v000002").exists(),
}


@pytest.fixture(scope="module")
def changed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the small library with a study more and a file changed."""
    folder = copy_library(built.parent / "folder", tmp_path_factory.mktemp("changed") / "folder")
    add_bicycles(folder)
    change_tolls(folder)
    return folder


def everything(savoir: Here) -> dict[str, Any]:
    """Return all that readers can see of a library."""
    return {
        "studies": savoir("studies", "list", "--json").json,
        "answer": savoir.search(QUESTION),
        "files": savoir("status", "--json").json["files"],
    }


@pytest.fixture(scope="module")
def undisturbed(built: Path, changed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data directory of a library that took the changed folder in without being killed."""
    data = copy_library(built, tmp_path_factory.mktemp("undisturbed") / "data")
    finished = Apart(data).run("ingest", changed)
    assert finished.code == 0, finished
    return data


@pytest.mark.parametrize("moment", MOMENTS)
def test_after_a_kill_the_library_answers_and_the_next_run_finishes(
    savoir: Here, changed: Path, undisturbed: Path, moment: str
) -> None:
    before = savoir.found(QUESTION)
    with Apart(savoir.data, {"SAVOIR_WORKERS": "1"}).running("ingest", changed) as process:
        until(lambda: MOMENTS[moment](savoir.data), process)
        kill_at_once(process)
    if (savoir.data / "index/current").read_text() == "v000001":
        assert savoir.found(QUESTION) == before

    assert savoir("ingest", changed).code == 0
    assert everything(savoir) == everything(replace(savoir, data=undisturbed))
    leftovers = [path.name for path in (savoir.data / "index").iterdir() if path.name.startswith("draft-")]
    assert leftovers == []
    assert list((savoir.data / "files/incoming").iterdir()) == []


def test_what_a_killed_reindex_was_doing_stays_out_of_sight(savoir: Here) -> None:
    before = savoir.search(QUESTION)
    with Apart(savoir.data).running("reindex") as process:
        until(lambda: any((savoir.data / "index").glob("draft-*/points")), process)
        kill_at_once(process)
    assert savoir.search(QUESTION) == before
    assert savoir("reindex").code == 0
    assert savoir.search(QUESTION) == before


ROUNDS = int(os.environ.get("SAVOIR_TEST_KILLS", "4"))
"""Commands killed at a moment of chance; fifty take some minutes."""


@pytest.mark.slow
def test_a_command_killed_at_any_moment_loses_nothing_that_was_acknowledged(
    savoir: Here, changed: Path
) -> None:
    """Each round kills a command, whatever it was doing, and mends what is left of it."""
    chance = random.Random(ROUNDS)
    begun = time.monotonic()
    assert Apart(savoir.data, {"SAVOIR_WORKERS": "1"}).run("ingest", changed, "--draft").code == 0
    whole = time.monotonic() - begun
    for number in range(ROUNDS):
        acknowledged = records(savoir)
        steps = next_steps(savoir, changed)
        with Apart(savoir.data, {"SAVOIR_WORKERS": "1"}).running(*steps[number % len(steps)]) as process:
            with suppress(subprocess.TimeoutExpired):
                process.wait(chance.uniform(0, whole))
            kill_at_once(process)
        assert savoir("status", "--repair", "--json").code == 0
        assert savoir("status", "--check", "--deep").code == 0
        assert acknowledged <= records(savoir)


def next_steps(savoir: Here, folder: Path) -> list[tuple[str | Path, ...]]:
    """Return a step of a life, as far as the study has come, and an ingest."""
    history = savoir("studies", "history", "comptage-velos", "--json").json
    changes = [change for revision in history for change in revision["changes"]]
    state = [change["to"] for change in changes if change["field"] == "state"][-1]
    step = {"draft": "submit", "in-review": "publish", "published": "withdraw", "withdrawn": "restore"}[state]
    reason = ("--reason", "Why not.") if step == "withdraw" else ()
    return [("studies", step, "comptage-velos", *reason), ("ingest", folder)]


def records(savoir: Here) -> set[str]:
    """Return every revision of every study, and every file that is kept."""
    studies = [study["id"] for study in savoir("studies", "list", "--all", "--json").json]
    told = [(study, savoir("studies", "history", study, "--json")) for study in studies]
    assert [finished for _, finished in told if finished.code] == []
    revisions = [f"{study} {revision['number']}" for study, finished in told for revision in finished.json]
    return {*revisions, *(path.name for path in (savoir.data / "files").glob("??/*"))}
