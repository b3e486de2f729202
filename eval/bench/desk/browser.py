"""A browser in which a librarian is signed in: it keeps its cookie and its connection."""

import re
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import urlencode

from eval.bench.errors import ServerFailedError
from eval.bench.server import HOST, TIMEOUT, Server
from eval.bench.timing import processor_seconds

Pairs = Iterable[tuple[str, str]]

_FIELD = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')
_IDLE = 3.0
"""Seconds; servers keep an idle connection for five."""
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and what it took from the request to the last byte."""

    status: int
    location: str
    text: str
    seconds: float
    processor: float | None
    """What the server computed meanwhile, in seconds to a hundredth; others may keep it waiting longer."""

    def hidden(self) -> list[tuple[str, str]]:
        """Return the hidden fields of all forms of a page, each once and in order."""
        found = ((unescape(name), unescape(value)) for name, value in _FIELD.findall(self.text))
        return list(dict.fromkeys(found))


@dataclass(slots=True)
class Browser:
    """Asks a server for its pages as one person does, one after the other."""

    server: Server
    _connection: HTTPConnection = field(init=False)
    _cookie: str = ""
    _used: float = 0.0

    def __post_init__(self) -> None:
        self._connection = HTTPConnection(HOST, self.server.port, timeout=TIMEOUT)

    def sign_in(self, name: str, password: str) -> None:
        """Sign somebody in.

        Raises:
            ServerFailedError: the server does not let them.
        """
        answer = self.send("/en/desk/sign-in", [("name", name), ("password", password)])
        if answer.status != 303 or not self._cookie:
            raise ServerFailedError(f"it did not let {name} in: {answer.status}")

    def get(self, path: str) -> Answer:
        """Ask for a page, or for an answer of the API.

        Raises:
            ServerFailedError: it does not come, or is an error.
        """
        return self._asked("GET", path)

    def send(self, path: str, form: Pairs) -> Answer:
        """Send a form.

        Raises:
            ServerFailedError: no answer comes, or it is an error.
        """
        return self._asked("POST", path, urlencode(list(form)).encode(), _FORM)

    def upload(self, path: str, name: str, content: bytes, fields: Pairs) -> Answer:
        """Send a form with one file in the field ``files``; errors are those of ``send``."""
        bound = "----savoir-bench"
        heads = [f'Content-Disposition: form-data; name="{key}"\r\n\r\n{value}' for key, value in fields]
        file = f'Content-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'.encode()
        parts = [*(head.encode() for head in heads), file + content]
        body = b"".join(f"--{bound}\r\n".encode() + part + b"\r\n" for part in parts)
        kind = f"multipart/form-data; boundary={bound}"
        return self._asked("POST", path, body + f"--{bound}--\r\n".encode(), kind)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _asked(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> Answer:
        headers = {"Cookie": self._cookie, "Origin": f"http://{HOST}:{self.server.port}"}
        headers |= {"Content-Type": kind} if kind else {}
        self._reconnect()
        before, start = processor_seconds(self.server.process), time.perf_counter()
        try:
            self._connection.request(method, path, body, headers)
            answer = self._connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
        except (OSError, HTTPException) as error:
            self._connection.close()
            raise ServerFailedError(f"no answer to {path} ({error})") from error
        self._used = time.perf_counter()
        processor = _since(before, processor_seconds(self.server.process))
        self._keep_cookie(answer)
        if answer.status >= 400:
            raise ServerFailedError(f"it answered {path} with {answer.status}")
        return Answer(answer.status, answer.headers.get("Location", ""), text, self._used - start, processor)

    def _reconnect(self) -> None:
        """Let go of a connection that the server may be closing, as nobody used it for long."""
        if time.perf_counter() - self._used > _IDLE:
            self._connection.close()

    def _keep_cookie(self, answer: HTTPResponse) -> None:
        if given := answer.headers.get("Set-Cookie"):
            self._cookie = given.partition(";")[0]


def _since(before: float | None, after: float | None) -> float | None:
    return None if before is None or after is None else after - before
