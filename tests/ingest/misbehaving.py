"""Readers that go wrong, each in one way. Run by the children of the tests, through their name."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from corpus.study import FileState
from ingest.passage import Extraction
from ingest.process import die_with_parent
from ingest.source import Limits, Source

_hurt = False


def read(source: Source, limits: Limits) -> Extraction:
    """Do what the name of the file says."""
    global _hurt
    match source.name:
        case "hang":
            while True:
                pass
        case "hang with a child":
            child = subprocess.Popen([sys.executable, "-c", "while True: pass"], preexec_fn=die_with_parent)
            source.path.write_text(f"{os.getpid()} {child.pid}", encoding="ascii")
            child.wait()
        case "eat":
            hoard = []
            while True:
                hoard.append(bytearray(10_000_000))
        case "eat quietly":
            held = bytearray(int(limits.memory * 0.6))
            held[::4096] = b"x" * len(held[::4096])
            globals()["kept"] = held
        case "segfault":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "exit":
            os._exit(3)
        case "raise":
            raise NotImplementedError("a fault that no reader names")
        case "print":
            sys.stdout.write("ready\n" * 1000)
            sys.stdout.flush()
            os.write(1, b'{"noise": 1}\n')
        case "hurt":
            _hurt = True
        case "after hurt" if _hurt:
            os._exit(4)
        case "long":
            return Extraction(file=source.sha256, state=FileState.INDEXED, title="x" * 3_000_000)
    return Extraction(file=source.sha256, state=FileState.INDEXED, title=f"{source.name} by {os.getpid()}")


def broken(path: Path) -> None:
    """No reader at all: its module is asked for a name that it has not."""
