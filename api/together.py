"""Heads of answers leave with the first bytes of their bodies: uvicorn's protocol, with one write where it has two.

Each write is a packet of its own and wakes the client, which costs more than a short answer does.
"""

from __future__ import annotations

import asyncio
from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_HEAD: Final = b"HTTP/1."
_LARGE: Final = 1 << 16
"""Bytes of a body above which the head goes ahead: to put them together would cost more than the write."""


class Together(HttpToolsProtocol):
    """Writes the head of an answer and what follows it at once."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin with a connection."""
        super().connection_made(transport)
        self.transport: Any = Holding(transport, self.loop)


class Holding:
    """A transport that holds the head of an answer back until something follows it, or this turn of the event loop is over."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._head = b""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Write, or hold a head."""
        if self._head and len(data) < _LARGE:
            data, self._head = self._head + data, b""
        self.flush()
        if data.startswith(_HEAD) and data.endswith(b"\r\n\r\n"):
            self._head = data
            self._loop.call_soon(self.flush)
        else:
            self._transport.write(data)

    def flush(self) -> None:
        """Write what is held."""
        if self._head:
            head, self._head = self._head, b""
            self._transport.write(head)

    def close(self) -> None:
        """Close when everything is written."""
        self.flush()
        self._transport.close()
