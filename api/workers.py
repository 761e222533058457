"""The pool of worker processes that answer SPARQL over HTTP, each killed when its time is over.

A process is the only thing that can be ended whatever it does: the engine has no way to stop a query. Two are kept warm;
more come when all are busy. An answer begins with its first 64 kB or its end, so that whatever goes wrong before is a
clean error; what goes wrong later breaks the connection off.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

import anyio

from api.errors import ProblemError
from kg.frames import HEADER, SIZE, Kind, packed
from kg.settings import Settings
from kg.store import ResultFormat

_WARM: Final = 2
_PAUSE: Final = 0.01
_UPLOAD_SECONDS: Final = 600.0
"""Time to store the graph of one upload; it runs no query."""
_CHUNK: Final = 1 << 18
_AHEAD: Final = 1 << 19
"""Bytes that a worker may be ahead of the service, where the system lets a pipe be so large."""
_STATUS: Final = {"input": 400, "reserved": 403, "unacceptable": 406, "missing": 404, "limit": 503, "busy": 503}
_LOG = logging.getLogger(__name__)


class BrokenOffError(Exception):
    """An answer that has begun cannot be brought to its end."""


class Worker:
    """A worker process and the pipes to it."""

    def __init__(self, settings: Settings) -> None:
        """Start the process; it opens the store while nobody waits."""
        arguments = [str(settings.graph), settings.base_iri, str(settings.query_memory), str(os.getpid())]
        command = [sys.executable, "-m", "kg.worker", *arguments]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0, start_new_session=True)
        if self._process.stdin is None or self._process.stdout is None:
            raise AssertionError
        self._to, self._from = self._process.stdin, self._process.stdout
        _widen(self._from.fileno())
        os.set_blocking(self._to.fileno(), False)
        os.set_blocking(self._from.fileno(), False)
        self._buffer = bytearray()

    def is_alive(self) -> bool:
        """Whether the process runs."""
        return self._process.poll() is None

    def end(self) -> None:
        """End the process at once; whoever waits for it sees that it has ended."""
        self._process.kill()

    def kill(self) -> None:
        """End the process at once, and close the pipes to it."""
        self._process.kill()
        self._to.close()
        self._from.close()

    def wait(self) -> None:
        """Wait for the end of a killed process."""
        self._process.wait()

    async def send(self, data: bytes) -> None:
        """Write to the process.

        Raises:
            OSError: it has ended.
        """
        left = memoryview(data)
        while left:
            try:
                left = left[os.write(self._to.fileno(), left) :]
            except BlockingIOError:
                await anyio.wait_writable(self._to.fileno())

    async def frame(self) -> tuple[Kind, bytes] | None:
        """The next frame; None when the process has ended."""
        while True:
            found = self._buffered()
            if found is not None and found[0] is not Kind.READY:
                return found
            if found is not None:
                _report(json.loads(found[1]))
                continue
            try:
                data = os.read(self._from.fileno(), _CHUNK)
            except BlockingIOError:
                await anyio.wait_readable(self._from.fileno())
                continue
            if not data:
                return None
            self._buffer += data

    def _buffered(self) -> tuple[Kind, bytes] | None:
        if len(self._buffer) < HEADER.size:
            return None
        kind, size = HEADER.unpack_from(self._buffer)
        end = HEADER.size + size
        if len(self._buffer) < end:
            return None
        payload = bytes(self._buffer[HEADER.size : end])
        del self._buffer[:end]
        return Kind(kind.decode()), payload


@dataclass(slots=True)
class Reply:
    """An answer that has begun: what its head says, its first bytes, and where the rest comes from.

    Attributes:
        head: what the worker says about it.
        first: its beginning, or all of it.
        deadline: when it must have ended, on the clock of the event loop.
    """

    head: dict[str, Any]
    first: bytes
    deadline: float
    _pool: Pool
    _worker: Worker | None

    @property
    def format(self) -> ResultFormat:
        """The format of the bytes."""
        return ResultFormat(self.head["format"])

    @property
    def generation(self) -> str:
        """The generation of the store that it is made from, or that it made."""
        return str(self.head["generation"])

    @property
    def is_whole(self) -> bool:
        """Whether nothing follows the first bytes."""
        return self._worker is None

    async def rest(self) -> AsyncIterator[bytes]:
        """The bytes after the first ones.

        Raises:
            BrokenOffError: the worker gave up or died.
        """
        while self._worker is not None:
            frame = await self._worker.frame()
            if frame is None or frame[0] not in (Kind.DATA, Kind.END):
                raise BrokenOffError
            if frame[0] is Kind.END:
                self._pool.release(self._worker)
                self._worker = None
            else:
                yield frame[1]

    def close(self) -> None:
        """Let go of the worker; one that is still at work is killed."""
        if self._worker is not None:
            self._pool.discard(self._worker)
            self._worker = None


class Pool:
    """Worker processes, at most some."""

    def __init__(self, settings: Settings) -> None:
        """Start none yet."""
        self._settings = settings
        self._most = max(4, 2 * (os.cpu_count() or 1))
        self._idle: list[Worker] = []
        self._busy: list[Worker] = []
        self._ended: list[Worker] = []
        self._writing = False
        self._stopping = False

    def warm(self) -> None:
        """Have some workers ready, and forget those that have ended."""
        self._ended = [worker for worker in self._ended if worker.is_alive()]
        for worker in [worker for worker in self._idle if not worker.is_alive()]:
            self._end(worker)
        while not self._stopping and len(self._idle) + len(self._busy) < _WARM:
            self._idle.append(Worker(self._settings))

    def stop(self) -> None:
        """End what is being answered, and begin nothing new."""
        self._stopping = True
        for worker in self._busy:
            worker.end()

    def close(self) -> None:
        """End all workers; returns when none is left."""
        for worker in [*self._idle, *self._busy]:
            self._end(worker)
        for worker in self._ended:
            worker.wait()
        self._ended.clear()
        self._stopping = False

    async def ask(self, request: Mapping[str, Any], body: bytes = b"", seconds: float | None = None) -> Reply:
        """The beginning of an answer.

        Raises:
            ProblemError: there is none, for it took too long, needed too much, or cannot be given.
        """
        limit = seconds or self._settings.query_timeout
        deadline = anyio.current_time() + limit
        with anyio.CancelScope(deadline=deadline):
            worker = await self._taken()
            return await self._begun(worker, packed(Kind.REQUEST, request) + packed(Kind.BODY, body), deadline)
        raise ProblemError(503, f"the answer took longer than the limit of {limit:g} s: ask for less")

    async def write(self, request: Mapping[str, Any], body: bytes = b"") -> dict[str, Any]:
        """Do a write, one at a time; gives what the worker says about it.

        Raises:
            ProblemError: it cannot be done.
        """
        with anyio.move_on_after(self._settings.query_timeout):
            while self._writing:
                await anyio.sleep(_PAUSE)
        if self._writing:
            raise ProblemError(503, "another write is under way: try again")
        self._writing = True
        try:
            reply = await self.ask(request, body, _UPLOAD_SECONDS if request["do"] == "write" else None)
            reply.close()
            return reply.head
        finally:
            self._writing = False

    def release(self, worker: Worker) -> None:
        """Take back a worker that has answered."""
        if worker in self._busy:
            self._busy.remove(worker)
            self._idle.append(worker)
        if len(self._idle) > _WARM:
            self._end(self._idle[0])

    def discard(self, worker: Worker) -> None:
        """Kill a worker that is still at work, and have another one ready."""
        self._end(worker)
        self.warm()

    async def _taken(self) -> Worker:
        if self._stopping:
            raise ProblemError(503, "the service is being stopped")
        self.warm()
        while not self._idle and len(self._busy) >= self._most:
            await anyio.sleep(_PAUSE)
        worker = self._idle.pop() if self._idle else Worker(self._settings)
        self._busy.append(worker)
        return worker

    async def _begun(self, worker: Worker, request: bytes, deadline: float) -> Reply:
        try:
            await worker.send(request)
            return await self._first(worker, deadline)
        except ProblemError:
            raise
        except (OSError, BrokenOffError):
            self.discard(worker)
            raise ProblemError(503, self._cause()) from None
        except BaseException:
            self.discard(worker)
            raise

    def _cause(self) -> str:
        if self._stopping:
            return "the service is being stopped"
        return f"the query was ended: it needed more than {self._settings.query_memory} MiB of memory, or it is nested too deep"

    async def _first(self, worker: Worker, deadline: float) -> Reply:
        head: dict[str, Any] = {}
        first = b""
        while (frame := await worker.frame()) is not None:
            kind, payload = frame
            if kind is Kind.HEAD:
                head = json.loads(payload)
            elif kind is Kind.DATA and len(payload) < SIZE:
                first = payload
            elif kind is Kind.DATA:
                return Reply(head, payload, deadline, self, worker)
            else:
                self.release(worker)
                if kind is Kind.ERROR:
                    raise _problem(json.loads(payload))
                return Reply(head, first, deadline, self, None)
        raise BrokenOffError

    def _end(self, worker: Worker) -> None:
        for workers in (self._idle, self._busy):
            if worker in workers:
                workers.remove(worker)
        worker.kill()
        self._ended.append(worker)


def _widen(pipe: int) -> None:
    if hasattr(fcntl, "F_SETPIPE_SZ"):
        with suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _AHEAD)


def _problem(told: Mapping[str, str]) -> ProblemError:
    status = _STATUS[told["kind"]]
    return ProblemError(status, told["detail"], {"Retry-After": "5"} if told["kind"] == "busy" else {})


def _report(ready: Mapping[str, bool]) -> None:
    if not ready["isolated"]:
        _LOG.warning("this system does not let a query worker leave the network: only the check of its text keeps a query from it")
