"""A child process that reads files one after the other, and can be stopped at any moment."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from corpus.reasons import Reason, reason
from corpus.study import FileState
from ingest.codec import extraction_from_json
from ingest.errors import SandboxError
from ingest.passage import Extraction
from ingest.source import Limits, Source
from ingest.worker import READY, out_of_memory

EXTRACT = "ingest.extract:extract"
"""The task of a worker; tests give one that misbehaves."""

_ROOT = Path(__file__).resolve().parents[1]
_BLOCK = 1 << 16
_GRACE = 5.0  # seconds beyond the limit of a file, for handing over what was read
_RETIRE_SHARE = 0.4  # of the memory limit: a worker that holds this much between files is replaced
_MESSAGE = 2000  # bytes of a worker's last words
_OFFLINE = {"DO_NOT_TRACK": "1", "SCARF_NO_ANALYTICS": "true", "UNSTRUCTURED_DISABLE_NOTICE": "1"}


class Worker:
    """One child process with its own process group and temporary folder; both go when it is closed."""

    def __init__(self, limits: Limits, task: str = EXTRACT) -> None:
        self._limits, self._task = limits, task
        self._folder = Path(tempfile.mkdtemp(prefix="savoir-"))
        self._process = self._start()
        self._received = b""
        self._deadline = 0.0
        self._ready = False
        self.source: Source | None = None
        self.served = 0

    def _start(self) -> "subprocess.Popen[bytes]":
        path = os.pathsep.join(filter(None, [str(_ROOT), os.environ.get("PYTHONPATH")]))
        with (self._folder / "errors").open("wb") as errors:
            return subprocess.Popen(
                [sys.executable, "-m", "ingest.worker", str(self._limits.memory), self._task],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                env={**os.environ, **_OFFLINE, "PYTHONPATH": path, "TMPDIR": str(self._folder)},
                start_new_session=True,
            )

    def fileno(self) -> int:
        """Return the descriptor that becomes readable when there is an answer, or when the child ends."""
        assert self._process.stdout is not None
        return self._process.stdout.fileno()

    def send(self, source: Source) -> None:
        """Have a file read; the answer comes through ``receive``."""
        self.source = source
        self._deadline = time.monotonic() + self._limits.seconds + _GRACE
        request = {
            "path": str(source.path.absolute()),
            "sha256": source.sha256,
            "name": source.name,
            "language": source.language,
            "limits": asdict(self._limits),
        }
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(request).encode("ascii") + b"\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            return  # the child is gone, which the end of its output tells in a moment

    def receive(self) -> tuple[bool, Extraction | None]:
        """Read what has come in: whether the child lives on, and an answer if it is complete.

        Raises:
            SandboxError: the child ended before it could read any file.
        """
        block = os.read(self.fileno(), _BLOCK)
        if not block:
            self._process.wait()
            if not self._ready:
                raise SandboxError(self._last_words())
            return False, None
        self._received += block
        if not self._ready and self._received.startswith(READY):
            self._ready, self._received = True, self._received[len(READY) :]
        if not self._received.endswith(b"\n"):
            return True, None
        line, self._received = self._received, b""
        self.source = None
        self.served += 1
        return True, extraction_from_json(json.loads(line))

    def _last_words(self) -> str:
        return (self._folder / "errors").read_bytes()[-_MESSAGE:].decode("utf-8", "replace").strip()

    def verdict(self) -> Reason | None:
        """Return why the file at work has to be given up now, or None if it may go on."""
        if self._received:
            return None  # the answer is on its way
        if time.monotonic() > self._deadline:
            return reason("file.time", seconds=f"{self._limits.seconds:g}")
        if self._resident() > self._limits.memory:
            return out_of_memory(self._limits.memory)
        return None

    def crash(self) -> Reason:
        """Return the reason to record for the file at which the child ended by itself."""
        code = self._process.wait()
        how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return reason("file.crash", how=how)

    @property
    def worn(self) -> bool:
        """Tell whether the child holds so much memory that the next file might suffer from it."""
        return self._resident() > _RETIRE_SHARE * self._limits.memory

    def _resident(self) -> int:
        """Return the resident memory in bytes; 0 where the system does not tell (not Linux)."""
        try:
            pages = int(Path(f"/proc/{self._process.pid}/statm").read_text(encoding="ascii").split()[1])
        except (OSError, IndexError, ValueError):
            return 0
        return pages * os.sysconf("SC_PAGE_SIZE")

    def close(self) -> None:
        """Kill the child and all that it has started, and remove its temporary folder."""
        if self._process.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(BrokenPipeError):
                pipe.close()  # type: ignore[union-attr]
        shutil.rmtree(self._folder, ignore_errors=True)


def failure(source: Source, why: Reason) -> Extraction:
    """Return the Extraction of a file that could not be read to the end."""
    return Extraction(file=source.sha256, state=FileState.FAILED, reason=why)
