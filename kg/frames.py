"""Frames: how the service and its workers speak over pipes.

A frame is one byte for its kind, four for the length, and the payload. A request is one frame of JSON and one of raw
bytes. Solutions are counted as they pass, from their separators, since a loop over them would cost more than the query.
"""

from __future__ import annotations

import io
import json
import os
import struct
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, Final

from kg.store import ResultFormat

HEADER: Final = struct.Struct(">cI")
SIZE: Final = 1 << 16
"""Bytes of the first frame of data; those that follow have more, since each one costs the service some work."""
_LARGE: Final = 2 * SIZE
_SEPARATORS: Final = {
    ResultFormat.JSON: (b'"}},{"', b"{},{", b'}}},{"'),
    ResultFormat.XML: (b"<result>",),
    ResultFormat.CSV: (b"\r\n",),
    ResultFormat.TSV: (b"\n",),
    ResultFormat.NTRIPLES: (b"\n",),
    ResultFormat.NQUADS: (b"\n",),
    ResultFormat.TURTLE: (b"\n",),
    ResultFormat.TRIG: (b"\n",),
    ResultFormat.RDFXML: (b"\n",),
}


class Kind(StrEnum):
    """What a frame holds."""

    READY = "r"
    REQUEST = "q"
    BODY = "b"
    HEAD = "h"
    DATA = "d"
    END = "e"
    ERROR = "x"


_END: Final = HEADER.pack(Kind.END.encode(), 0)


class TooManyRowsError(Exception):
    """The answer has more rows than it may have."""


def packed(kind: Kind, payload: bytes | Mapping[str, Any] = b"") -> bytes:
    """A frame in bytes; a mapping becomes JSON."""
    data = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    return HEADER.pack(kind.encode(), len(data)) + data


def send(descriptor: int, kind: Kind, payload: bytes | Mapping[str, Any] = b"") -> None:
    """Write a frame to a pipe."""
    _write(descriptor, packed(kind, payload))


def _write(descriptor: int, *pieces: bytes | bytearray) -> None:
    """Write pieces in one call where the pipe takes them, without putting them together first."""
    left = [memoryview(piece) for piece in pieces if piece]
    while left:
        written = os.writev(descriptor, left)
        while left and written >= len(left[0]):
            written -= len(left.pop(0))
        if left:
            left[0] = left[0][written:]


def receive(descriptor: int) -> tuple[dict[str, Any], bytes] | None:
    """The next request of a pipe; None when it has ended."""
    head = _frame(descriptor)
    body = _frame(descriptor) if head is not None else None
    return None if head is None or body is None else (json.loads(head), body)


class Frames(io.RawIOBase):
    """A file that sends what is written to it as frames, the head before the first of them."""

    def __init__(self, descriptor: int, head: Mapping[str, Any], form: ResultFormat, rows: int) -> None:
        """Take the pipe, the head, the format to count rows in, and how many there may be (0: any number)."""
        self._descriptor = descriptor
        self._head: Mapping[str, Any] | None = head
        self._separators = _SEPARATORS.get(form, ()) if rows else ()
        self._quoted = form is ResultFormat.CSV
        self._left = rows + (form in (ResultFormat.CSV, ResultFormat.TSV)) - (form is ResultFormat.JSON)
        self._tail = b""
        self._buffer = bytearray()
        self._full = SIZE
        self._rows = rows
        self.exceeded = False

    def writable(self) -> bool:
        """Yes."""
        return True

    def write(self, data: Any) -> int:
        """Take bytes; sends a frame when one is full."""
        self._buffer += data
        if len(self._buffer) >= self._full:
            self._send()
            self._full = _LARGE
        return len(data)

    def fill(self, writing: Callable[[], None]) -> None:
        """Send all that is written, and the end.

        Raises:
            TooManyRowsError: there are more rows than there may be.
        """
        try:
            writing()
        except (OSError, TooManyRowsError):
            if not self.exceeded:
                raise
        if not self.exceeded:
            self.end()
        if self.exceeded:
            raise TooManyRowsError(f"the answer has more than {self._rows} rows: ask for fewer, or page with ORDER BY and LIMIT")

    def end(self) -> None:
        """Send what is left."""
        self._count(self._buffer)
        if not self.exceeded:
            _write(self._descriptor, self._begun(), self._header(), self._buffer, _END)

    def _send(self) -> None:
        self._count(self._buffer)
        if self.exceeded:
            raise TooManyRowsError
        _write(self._descriptor, self._begun(), self._header(), self._buffer)
        self._buffer.clear()

    def _header(self) -> bytes:
        return HEADER.pack(Kind.DATA.encode(), len(self._buffer)) if self._buffer else b""

    def _begun(self) -> bytes:
        """The head as a frame, the first time: one write wakes the service once."""
        head, self._head = self._head, None
        return b"" if head is None else packed(Kind.HEAD, head)

    def _count(self, data: bytes | bytearray) -> None:
        """Count the separators of rows in the data, and those that the last frame cut in two."""
        if not self._separators:
            return
        if self._quoted:
            data = self._outside_quotes(data)
        for separator in self._separators:
            cut = len(separator) - 1
            seam = self._tail[-cut:] + data[:cut] if cut else b""
            self._left -= data.count(separator) + seam.count(separator)
        longest = max(map(len, self._separators))
        self._tail = (self._tail + data[-longest:])[-longest:]
        self.exceeded = self._left < 0

    def _outside_quotes(self, data: bytes | bytearray) -> bytes:
        pieces = data.split(b'"')
        kept = pieces[self._inside :: 2]
        self._inside ^= (len(pieces) - 1) & 1
        return b'""'.join(kept)

    _inside = 0


def _frame(descriptor: int) -> bytes | None:
    header = _exactly(descriptor, HEADER.size)
    return None if header is None else _exactly(descriptor, HEADER.unpack(header)[1])


def _exactly(descriptor: int, size: int) -> bytes | None:
    data = bytearray()
    while len(data) < size:
        piece = os.read(descriptor, size - len(data))
        if not piece:
            return None
        data += piece
    return bytes(data)
