"""Answers of worker processes, from the request to their beginning, and on to their end.

An answer begins with its first 64 kB or its end, so that whatever goes wrong before is a clean error; what goes wrong later breaks
the connection off.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import anyio

from api.errors import ProblemError
from api.processes import Worker
from kg.frames import SIZE, Kind
from kg.store import ResultFormat

if TYPE_CHECKING:
    from api.workers import Pool

_PROMPT: Final = 0.02
"""Seconds after which somebody looks whether the client is still there; most answers have begun by then."""
_CHUNK: Final = 1 << 18
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
        """Whether it would be the same again while the generation is."""
        return bool(self.head.get("lasting"))

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
