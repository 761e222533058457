"""The local engine: extraction in this process, or in several on this machine."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from kg.documents import Document
from kg.engines.batches import Found, extract_batch
from kg.engines.pool import Pool
from kg.errors import DocumentError

BATCH = 16
"""Articles that one task holds: few enough for an even load, enough for the parser to work in batches."""
BATCH_CHARACTERS = 400_000
"""Characters with which a task is full however few its articles are, for the parser holds all of a task at once."""
_AHEAD = 3  #: batches for each process that are read from the sources before they are needed

Batch = list[tuple[Document, str]]
"""Articles with their records as JSON."""
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
    with Pool(pipeline, jobs) as pool:
        started = ((batch, pool.submit(batch)) for batch in batches)
        waiting = deque(islice(started, _AHEAD * jobs))
        while waiting:
            batch, future = waiting.popleft()
            found = future.result()
            waiting.extend(islice(started, 1))
            yield kept(batch, found, on_skip)


def kept(batch: list[Document], found: list[Found], on_skip: OnSkip) -> Batch:
    """The articles of a batch that have records; of the others `on_skip` is told."""
    read: Batch = []
    for document, one in zip(batch, found, strict=True):
        if isinstance(one, DocumentError):
            on_skip(one)
        else:
            read.append((document, one))
    return read


def _batched(documents: Iterable[Document]) -> Iterator[list[Document]]:
    batch: list[Document] = []
    for document in documents:
        batch.append(document)
        if len(batch) == BATCH or sum(len(one.text) for one in batch) >= BATCH_CHARACTERS:
            yield batch
            batch = []
    if batch:
        yield batch
