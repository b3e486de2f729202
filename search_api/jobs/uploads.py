"""Forms with files (multipart/form-data), written to the inbox while they come in, never held as a whole."""

from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

from anyio.to_thread import run_sync
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from search_api.jobs.archives import is_archive, unpack
from search_api.jobs.errors import FormError
from search_api.jobs.staging import Stage, StagedFile

MOST_FIELDS = 16 * 1024
"""Bytes of all that is no file."""

_LONGEST_HEADER = 64 * 1024
"""Bytes; longer than the names of files may be, so that one that is too long is refused as such."""

_AT_A_TIME = 1 << 20
"""Bytes that are handed to a thread: the server answers others meanwhile."""


@dataclass(slots=True)
class UploadForm:
    """Reads a form: files go to the stage, the other fields are kept. Errors are those of ``Stage.file``."""

    stage: Stage
    allow: Callable[[dict[str, str]], None]
    """Asked once, before the first file, with the fields so far; raises where they do not allow it."""
    fields: dict[str, str] = field(default_factory=dict)
    finished: bool = False
    _header: bytearray = field(default_factory=bytearray)
    _headers: dict[bytes, bytes] = field(default_factory=dict)
    _name: bytes = b""
    _text: bytearray = field(default_factory=bytearray)
    _in_fields: int = 0
    _file: StagedFile | None = None
    _open: ExitStack = field(default_factory=ExitStack)
    _allowed: bool = False
    _skipped: bool = False

    def parser(self, content_type: str) -> MultipartParser:
        """Return what the body is written to.

        Raises:
            FormError: this is no form with files.
        """
        kind, options = parse_options_header(content_type)
        if kind != b"multipart/form-data" or not options.get(b"boundary"):
            raise FormError
        callbacks: Any = {
            "on_part_begin": self._begin,
            "on_header_field": lambda data, start, end: self._header.extend(data[start:end].lower()),
            "on_header_value": self._value,
            "on_header_end": self._header.clear,
            "on_headers_finished": self._headers_read,
            "on_part_data": self._data,
            "on_part_end": self._end,
            "on_end": self._finish,
        }
        return MultipartParser(options[b"boundary"], callbacks, max_header_size=_LONGEST_HEADER)

    def close(self) -> None:
        """Close the file that is open where the form ended in the middle of it."""
        self._open.close()

    def _begin(self) -> None:
        self._headers.clear()
        self._text.clear()

    def _value(self, data: bytes, start: int, end: int) -> None:
        name = bytes(self._header)
        self._headers[name] = self._headers.get(name, b"") + data[start:end]

    def _headers_read(self) -> None:
        _, options = parse_options_header(self._headers.get(b"content-disposition"))
        self._name = options.get(b"name", b"")
        filename = options.get(b"filename")
        self._skipped = filename == b""  # a browser whose reader chose no file
        if filename:
            if not self._allowed:
                self.allow(dict(self.fields))
                self._allowed = True
            named = filename.decode("utf-8", "replace")
            self._file = self._open.enter_context(self.stage.file(named))

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._file is not None:
            self._file.write(data[start:end])
        elif not self._skipped:
            self._in_fields += end - start
            if self._in_fields > MOST_FIELDS:
                raise FormError
            self._text += data[start:end]

    def _end(self) -> None:
        if self._file is not None:
            self._file = None
            self._open.close()
        elif not self._skipped:
            self.fields[self._name.decode("utf-8", "replace")] = self._text.decode("utf-8", "replace")

    def _finish(self) -> None:
        self.finished = True


async def receive(
    stage: Stage,
    content_type: str,
    body: AsyncIterator[bytes],
    allow: Callable[[dict[str, str]], None] = lambda _: None,
) -> dict[str, str]:
    """Write the files of a form to a stage, unpack its archives, and return its other fields.

    Raises:
        FormError: it is no form with files, or ends too early.
        UploadError: what ``Stage.file`` and ``unpack`` refuse.
    """
    form = UploadForm(stage, allow)
    try:
        await _read(form.parser(content_type), body)
    except FormParserError as error:
        raise FormError from error
    finally:
        form.close()
    if not form.finished:
        raise FormError
    await run_sync(unpack_archives, stage)
    return form.fields


async def _read(parser: MultipartParser, body: AsyncIterator[bytes]) -> None:
    waiting = bytearray()
    async for block in body:
        waiting += block
        if len(waiting) >= _AT_A_TIME:
            await run_sync(parser.write, bytes(waiting))
            waiting.clear()
    await run_sync(parser.write, bytes(waiting))


def unpack_archives(stage: Stage) -> None:
    """Unpack the ZIP archives among the staged files; errors are those of ``unpack``."""
    for name in [name for name in stage.names if is_archive(name)]:
        unpack(stage, name)
