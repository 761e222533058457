"""The pool of worker processes that answer SPARQL over HTTP, each killed when its time is over.

A process is the only thing that can be ended whatever it does: the engine has no way to stop a query. Two are kept warm;
more come when all are busy. An answer begins with its first 64 kB or its end, so that whatever goes wrong before is a
clean error; what goes wrong later breaks the connection off.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import anyio

from api.errors import ProblemError
from api.processes import Worker
from kg.frames import SIZE, Kind, packed
from kg.settings import Settings
from kg.store import ResultFormat

_WARM: Final = 2
_PAUSE: Final = 0.01
_UPLOAD_SECONDS: Final = 600.0
"""Time to store the graph of one upload; it runs no query."""
_PROMPT: Final = 0.02
"""Seconds after which somebody looks whether the client is still there; most answers have begun by then."""
_CHUNK: Final = 1 << 18
_STOPPING: Final = "the service is being stopped"
_STATUS: Final = {"input": 400, "reserved": 403, "unacceptable": 406, "missing": 404, "limit": 503, "busy": 503}
_LOG = logging.getLogger(__name__)


class BrokenOffError(Exception):
    """An answer that has begun cannot be brought to its end."""


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

    @property
    def is_lasting(self) -> bool:
        """Whether it is whole, and would be the same again while the generation is."""
        return self.is_whole and bool(self.head.get("lasting"))

    async def rest(self) -> AsyncIterator[bytes]:
        """The bytes after the first ones.

        Raises:
            BrokenOffError: the worker gave up or died.
        """
        while self._worker is not None:
            frame = self._worker.take()
            if frame is None and not self._worker.has_ended:
                await self._worker.come(_CHUNK)
            elif frame is not None and frame[0] is Kind.DATA:
                yield frame[1]
            elif frame is not None and frame[0] is Kind.END:
                self._pool.release(self._worker)
                self._worker = None
            else:
                raise BrokenOffError

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
        asking = self.asking(request, body, seconds)
        return await asking.prompt() or await asking.patient()

    def asking(self, request: Mapping[str, Any], body: bytes = b"", seconds: float | None = None) -> Asking:
        """A request that is to be sent."""
        return Asking(self, packed(Kind.REQUEST, request) + packed(Kind.BODY, body), seconds or self._settings.query_timeout)

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

    def at_hand(self) -> Worker | None:
        """A worker that is ready, now taken; None where there is none.

        Raises:
            ProblemError: the service is being stopped.
        """
        if self._stopping:
            raise ProblemError(503, _STOPPING)
        while self._idle:
            worker = self._idle.pop()
            self._busy.append(worker)
            if worker.is_alive():
                return worker
            self.discard(worker)
        return None

    async def taken(self) -> Worker:
        """A worker, now taken, as soon as there may be one more."""
        while (worker := self.at_hand()) is None and len(self._busy) >= self._most:
            await anyio.sleep(_PAUSE)
        if worker is None:
            worker = Worker(self._settings)
            self._busy.append(worker)
        return worker

    def cause(self) -> str:
        """Why a worker ended that nobody killed."""
        if self._stopping:
            return _STOPPING
        return f"the query was ended: it needed more than {self._settings.query_memory} MiB of memory, or it is nested too deep"

    def _end(self, worker: Worker) -> None:
        for workers in (self._idle, self._busy):
            if worker in workers:
                workers.remove(worker)
        worker.kill()
        self._ended.append(worker)


class Asking:
    """A request to a worker, until its answer has begun: `prompt` first, then `patient` where that gives none."""

    def __init__(self, pool: Pool, request: bytes, limit: float) -> None:
        """Take what is to be sent, and the seconds that the answer may take from now on."""
        self._pool = pool
        self._unsent = request
        self._limit = limit
        self._deadline = anyio.current_time() + limit
        self._worker: Worker | None = None
        self._head: dict[str, Any] = {}
        self._first = b""

    async def prompt(self) -> Reply | None:
        """The answer, if a worker is ready and begins it within a moment; most are, and nothing needs to watch over them.

        Raises:
            ProblemError: there is none.
        """
        self._worker = worker = self._pool.at_hand()
        if worker is None:
            return None
        with self._ending():
            self._unsent = worker.put(self._unsent)
            if self._unsent:
                return None
            timer = asyncio.get_running_loop().call_later(min(_PROMPT, self._limit), worker.wake)
            try:
                await worker.come(SIZE)
            finally:
                timer.cancel()
            return self._read(worker)

    async def patient(self) -> Reply:
        """The answer, as soon as it begins.

        Raises:
            ProblemError: there is none, for it took too long, needed too much, or cannot be given.
        """
        with anyio.CancelScope(deadline=self._deadline), self._ending():
            self._worker = worker = self._worker or await self._pool.taken()
            await worker.send(self._unsent)
            while (reply := self._read(worker)) is None:
                await worker.come(SIZE)
            return reply
        raise ProblemError(503, f"the answer took longer than the limit of {self._limit:g} s: ask for less")

    @contextmanager
    def _ending(self) -> Iterator[None]:
        """End the worker when the answer does not come."""
        try:
            yield
        except ProblemError:
            raise
        except (OSError, BrokenOffError):
            self._discard()
            raise ProblemError(503, self._pool.cause()) from None
        except BaseException:
            self._discard()
            raise

    def _discard(self) -> None:
        if self._worker is not None:
            self._pool.discard(self._worker)

    def _read(self, worker: Worker) -> Reply | None:
        """The answer, if enough of it has come."""
        while (frame := worker.take()) is not None:
            kind, payload = frame
            if kind is Kind.READY:
                _report(json.loads(payload))
            elif kind is Kind.HEAD:
                self._head = json.loads(payload)
            elif kind is Kind.DATA:
                self._first += payload
                if len(self._first) >= SIZE:
                    return Reply(self._head, self._first, self._deadline, self._pool, worker)
            else:
                self._pool.release(worker)
                if kind is Kind.ERROR:
                    raise _problem(json.loads(payload))
                return Reply(self._head, self._first, self._deadline, self._pool, None)
        if worker.has_ended:
            raise BrokenOffError
        return None


def _problem(told: Mapping[str, str]) -> ProblemError:
    status = _STATUS[told["kind"]]
    return ProblemError(status, told["detail"], {"Retry-After": "5"} if told["kind"] == "busy" else {})


def _report(ready: Mapping[str, bool]) -> None:
    if not ready["isolated"]:
        _LOG.warning("this system does not let a query worker leave the network: only the check of its text keeps a query from it")
