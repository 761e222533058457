"""How long a connection is waited for: uvicorn's protocol with bounds on what it leaves unbounded.

A client must send the head of a request within some seconds and some bytes, its body at some speed, and take its answer in time. Where it
does not, it is told so (408, 431, 503) as far as it listens, and the connection is closed. A body counts only while the service reads.
"""

from __future__ import annotations

import asyncio
import json
import resource
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

_LONG: Final = "the head of the request is too long"
_SPARE: Final = 200
"""Files that the service opens beside connections: stores, databases, pipes to workers."""


@dataclass(frozen=True, slots=True)
class Patience:
    """What a connection may take.

    Attributes:
        head: seconds until the head of a request has come, counted from its first byte, or from the connection.
        head_bytes: most bytes of a head, its address among them.
        body: seconds that the rest of a request may take, however short it is.
        speed: bytes a second that lengthen this.
        answer: seconds in which a client must have taken what is ready for it; `speed` lengthens this as well.
        connections: most connections at a time.
        look: seconds between two looks at a connection.
    """

    head: float = 15.0
    head_bytes: int = 1 << 18
    body: float = 30.0
    speed: float = 1 << 14
    answer: float = 120.0
    connections: int = 1000
    look: float = 1.0


def patient(patience: Patience) -> type[HttpToolsProtocol]:
    """A protocol class with these bounds, for uvicorn."""
    most = min(patience.connections, max(resource.getrlimit(resource.RLIMIT_NOFILE)[0] - _SPARE, _SPARE // 2))
    return type("Patient", (_Patient,), {"patience": patience, "most": most})


class _Patient(HttpToolsProtocol):
    patience: Patience
    most: int
    _since: float | None
    _in_head: bool
    _received: int
    _waiting_since: float | None
    _largest: int

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to look at a connection, or refuse it where there are too many."""
        super().connection_made(transport)
        self._begin()
        self._waiting_since: float | None = None
        self._largest = 0
        self._looking = self.loop.call_later(self.patience.look, self._look)
        if len(self.connections) > self.most:
            self._refuse(503, "too many connections")

    def connection_lost(self, exc: Exception | None) -> None:
        """Look at it no more."""
        self._looking.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Count what comes."""
        self._received += len(data)
        super().data_received(data)
        if self._since is None and self._is_idle():  # line ends before a request begin none, and stop the clock of idle connections
            self._begin()
        if self._since is not None and self._in_head and self._received > self.patience.head_bytes:
            self._refuse(431, _LONG)

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._begin()

    def on_headers_complete(self) -> None:
        """Its head has come; a body is counted from here.

        Raises:
            ValueError: the head is too long; uvicorn stops to read then.
        """
        if len(self.url) + sum(len(name) + len(value) for name, value in self.headers) > self.patience.head_bytes:
            self._refuse(431, _LONG)
            raise ValueError
        self._in_head = False
        self._received = 0
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:
        """Say that it is no request, unless more has been said."""
        if not self.transport.is_closing():
            super().send_400_response(msg)

    def on_message_complete(self) -> None:
        """It has come whole."""
        self._since = None
        super().on_message_complete()

    def _begin(self) -> None:
        self._since = self.loop.time()
        self._in_head = True
        self._received = 0

    def _is_idle(self) -> bool:
        cycle: RequestResponseCycle | None = self.cycle
        return cycle is None or cycle.response_complete

    def _look(self) -> None:
        now = self.loop.time()
        if self._is_late(now):
            self._refuse(408, "the request takes too long to come")
        elif self._is_unread(now):
            self.transport.abort()
            return
        self._looking = self.loop.call_later(self.patience.look, self._look)

    def _is_late(self, now: float) -> bool:
        """Whether a request takes too long to come; while the service does not read, that is not the client's fault."""
        if self._since is None or self.transport.is_closing():
            return False
        if self.flow.read_paused:
            self._since += self.patience.look
        return now - self._since > self._allowed()

    def _allowed(self) -> float:
        """Seconds for what is to come: a body that was answered before it came is not read for long."""
        if self._in_head:
            return self.patience.head
        return self.patience.body + (0 if self._is_idle() else self._received / self.patience.speed)

    def _is_unread(self, now: float) -> bool:
        """Whether something has been ready for the client for too long."""
        ready = self.transport.get_write_buffer_size()
        if not ready:
            self._waiting_since, self._largest = None, 0
            return False
        self._waiting_since = now if self._waiting_since is None else self._waiting_since
        self._largest = max(self._largest, ready)
        return now - self._waiting_since > self.patience.answer + self._largest / self.patience.speed

    def _refuse(self, status: int, why: str) -> None:
        """Say why, unless an answer has begun, and close."""
        if self.transport.is_closing():
            return
        if self._is_idle() or not self.cycle.response_started:
            self.transport.write(_told(status, why))
        self.transport.close()


def _told(status: int, why: str) -> bytes:
    phrase = HTTPStatus(status).phrase
    body = json.dumps({"type": "about:blank", "title": phrase, "status": status, "detail": why})
    lines = (
        f"HTTP/1.1 {status} {phrase}",
        "content-type: application/problem+json",
        f"content-length: {len(body)}",
        "connection: close",
        "",
        body,
    )
    return "\r\n".join(lines).encode()
