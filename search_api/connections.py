"""Connections that are closed where a request does not arrive on them."""

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

_STEP = 1024
"""Bytes of headers that are looked at together."""

HEAD_SECONDS = 20.0
"""How long the first line and the headers of a request may take to arrive (Apache: 20 s)."""


class PatientProtocol(H11Protocol):
    """uvicorn's protocol, which waits for ever for the headers of a request once a byte of it has come."""

    head_seconds = HEAD_SECONDS
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for the first request."""
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Take bytes in; those that end the headers end the wait.

        Headers are taken in step by step: h11 holds them to their bound only while they are not whole, and
        however many arrived together would pass.
        """
        while data and not self.transport.is_closing():
            taken = _STEP if self.conn.their_state is h11.IDLE else len(data)
            super().data_received(data[:taken])
            data = data[taken:]
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the wait with the connection."""
        self._forget()
        super().connection_lost(exc)

    def _watch(self) -> None:
        if self.conn.their_state is not h11.IDLE:
            self._forget()
        elif self._timer is None:
            self._timer = self.loop.call_later(self.head_seconds, self.transport.close)

    def _forget(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
