"""Readers that go wrong, each in one way. Run by the children of the tests, through their name."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable

from corpus.study import FileState
from ingest.passage import Extraction
from ingest.process import die_with_parent
from ingest.source import Limits, Source

kept: list[bytearray] = []
hurt: list[str] = []


def hang(source: Source, limits: Limits) -> None:
    while True:
        pass


def hang_with_a_child(source: Source, limits: Limits) -> None:
    child = subprocess.Popen([sys.executable, "-c", "while True: pass"], preexec_fn=die_with_parent)
    source.path.write_text(f"{os.getpid()} {child.pid}", encoding="ascii")
    child.wait()


def eat(source: Source, limits: Limits) -> None:
    while True:
        kept.append(bytearray(10_000_000))


def eat_quietly(source: Source, limits: Limits) -> None:
    held = bytearray(int(limits.memory * 0.6))
    held[::4096] = b"x" * len(held[::4096])
    kept.append(held)


def segfault(source: Source, limits: Limits) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def leave(source: Source, limits: Limits) -> None:
    os._exit(3)


def fail(source: Source, limits: Limits) -> None:
    raise InterruptedError("a fault that no reader names")


def chatter(source: Source, limits: Limits) -> None:
    sys.stdout.write("ready\n" * 1000)
    sys.stdout.flush()
    os.write(1, b'{"noise": 1}\n')


def hurt_the_next(source: Source, limits: Limits) -> None:
    hurt.append(source.name)


def suffer(source: Source, limits: Limits) -> None:
    if hurt:
        os._exit(4)


FAULTS: dict[str, Callable[[Source, Limits], None]] = {
    "hang": hang,
    "hang with a child": hang_with_a_child,
    "eat": eat,
    "eat quietly": eat_quietly,
    "segfault": segfault,
    "exit": leave,
    "raise": fail,
    "print": chatter,
    "hurt": hurt_the_next,
    "after hurt": suffer,
}


def read(source: Source, limits: Limits) -> Extraction:
    """Do what the name of the file says."""
    if source.name in FAULTS:
        FAULTS[source.name](source, limits)
    title = "x" * 3_000_000 if source.name == "long" else f"{source.name} by {os.getpid()}"
    return Extraction(file=source.sha256, state=FileState.INDEXED, title=title)
