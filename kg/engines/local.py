"""The local engine: extraction in this process, or in several on this machine."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice

from kg import nlp
from kg.documents import Document
from kg.extract import extract
from kg.records import Records

BATCH = 16
"""Articles that one task holds: few enough for an even load, enough for the parser to work in batches."""

Batch = list[tuple[Document, Records]]


def extract_all(documents: Iterable[Document], pipeline: str, jobs: int) -> Iterator[Batch]:
    """Documents to records, in batches and in order, whatever the number of processes.

    Args:
        documents: read lazily, a few batches ahead of the work.
        pipeline: import name of the spaCy pipeline.
        jobs: number of processes; 1 works in this one.
    """
    batches = _batched(documents)
    if jobs == 1:
        for batch in batches:
            yield _extract_batch(batch, pipeline)
        return
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        waiting: list[Future[Batch]] = [pool.submit(_extract_batch, batch, pipeline) for batch in islice(batches, 2 * jobs)]
        while waiting:
            done = waiting.pop(0).result()
            waiting.extend(pool.submit(_extract_batch, batch, pipeline) for batch in islice(batches, 1))
            yield done


def _extract_batch(batch: list[Document], pipeline: str) -> Batch:
    parsed = nlp.pipe(nlp.load(pipeline), ((document.text, document) for document in batch))
    return [(document, extract(document, doc)) for doc, document in parsed]


def _batched(documents: Iterable[Document]) -> Iterator[list[Document]]:
    iterator = iter(documents)
    while batch := list(islice(iterator, BATCH)):
        yield batch
