"""Nothing that Savoir does asks the network."""

import json
from pathlib import Path

import pytest

from tests.end_to_end.program import Apart

BLOCK = """\
import os, sys

FORBIDDEN = {f"socket.{name}" for name in ("connect", "getaddrinfo", "gethostbyname", "sendto", "sendmsg")}

def _forbid(event, arguments):
    if event in FORBIDDEN:
        _write(f"{event} {arguments[-1]!r}")
        raise OSError("the network is not there")

def _write(line):
    descriptor = os.open(os.environ["NETWORK_LOG"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(descriptor, f"{line}\\n".encode())
    os.close(descriptor)

_write("started " + " ".join(sys.orig_argv))
sys.addaudithook(_forbid)
"""


@pytest.fixture
def offline(tmp_path: Path) -> Apart:
    """Commands whose Python processes, children included, refuse and record every use of a network."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(BLOCK, encoding="utf-8")
    settings = {"PYTHONPATH": str(site), "NETWORK_LOG": str(tmp_path / "network.log")}
    return Apart(tmp_path / "data", settings)


def recorded(offline: Apart) -> list[str]:
    return Path(offline.settings["NETWORK_LOG"]).read_text(encoding="utf-8").splitlines()


def test_the_block_sees_what_it_should(offline: Apart) -> None:
    finished = offline.run("search", "péage", SAVOIR_QDRANT_URL="http://127.0.0.1:9")
    assert finished.code == 9, finished
    assert [line for line in recorded(offline) if line.startswith("socket.")] != []


def test_the_main_job_runs_without_a_network(offline: Apart, folder: Path) -> None:
    for arguments in (
        ("ingest", folder),
        ("search", "Combien coûterait un péage urbain aux ménages ?", "--json"),
        ("reindex",),
    ):
        finished = offline.run(*arguments)
        assert finished.code == 0, finished
        if arguments[0] == "search":
            assert json.loads(finished.out)["results"][0]["study"]["id"] == "peage-urbain"
    lines = recorded(offline)
    assert [line for line in lines if line.startswith("socket.")] == []
    assert any("ingest.worker" in line for line in lines)
