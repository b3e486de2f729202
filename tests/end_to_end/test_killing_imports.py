"""Imports of which server and worker are killed at moments of chance: nothing acknowledged is lost."""

import os
import random
import signal
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import httpx2
import pytest

from tests.end_to_end.asking import asked
from tests.end_to_end.folders import PEAGE
from tests.end_to_end.program import Apart, Here, accepts, free_port, kill_at_once, until

STATIC = {"SAVOIR_ENCODER": "static", "SAVOIR_WORKERS": "1", "SAVOIR_SPACE_KEPT": "0"}
ROUNDS = int(os.environ.get("SAVOIR_TEST_KILLS", "2"))
"""Rounds of a kill; fifty take a quarter of an hour."""
SEED = int(os.environ.get("SAVOIR_TEST_SEED", "6"))
FILES = 4
"""Studies of one import, and a file that no row names."""

_EARLY = 0.25
SCOPES = ("desk:read", "studies:write", "studies:publish", "imports:write")
OVER = ("done", "failed", "cancelled")


@dataclass(slots=True)
class Ledger:
    """What the library has acknowledged."""

    data: Path
    jobs: dict[str, int] = field(default_factory=dict)
    """The imports that were taken in, each with its number."""
    kept: set[str] = field(default_factory=set)
    """Every revision of every study, and every file."""

    def open_jobs(self) -> set[str]:
        states = dict(asked(self.data, "SELECT id, state FROM job WHERE kind = 'import'"))
        return {job for job in self.jobs if states[job] not in OVER}

    def records(self) -> set[str]:
        revisions = asked(self.data, "SELECT DISTINCT study_id, revision FROM study_change")
        files = (path.name for path in (self.data / "files").glob("??/*"))
        return {*(f"{study} {number}" for study, number in revisions), *files}


def parts(number: int) -> list[tuple[str, tuple[str, str]]]:
    """Return an import with an inventory and its files, whose texts no other import has."""
    rows = [f"r{number}-{n};Le péage urbain, envoi {number}, tome {n};2021;{n}.txt" for n in range(FILES)]
    texts = {f"{n}.txt": f"{PEAGE}\nEnvoi {number}, tome {n}.\n" for n in (*range(FILES), "seul")}
    inventory = "\n".join(["Identifiant;Titre;Date;Fichier", *rows])
    return [("files", pair) for pair in {"inventaire.csv": inventory, **texts}.items()]


def as_folder(number: int, folder: Path) -> Path:
    folder.mkdir()
    for _, (name, text) in parts(number):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@dataclass(frozen=True, slots=True)
class Kills:
    """Kills whatever works on the library, and keeps account."""

    ledger: Ledger
    token: str
    chance: random.Random
    whole: float
    """Seconds from the beginning of an import to its end, in a worker that nobody disturbs."""
    folders: Path
    command: Here

    def worker(self, number: int) -> None:
        """Have a command take an import in, and kill a worker that does it."""
        if not self.ledger.open_jobs():
            folder = as_folder(number, self.folders / str(number))
            sent = self.command("import", folder, "--no-wait", "--json")
            assert sent.code == 0, sent
            self.ledger.jobs[sent.json["id"]] = number
        before = self._attempts()
        with Apart(self.ledger.data, STATIC).running("worker", out=subprocess.DEVNULL) as process:
            self._begun(process, before)
            self._wait(process)
            kill_at_once(process)

    def server(self, number: int) -> None:
        """Send an import to a server and have it publish a study; kill it, its worker, or both."""
        before = self._attempts()
        with serving(self.ledger.data) as (process, address), ThreadPoolExecutor(2) as senders:
            acts = [senders.submit(self._publish, address)]
            if not self.ledger.open_jobs():
                acts.append(senders.submit(self._send, address, number))
            self._begun(process, before)
            self._wait(process)
            self._kill_some(process)
        for act in acts:
            act.result()

    def _begun(self, process: "subprocess.Popen[str]", before: int) -> None:
        """Wait until an import is begun or given up; one round in four kills whatever goes before."""
        if self.chance.random() < _EARLY:
            return
        until(lambda: self._attempts() > before, process)

    def _attempts(self) -> int:
        """Count attempts, and the ends of imports that killed as many workers as one may."""
        asked_for = "SELECT coalesce(sum(attempts + (state = 'failed')), 0) FROM job WHERE kind = 'import'"
        (row,) = asked(self.ledger.data, asked_for) or [(0,)]
        return int(row[0])

    def _wait(self, process: "subprocess.Popen[str]") -> None:
        with suppress(subprocess.TimeoutExpired):
            process.wait(self.chance.uniform(0, self.whole))

    def _kill_some(self, process: "subprocess.Popen[str]") -> None:
        worker = child_of(process.pid)
        victim = self.chance.choice(["server", "worker", "both"])
        if victim == "worker" and worker:
            with suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)
            self._wait(process)
        if victim == "server":
            process.kill()
            until_gone(worker)
        kill_at_once(process)

    def _send(self, address: str, number: int) -> None:
        headers = {"Authorization": f"Bearer {self.token}"}
        with suppress(httpx2.TransportError):
            sent = httpx2.post(f"{address}/imports", files=parts(number), headers=headers, timeout=60)
            assert sent.status_code == 202, sent.text
            self.ledger.jobs[sent.json()["id"]] = number

    def _publish(self, address: str) -> None:
        drafts = asked(self.ledger.data, "SELECT id FROM study WHERE state = 'draft' ORDER BY id LIMIT 1")
        headers = {"Authorization": f"Bearer {self.token}"}
        with suppress(httpx2.TransportError):
            for (study,), step in [(draft, step) for draft in drafts for step in ("submit", "publish")]:
                shown = f"{address}/desk/studies/{study}"
                seen = {"If-Match": httpx2.get(shown, headers=headers, timeout=60).headers["ETag"]}
                taken = httpx2.post(f"{shown}/steps", json={"step": step}, headers=headers | seen, timeout=60)
                assert taken.status_code == 204, taken.text


@contextmanager
def serving(data: Path) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """Start a server with its worker, and give the address of its API."""
    port = free_port()
    command = ("serve", "--port", str(port))
    with Apart(data, STATIC).running(*command, out=subprocess.DEVNULL) as process:
        until(lambda: accepts(port), process)
        yield process, f"http://127.0.0.1:{port}/api/v1"


def child_of(pid: int) -> int | None:
    """Return the first child of a process, where the system tells."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return int(found[0]) if found else None


def until_gone(pid: int | None) -> None:
    """Wait until a process that is no child of this one has ended."""
    begun = time.monotonic()
    while pid and Path(f"/proc/{pid}").exists() and time.monotonic() - begun < 60:
        os.sched_yield()
    assert not (pid and Path(f"/proc/{pid}").exists()), "the worker outlives its server"


def look(savoir: Here, ledger: Ledger) -> bool:
    """Check the library after a kill and mend it; return whether there was something to mend."""
    found = savoir("status", "--check", "--deep", "--json")
    if found.code != 0:
        assert found.code == 47, found
        assert savoir("status", "--repair", "--json").code == 0
        assert savoir("status", "--check", "--deep").code == 0
    assert {job for (job,) in asked(ledger.data, "SELECT id FROM job")} >= set(ledger.jobs)
    now = ledger.records()
    assert ledger.kept <= now
    ledger.kept = now
    return found.code != 0


@pytest.fixture
def kills(empty: Here, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kills:
    """A library after an import that nobody disturbed."""
    for name, value in STATIC.items():
        monkeypatch.setenv(name, value)
    assert empty("users", "create", "anna", "--no-password").code == 0
    scopes = [word for scope in SCOPES for word in ("--scope", scope)]
    made = empty("tokens", "create", "anna", "--label", "kills", *scopes, "--json")
    assert made.code == 0, made
    ledger = Ledger(empty.data)
    sent = empty("import", as_folder(0, tmp_path / "first"), "--no-wait", "--json").json
    ledger.jobs[sent["id"]] = 0
    with Apart(empty.data, STATIC).running("worker", out=subprocess.DEVNULL) as process:
        until(lambda: not ledger.open_jobs(), process)
    ((began, ended),) = asked(empty.data, "SELECT began, ended FROM job WHERE kind = 'import'")
    whole = (datetime.fromisoformat(ended) - datetime.fromisoformat(began)).total_seconds()
    return Kills(ledger, made.json["token"], random.Random(SEED), whole, tmp_path, empty)


@pytest.mark.slow
def test_nothing_that_was_acknowledged_is_lost_whoever_is_killed(empty: Here, kills: Kills) -> None:
    ledger, mended = kills.ledger, 0
    look(empty, ledger)
    for number in range(1, ROUNDS + 1):
        (kills.server if number % 2 else kills.worker)(number)
        mended += look(empty, ledger)
    for (job,) in asked(empty.data, "SELECT id FROM job WHERE state = 'failed'"):
        assert empty("jobs", "retry", job).code == 0
    with Apart(empty.data, STATIC).running("worker", out=subprocess.DEVNULL) as process:
        until(lambda: not ledger.open_jobs(), process)
        until(lambda: not asked(empty.data, "SELECT id FROM job WHERE kind = 'follow'"), process)
        until(lambda: not list((empty.data / "inbox").iterdir()), process)
        kill_at_once(process)
    with empty.capsys.disabled():
        print(f"{ROUNDS} kills, seed {SEED}: {len(ledger.jobs)} imports acknowledged, {mended} times mended")
    assert not look(empty, ledger)
    states = dict(asked(empty.data, "SELECT id, state FROM job WHERE kind = 'import'"))
    assert {states[job] for job in ledger.jobs} == {"done"}
    held = asked(empty.data, "SELECT study_id, name FROM study_file WHERE study_id LIKE 'r%-%'")
    wanted = {(f"r{number}-{n}", f"{n}.txt") for number in ledger.jobs.values() for n in range(FILES)}
    assert len(held) == len(set(held))
    assert wanted <= set(held)
    assert {state for (state,) in asked(empty.data, "SELECT DISTINCT state FROM study")} <= {
        "draft", "in-review", "published"
    }  # fmt: skip
