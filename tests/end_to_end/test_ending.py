"""A command that is told to end while it is doing something that Python does not let it leave."""

import subprocess
import sys

import pytest

from tests.end_to_end.program import ROOT

SCRIPT = """
import signal, sys
import search_api.cli.main as program

signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs the tests may ignore it

class Finalised:
    def __del__(self):
        signal.raise_signal(signal.{name})

def work(**_):
    Finalised()
    for number in range(10**9):
        pass
    print("nothing ended it")

program.app = work
program.main()
"""


@pytest.mark.parametrize(("name", "code"), [("SIGTERM", 143), ("SIGINT", 130)])
def test_an_end_that_comes_while_an_object_is_finalised_is_not_lost(name: str, code: int) -> None:
    finished = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(name=name)], cwd=ROOT, capture_output=True, text=True
    )
    assert finished.stdout == ""
    assert finished.returncode in {code, 128 - code}  # or killed by the signal, as shells report it
