"""The pool of worker processes that answer SPARQL over HTTP, each killed when its time is over.

A process is the only thing that can be ended whatever it does: the engine has no way to stop a query. Two are kept warm;
more come when all are busy.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, Final

import anyio

from api.errors import ProblemError
from api.processes import Worker
from api.replying import Asking, Reply
from kg.frames import Kind, packed
from kg.settings import Settings

_WARM: Final = 2
_PAUSE: Final = 0.01
_UPLOAD_SECONDS: Final = 600.0
"""Time to store the graph of one upload; it runs no query."""
_STOPPING: Final = "the service is being stopped"


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
