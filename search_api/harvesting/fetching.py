"""Asking other servers, with bounds on what they may answer."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urljoin

import urllib3
from urllib3.exceptions import (
    ConnectTimeoutError,
    DecodeError,
    HTTPError,
    NewConnectionError,
    ReadTimeoutError,
    SSLError,
)

from search_api.harvesting.addresses import Target, look_up
from search_api.harvesting.errors import SourceAddressError, SourceAnswerError, SourceUnreachableError

USER_AGENT = "Savoir (harvester of public studies)"
MOST_REDIRECTS = 5
TRIES = 4
LONGEST_WAIT = 120
"""Seconds that a busy server may ask to be left alone."""
_BUSY = frozenset({429, 502, 503, 504})
_MOVED = frozenset({301, 302, 303, 307, 308})
_BLOCK = 1 << 16


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered; its body is read once."""

    address: str
    """That gave it, after redirects."""
    status: int
    headers: Mapping[str, str]
    blocks: Iterator[bytes]
    """Raise ``SourceAnswerError`` beyond the bound, and ``SourceUnreachableError`` where they break off."""

    @property
    def media_type(self) -> str:
        """Its type, without parameters; empty where it has none."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    def whole(self) -> bytes:
        """Return the body."""
        return b"".join(self.blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetcher:
    """Asks servers politely: it waits when they are busy, and follows few redirects."""

    allow_private: bool = False
    """Ask servers inside of this network too."""
    timeout: float = 30.0
    """Seconds that a server may be silent."""
    longest: float = 600.0
    """Seconds that one answer may take."""
    sleep: Callable[[float], None] = field(default=time.sleep)

    @contextmanager
    def open(self, address: str, *, accept: str, most: int) -> Iterator[Answer]:
        """Ask for what is at an address; the answer has been given, whatever its status.

        Raises:
            SourceAddressError: it, or one that it leads to, is not asked.
            SourceUnreachableError: nothing answers, also after waiting.
        """
        response, reached = self._answered(address, accept)
        try:
            headers = {name.lower(): value for name, value in response.headers.items()}
            yield Answer(reached, response.status, headers, self._blocks(response, reached, most))
        finally:
            response.close()

    def get(self, address: str, *, accept: str, most: int) -> tuple[Answer, bytes]:
        """Return the whole of what is at an address.

        Raises:
            SourceAddressError, SourceUnreachableError: as ``open``; also where the server refuses.
            SourceAnswerError: it is longer than ``most`` bytes.
        """
        with self.open(address, accept=accept, most=most) as answer:
            if answer.status != 200:
                raise SourceUnreachableError(answer.address, f"the server answers {answer.status}")
            return answer, answer.whole()

    def _answered(self, address: str, accept: str) -> tuple[urllib3.BaseHTTPResponse, str]:
        for _ in range(MOST_REDIRECTS + 1):
            target = look_up(address, allow_private=self.allow_private)
            response = self._asked(target, accept)
            leads = response.headers.get("Location")
            if response.status not in _MOVED or not leads:
                return response, address
            response.close()
            following = urljoin(address, leads)
            if address.startswith("https:") and following.startswith("http:"):
                raise SourceAddressError(following, f"{address} leads there, away from what is encrypted")
            address = following
        raise SourceAnswerError(address, f"it leads elsewhere more than {MOST_REDIRECTS} times")

    def _asked(self, target: Target, accept: str) -> urllib3.BaseHTTPResponse:
        """Ask until the server is no longer busy."""
        for tried in range(TRIES):
            last = tried == TRIES - 1
            try:
                response = self._request(target, accept)
            except SSLError as error:
                raise SourceUnreachableError(target.address, _reason(error)) from error
            except HTTPError as error:
                if last or isinstance(error, NewConnectionError):
                    raise SourceUnreachableError(target.address, _reason(error)) from error
                self.sleep(2.0**tried)
                continue
            if response.status not in _BUSY or last:
                return response
            wait = response.headers.get("Retry-After", "")
            response.close()
            self.sleep(min(int(wait), LONGEST_WAIT) if wait.isdecimal() else 2.0**tried)
        raise AssertionError("the last try returns or raises")

    def _request(self, target: Target, accept: str) -> urllib3.BaseHTTPResponse:
        """Ask the machines behind a name one after the other; the last one's fault is told."""
        for place, machine in enumerate(target.machines, start=1):
            try:
                return self._request_of(target, machine, accept)
            except (NewConnectionError, ConnectTimeoutError):
                if place == len(target.machines):
                    raise
        raise AssertionError("a name that was looked up has a machine")

    def _request_of(self, target: Target, machine: str, accept: str) -> urllib3.BaseHTTPResponse:
        pool: urllib3.HTTPConnectionPool
        if target.scheme == "https":
            pool = urllib3.HTTPSConnectionPool(
                machine, target.port, server_hostname=target.host, assert_hostname=target.host
            )
        else:
            pool = urllib3.HTTPConnectionPool(machine, target.port)
        return pool.urlopen(
            "GET",
            target.path,
            headers={
                "Host": target.place,
                "User-Agent": USER_AGENT,
                "Accept": accept,
                "Accept-Encoding": "gzip",
            },
            redirect=False,
            retries=False,
            preload_content=False,
            timeout=urllib3.Timeout(connect=min(self.timeout, 15.0), read=self.timeout),
        )

    def _blocks(self, response: urllib3.BaseHTTPResponse, address: str, most: int) -> Iterator[bytes]:
        ends, size = time.monotonic() + self.longest, 0
        try:
            for block in response.stream(_BLOCK, decode_content=True):
                size += len(block)
                if size > most:
                    raise SourceAnswerError(address, f"it is longer than {most:,} bytes")
                if time.monotonic() > ends:
                    raise SourceUnreachableError(address, f"it takes longer than {self.longest:g} seconds")
                yield block
        except DecodeError as error:
            raise SourceAnswerError(address, "it is not compressed as it says") from error
        except HTTPError as error:
            raise SourceUnreachableError(address, _reason(error)) from error


def _reason(error: HTTPError) -> str:
    match error:
        case SSLError():
            return f"its certificate is not trusted ({error})"
        case NewConnectionError():
            return "nothing answers there"
        case ConnectTimeoutError() | ReadTimeoutError():
            return "it did not answer in time"
    return f"the connection broke ({type(error).__name__})"
