"""The local engine: extraction in this process, or in several on this machine.

A process that is killed (by the system when memory is short, say) takes all tasks of its pool with it. The pool is then started again
and what was not finished is repeated, so that no article is lost and none comes twice. Tasks that were in two such pools are read apart
from the others, article by article, and the article that ends its process again is skipped.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from kg import nlp
from kg.documents import Document
from kg.engines.limits import TooSlowError, at_most
from kg.errors import DocumentError, KgError, StoreError
from kg.extract import extract
from kg.records import Records
from kg.settings import from_environment

if TYPE_CHECKING:
    from spacy.tokens import Doc

BATCH = 16
"""Articles that one task holds: few enough for an even load, enough for the parser to work in batches."""
BATCH_CHARACTERS = 400_000
"""Characters with which a task is full however few its articles are, for the parser holds all of a task at once."""
_CHANCES = 2  #: pools that a task may have been in when they broke, before it is read apart

Found = Records | DocumentError
Batch = list[tuple[Document, Records]]
OnSkip = Callable[[DocumentError], None]


def extract_all(documents: Iterable[Document], pipeline: str, jobs: int, on_skip: OnSkip = lambda _: None) -> Iterator[Batch]:
    """Documents to records, in batches and in order, whatever the number of processes.

    Args:
        documents: read lazily, a few batches ahead of the work.
        pipeline: import name of the spaCy pipeline.
        jobs: number of processes; 1 works in this one.
        on_skip: told of articles that ended the process that read them, or on which a rule failed.

    Raises:
        StoreError: the pipeline is not installed, or no processes can be started.
    """
    batches = _batched(documents)
    if jobs == 1:
        for batch in batches:
            yield kept(batch, extract_batch(batch, pipeline), on_skip)
        return
    with _Workers(pipeline, jobs) as workers:
        waiting = deque(map(workers.task, islice(batches, 2 * jobs)))
        while waiting:
            found = workers.result(waiting, on_skip)
            waiting.popleft()
            waiting.extend(map(workers.task, islice(batches, 1)))
            yield found


@dataclass(slots=True)
class _Task:
    """Articles that are being read.

    Attributes:
        broken: how many pools broke before it was finished.
    """

    batch: list[Document]
    future: Future[list[Found]]
    broken: int = 0

    def is_done(self) -> bool:
        return self.future.done() and self.future.exception() is None


class _Workers:
    """A pool of processes that starts again when it breaks."""

    def __init__(self, pipeline: str, jobs: int) -> None:
        self._pipeline = pipeline
        self._jobs = jobs
        self._pool = _pool(jobs)

    def __enter__(self) -> _Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def task(self, batch: list[Document]) -> _Task:
        """Start to read a batch."""
        return _Task(batch, self._submit(batch))

    def result(self, waiting: Iterable[_Task], on_skip: OnSkip) -> Batch:
        """What the first of the waiting tasks finds; all that are unfinished when the pool breaks start again."""
        first = next(iter(waiting))
        while first.broken < _CHANCES:
            try:
                return kept(first.batch, first.future.result(), on_skip)
            except BrokenProcessPool:
                self._restart(waiting)
        return list(self._apart(first.batch, on_skip))

    def _submit(self, batch: list[Document]) -> Future[list[Found]]:
        try:
            return self._pool.submit(extract_batch, batch, self._pipeline)
        except BrokenProcessPool as error:
            failed: Future[list[Found]] = Future()
            failed.set_exception(error)
            return failed

    def _restart(self, waiting: Iterable[_Task]) -> None:
        self._pool.shutdown()
        self._pool = _pool(self._jobs)
        for task in waiting:
            if task.broken < _CHANCES and not task.is_done():
                task.broken += 1
                task.future = self._submit(task.batch) if task.broken < _CHANCES else task.future

    def _apart(self, batch: list[Document], on_skip: OnSkip) -> Iterator[tuple[Document, Records]]:
        """One article at a time, in a process where nothing else runs."""
        pool = _ready(self._pipeline)
        for document in batch:
            try:
                yield from kept([document], pool.submit(extract_batch, [document], self._pipeline).result(), on_skip)
            except BrokenProcessPool:
                reason = "the process that read it ended each time (was memory short?): give it more memory, or split the article"
                on_skip(DocumentError(document.article.source_name, reason))
                pool.shutdown()
                pool = _ready(self._pipeline)
        pool.shutdown()


def _pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"))


def _ready(pipeline: str) -> ProcessPoolExecutor:
    """A process of its own that has read an empty batch.

    Raises:
        StoreError: it cannot even do that.
    """
    pool = _pool(1)
    try:
        pool.submit(extract_batch, [], pipeline).result()
    except BrokenProcessPool as error:
        pool.shutdown()
        raise StoreError("processes that extract cannot be started here: build with one job") from error
    return pool


def kept(batch: list[Document], found: list[Found], on_skip: OnSkip) -> Batch:
    """The articles of a batch that have records; of the others `on_skip` is told."""
    read: Batch = []
    for document, one in zip(batch, found, strict=True):
        if isinstance(one, DocumentError):
            on_skip(one)
        else:
            read.append((document, one))
    return read


def extract_batch(batch: list[Document], pipeline: str) -> list[Found]:
    """What each article of a batch holds, in this process; of one on which a rule fails the reason."""
    seconds = from_environment().article_seconds
    try:
        language = nlp.load(pipeline)
        with at_most(seconds * len(batch)):
            return [_extract(document, doc) for doc, document in nlp.pipe(language, ((one.text, one) for one in batch))]
    except TooSlowError:
        nlp.load.cache_clear()  # what was interrupted leaves the memory of the pipeline as nobody should use it
    if len(batch) > 1:
        return [found for document in batch for found in extract_batch([document], pipeline)]
    reason = f"reading it took more than {seconds:g} seconds of computing: split it, or raise KG_ARTICLE_SECONDS"
    return [DocumentError(batch[0].article.source_name, reason)]


def _extract(document: Document, doc: Doc) -> Found:
    """The records of an article, or why it has none: one article that trips a rule must not end the build."""
    try:
        return extract(document, doc)
    except KgError:
        raise
    except Exception as error:  # noqa: BLE001 - on text that nobody has seen a rule may fail in any way
        reason = f"a rule failed on it ({type(error).__name__}: {error}); please report it, with the article"
        return DocumentError(document.article.source_name, reason)


def _batched(documents: Iterable[Document]) -> Iterator[list[Document]]:
    batch: list[Document] = []
    for document in documents:
        batch.append(document)
        if len(batch) == BATCH or sum(len(one.text) for one in batch) >= BATCH_CHARACTERS:
            yield batch
            batch = []
    if batch:
        yield batch
