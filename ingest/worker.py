"""The child process that reads files: one JSON request a line comes in, one JSON answer a line goes out.

``python -m ingest.worker MEMORY TASK`` with the memory limit in bytes and the task as "module:function".
"""

import json
import logging
import os
import resource
import sys
import warnings
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from corpus.reasons import Reason, reason
from corpus.study import FileState, Sha256
from ingest.codec import extraction_to_json
from ingest.passage import Extraction
from ingest.process import die_with_parent
from ingest.source import Limits, Source
from models.language import Language

READY = b"ready\n"

Task = Callable[[Source, Limits], Extraction]


def main(memory: int, task: str) -> None:
    """Answer requests until there are no more, or until the memory limit is hit."""
    die_with_parent()
    requests, answers = sys.stdin.buffer, _claimed_output()
    _limit(memory)
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    module, _, function = task.partition(":")
    run: Task = getattr(import_module(module), function)
    _write(answers, READY)
    for line in requests:
        source, limits = _request(json.loads(line))
        try:
            extraction = run(source, limits)
        except MemoryError:
            # What is left of the heap is not to be trusted: say so and make room for a new process.
            why = out_of_memory(memory)
            _answer(answers, Extraction(file=source.sha256, state=FileState.FAILED, reason=why))
            return
        _answer(answers, extraction)


def out_of_memory(memory: int) -> Reason:
    """Return the reason of a file that takes more bytes of memory than there may be."""
    return reason("file.memory", limit=memory // 1_000_000)


def _claimed_output() -> BinaryIO:
    """Keep standard output for the answers: parsers that print write to nowhere."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return answers


def _limit(memory: int) -> None:
    """Limit the heap and private mappings; address space alone is reserved in plenty by numba and GHC."""
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _request(values: dict[str, Any]) -> tuple[Source, Limits]:
    source = Source(
        path=Path(values["path"]),
        sha256=Sha256(values["sha256"]),
        name=values["name"],
        language=Language(values["language"]) if values["language"] else None,
    )
    return source, Limits(**values["limits"])


def _answer(answers: BinaryIO, extraction: Extraction) -> None:
    _write(answers, json.dumps(extraction_to_json(extraction)).encode("ascii") + b"\n")


def _write(answers: BinaryIO, line: bytes) -> None:
    answers.write(line)
    answers.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
