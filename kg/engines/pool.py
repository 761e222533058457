"""Processes that extract, each watched by a thread of this one.

A process has one batch at a time. One that is killed (by the system when memory is short, say) takes that batch and no other with it:
another takes its place and reads the batch again, so that no article is lost and none comes twice. A batch that ends its process twice
is read article by article, and the article that does so as well is skipped.
"""

from __future__ import annotations

import multiprocessing
import signal
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from queue import SimpleQueue
from threading import Lock
from typing import TYPE_CHECKING, Self

from kg.documents import Document
from kg.engines.batches import Found, extract_batch
from kg.errors import DocumentError, KgError, StoreError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

_CHANCES = 2  #: how often a batch may end its process before it is read article by article, and an article before it is skipped
_STARTS = 3  #: how often in a row a process may end before it is ready


class Pool:
    """A number of processes; a context manager, at whose end none is left."""

    def __init__(self, pipeline: str, jobs: int) -> None:
        """Nothing is started before there is something to read.

        Args:
            pipeline: import name of the spaCy pipeline.
            jobs: number of processes.
        """
        self._processes = [_Process(pipeline) for _ in range(jobs)]
        self._idle: SimpleQueue[_Process] = SimpleQueue()
        for process in self._processes:
            self._idle.put(process)
        self._threads = ThreadPoolExecutor(jobs, "extracting")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._processes:
            process.close()
        self._threads.shutdown(cancel_futures=True)
        for process in self._processes:
            process.end()

    def submit(self, batch: list[Document]) -> Future[list[Found]]:
        """Start to read a batch; its result raises StoreError where no process can be started."""
        return self._threads.submit(self._taken, batch)

    def _taken(self, batch: list[Document]) -> list[Found]:
        process = self._idle.get()
        try:
            return _read(process, batch)
        finally:
            self._idle.put(process)


def _read(process: _Process, batch: list[Document]) -> list[Found]:
    for _ in range(_CHANCES):
        with suppress(_EndedError):
            return process.read(batch)
    if len(batch) > 1:
        return [found for document in batch for found in _read(process, [document])]
    reason = "the process that read it ended each time (was memory short?): give it more memory, or split the article"
    return [DocumentError(batch[0].article.source_name, reason)]


class _EndedError(Exception):
    """The process has ended before it answered."""


class _Process:
    """A process that extracts; started when it is needed, and again after it has ended."""

    def __init__(self, pipeline: str) -> None:
        self._pipeline = pipeline
        self._process: SpawnProcess | None = None
        self._closed = False
        self._lock = Lock()

    def read(self, batch: list[Document]) -> list[Found]:
        """What the articles of a batch hold.

        Raises:
            _EndedError: the process ended meanwhile.
            StoreError: it cannot be started, or the pool is closed.
            KgError: what the process itself could not do.
        """
        try:
            if self._process is None:
                self._start_ready()
            self._pipe.send(batch)
            return self._answer()
        except (EOFError, OSError) as error:
            self.end()
            raise _EndedError from error

    def close(self) -> None:
        """Kill it, whatever it does; it cannot be started again."""
        with self._lock:
            self._closed = True
            if self._process is not None:
                self._process.kill()

    def _start_ready(self) -> None:
        for _ in range(_STARTS):
            self._start()
            try:
                self._answer()
            except (EOFError, OSError):
                self.end()
            else:
                return
        raise StoreError("processes that extract cannot be started here (is memory short?): build with one job")

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        with self._lock:
            if self._closed:
                raise StoreError("the pool is closed")
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(target=_work, args=(theirs, self._pipeline), daemon=True)
            with _uninterrupted():
                self._process.start()
        theirs.close()

    def _answer(self) -> list[Found]:
        answer: list[Found] | KgError = self._pipe.recv()
        if isinstance(answer, KgError):
            self.end()
            raise answer
        return answer

    def end(self) -> None:
        """End it if it runs, and wait until it is gone."""
        with self._lock:
            process, self._process = self._process, None
        if process is not None:
            self._pipe.close()
            process.kill()
            process.join()


class _uninterrupted:  # noqa: N801 - reads like a function
    """What is started inside is not interrupted from the terminal: this process ends it."""

    def __enter__(self) -> None:
        self._before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if hasattr(signal, "pthread_sigmask") else None

    def __exit__(self, *_: object) -> None:
        if self._before is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, self._before)


def _work(pipe: Connection, pipeline: str) -> None:
    """Say that all is ready, then answer batches until the pipe ends, as it does when the process at its other end is gone."""
    with suppress(EOFError, OSError):
        try:
            pipe.send(extract_batch([], pipeline))
            while True:
                pipe.send(extract_batch(pipe.recv(), pipeline))
        except KgError as error:
            pipe.send(error)
