"""A worker process as the service sees it: requests go in by one pipe, frames come out of another, and no thread waits for them."""

from __future__ import annotations

import asyncio
import fcntl
import os
import subprocess
import sys
from contextlib import suppress
from typing import Final

import anyio

from kg.frames import HEADER, Kind
from kg.settings import Settings

_AHEAD: Final = 1 << 19
"""Bytes that a worker may be ahead of the service, where the system lets a pipe be so large."""
_LARGE_PAGES: Final = {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}
"""Takes a twentieth off the time of a query."""
_KINDS: Final = {kind.encode(): kind for kind in Kind}


class Worker:
    """A worker process and the pipes to it."""

    def __init__(self, settings: Settings) -> None:
        """Start the process; it opens the store while nobody waits."""
        arguments = [str(settings.graph), settings.base_iri, str(settings.query_memory), str(os.getpid())]
        command = [sys.executable, "-m", "kg.worker", *arguments]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0, start_new_session=True, env={**_LARGE_PAGES, **os.environ}
        )
        if self._process.stdin is None or self._process.stdout is None:
            raise AssertionError
        self._to, self._from = self._process.stdin, self._process.stdout
        _widen(self._from.fileno())
        os.set_blocking(self._to.fileno(), False)
        os.set_blocking(self._from.fileno(), False)
        self._frames = Incoming()
        self._watching: asyncio.AbstractEventLoop | None = None
        self._waiting: asyncio.Future[None] | None = None
        self._most = 0
        self.has_ended = False

    def is_alive(self) -> bool:
        """Whether the process runs."""
        return self._process.poll() is None

    def end(self) -> None:
        """End the process at once; whoever waits for it sees that it has ended."""
        self._process.kill()

    def kill(self) -> None:
        """End the process at once, and close the pipes to it."""
        self._process.kill()
        self._over()
        self._to.close()
        self._from.close()

    def wait(self) -> None:
        """Wait for the end of a killed process."""
        self._process.wait()

    def put(self, data: bytes) -> bytes:
        """Write to the process what its pipe takes at once; gives the rest.

        Raises:
            OSError: it has ended.
        """
        try:
            return data[os.write(self._to.fileno(), data) :]
        except BlockingIOError:
            return data

    async def send(self, data: bytes) -> None:
        """Write to the process.

        Raises:
            OSError: it has ended.
        """
        while data := self.put(data):
            await anyio.wait_writable(self._to.fileno())

    def take(self) -> tuple[Kind, bytes] | None:
        """The next frame that has come, of data as much as has come; None where nothing has."""
        return self._frames.take()

    async def come(self, most: int) -> None:
        """Wait until more has come, at most so many bytes, or the process has ended, or somebody calls `wake`."""
        loop = asyncio.get_running_loop()
        if self._watching is not loop:
            loop.add_reader(self._from.fileno(), self._readable)
            self._watching = loop
        self._waiting, self._most = loop.create_future(), most
        try:
            await self._waiting
        finally:
            self._waiting = None

    def wake(self) -> None:
        """End a wait."""
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    def _readable(self) -> None:
        """Read for the one who waits; while nobody does, the pipe is left to fill, and to stop the process when it is full."""
        if self._waiting is None or self._waiting.done():
            self._unwatch()
            return
        with suppress(BlockingIOError):
            if data := os.read(self._from.fileno(), self._most):
                self._frames.feed(data)
            else:
                self._over()
            self.wake()

    def _over(self) -> None:
        self.has_ended = True
        self._unwatch()
        self.wake()

    def _unwatch(self) -> None:
        if self._watching is not None and not self._watching.is_closed():
            self._watching.remove_reader(self._from.fileno())
        self._watching = None


class Incoming:
    """Frames out of bytes as they come; those of data are passed on in the pieces that they come in."""

    def __init__(self) -> None:
        self._data = b""
        self._at = 0
        self._left = 0

    def feed(self, data: bytes) -> None:
        """Take what came."""
        self._data = self._data[self._at :] + data
        self._at = 0

    def take(self) -> tuple[Kind, bytes] | None:
        """The next frame or piece of data; None where it has not come."""
        if not self._left:
            if len(self._data) - self._at < HEADER.size:
                return None
            kind, size = HEADER.unpack_from(self._data, self._at)
            if kind != Kind.DATA.encode():
                return self._whole(_KINDS[kind], size)
            self._at += HEADER.size
            self._left = size
        piece = self._cut(self._left)
        self._left -= len(piece)
        return (Kind.DATA, piece) if piece else None

    def _whole(self, kind: Kind, size: int) -> tuple[Kind, bytes] | None:
        if len(self._data) - self._at < HEADER.size + size:
            return None
        return kind, self._cut(HEADER.size + size)[HEADER.size :]

    def _cut(self, size: int) -> bytes:
        piece = self._data[self._at : self._at + size]
        self._at += len(piece)
        return piece


def _widen(pipe: int) -> None:
    if hasattr(fcntl, "F_SETPIPE_SZ"):
        with suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _AHEAD)
