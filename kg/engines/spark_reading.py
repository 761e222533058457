"""Extraction on a cluster: sources to records, in waves that are kept when they are finished.

Every source file is cut into pieces; a task reads some, with the readers and the `extract` of the local engine, and gives a row for each
article: its records, or why there are none. The name of a wave is a digest of all that its rows depend on, so that a build that was
stopped goes on after the last finished wave.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial, reduce
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.documents import Document
from kg.documents.folders import Found
from kg.documents.parts import parts
from kg.documents.readers import STDIN, OnError, files, read_file
from kg.engines.batches import Found as Extracted
from kg.engines.batches import extract_batch
from kg.engines.local import BATCH
from kg.engines.spark import Cluster, Row, Stage, mapped
from kg.errors import DocumentError, InputError
from kg.gazetteer import layers
from kg.identifiers import version_path
from kg.records_json import from_json
from kg.settings import data_folder, from_environment

if TYPE_CHECKING:
    import pyarrow as pa

_TASK = 4_000_000  #: bytes of sources that one task reads: some minutes of work
_PIECE = 100_000  #: the fewest bytes of a piece of JSON lines: enough articles for the parser to work in batches
_TASKS = 64  #: so many pieces a small input is cut into
_WAVE = 2_000  #: tasks of one wave
Outcome = tuple[int, int, Document | DocumentError]
"""Piece, place in it, and what was read there."""


def extract_all(cluster: Cluster, sources: Sequence[str | Path], pipeline: str, known: frozenset[str], on_error: OnError) -> list[Stage]:
    """The records of all articles of the sources, in waves.

    Args:
        cluster: that runs it.
        sources: files and folders that every worker can read.
        pipeline: import name of the spaCy pipeline.
        known: versions of articles that are not read again.
        on_error: told of sources that cannot be read as wholes.

    Raises:
        InputError: standard input is among the sources.
    """
    if STDIN in map(str, sources):
        raise InputError("standard input cannot be read on a cluster: give files that every worker can read")
    pieces = list(_pieces(sources, on_error))
    state = _state(pipeline, known)
    return [_wave(cluster, wave, tasks, state, pipeline, known) for wave, tasks in _waves(pieces)]


def outcomes(waves: Sequence[Stage]) -> tuple[tuple[int, int, int], list[Row]]:
    """What became of the articles, where waves give any.

    Returns:
        of those that were read and share their id with no other: how many are new, how many are known, and the facts of the new ones;
        and a row for each of all others.
    """
    from pyspark.sql import Window
    from pyspark.sql import functions as sql

    if not waves:
        return (0, 0, 0), []
    read = reduce(lambda left, right: left.unionByName(right), (wave.frame.select(*_ABOUT) for wave in waves))
    read = read.withColumn("sharing", sql.count("id").over(Window.partitionBy("id")))
    is_plain = sql.col("reason").isNull() & (sql.col("sharing") == 1)
    plain = read.where(is_plain).agg(sql.count("facts"), sql.count("*") - sql.count("facts"), sql.coalesce(sql.sum("facts"), sql.lit(0)))
    new, old, facts = plain.first()
    return (new, old, facts), [row.asDict() for row in read.where(~is_plain).collect()]


def read_rows(rows: Iterable[Row], pipeline: str, known: Any) -> Iterator[Row]:
    """The outcomes of pieces: what a task does."""
    outcomes = (outcome for row in rows for outcome in _outcomes(row))
    while several := list(islice(outcomes, BATCH)):
        yield from _extracted(several, pipeline, known.value)


def _wave(cluster: Cluster, pieces: list[Row], tasks: int, state: str, pipeline: str, known: frozenset[str]) -> Stage:
    name = _digest(state, json.dumps(pieces))

    def made() -> Any:
        work = partial(read_rows, pipeline=pipeline, known=cluster.shared(known))
        return mapped(cluster.rows(pieces, _piece_schema(), tasks), work, _schema())

    return cluster.stage(f"records-{name}", made)


def _pieces(sources: Sequence[str | Path], on_error: OnError) -> Iterator[Row]:
    found = list(files(sources, on_error))
    size = min(_TASK, max(_PIECE, sum(one.path.stat().st_size for one in found) // _TASKS))
    for number, piece in enumerate(piece for one in found for piece in parts(one, size)):
        facts = piece.path.stat()
        start, stop = piece.part or (None, None)
        yield {
            "piece": number,
            "path": str(piece.path.resolve()),
            "name": piece.name,
            "listed": json.dumps(dict(piece.listed)),
            "start": start,
            "stop": stop,
            "first": piece.first,
            "bytes": facts.st_size if start is None or piece.path.suffix != ".jsonl" else (stop or 0) - start,
            "state": f"{facts.st_size} {facts.st_mtime_ns}",
        }


def _waves(pieces: list[Row]) -> Iterator[tuple[list[Row], int]]:
    """Pieces of some hours of work, with the number of tasks that are to read them."""
    wave: list[Row] = []
    size = 0
    for piece in pieces:
        wave.append(piece)
        size += piece["bytes"]
        if size >= _WAVE * _TASK:
            yield wave, _WAVE
            wave, size = [], 0
    if wave:
        yield wave, max(_TASKS, size // _TASK)


def _outcomes(row: Row) -> Iterator[Outcome]:
    part = None if row["start"] is None else (row["start"], row["stop"])
    errors: list[DocumentError] = []
    place = 0
    for document in read_file(Found(Path(row["path"]), row["name"], json.loads(row["listed"]), part, row["first"]), errors.append):
        for error in errors:
            yield row["piece"], place, error
            place += 1
        errors.clear()
        yield row["piece"], place, document
        place += 1
    yield from ((row["piece"], place + number, error) for number, error in enumerate(errors))


def _extracted(several: list[Outcome], pipeline: str, known: frozenset[str]) -> Iterator[Row]:
    fresh = {(piece, place): one for piece, place, one in several if isinstance(one, Document) and version_path(one.article) not in known}
    found = dict(zip(fresh, extract_batch(list(fresh.values()), pipeline), strict=True))
    for piece, place, one in several:
        empty = dict.fromkeys(_COLUMNS) | {"piece": piece, "place": place}
        if isinstance(one, DocumentError):
            yield empty | {"source_name": one.source, "reason": one.reason}
        else:
            yield empty | _row(one, found.get((piece, place)))


def _row(document: Document, found: Extracted | None) -> Row:
    article = document.article
    about = {"id": article.id, "source_name": article.source_name, "version": version_path(article), "url": article.url}
    if found is None:
        return about
    if isinstance(found, DocumentError):
        return about | {"reason": found.reason}
    return about | {"source": document.source, "records": found, "facts": from_json(found).facts}


def _state(pipeline: str, known: frozenset[str]) -> str:
    """What records depend on beside their sources: newskg itself, its data, the gazetteer, and what is left out."""
    return _digest(pipeline, _own_digest(), str(from_environment().article_seconds), json.dumps(layers.current()), *sorted(known))


@cache
def _own_digest() -> str:
    code = Path(__file__).resolve().parent.parent
    data = data_folder("ontology")
    several = [*code.rglob("*.py"), *(path for path in data.rglob("*") if path.is_file())]
    return _digest(*(hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(several)))


def _digest(*texts: str) -> str:
    return hashlib.sha256("\n".join(texts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


_ABOUT = ("piece", "place", "version", "id", "source_name", "facts", "reason")
_COLUMNS = ("piece", "place", "version", "id", "source_name", "url", "source", "records", "facts", "reason")


def _schema() -> pa.Schema:
    import pyarrow as pa

    numbers = {"piece", "place", "facts"}
    return pa.schema([(name, pa.int64() if name in numbers else pa.string()) for name in _COLUMNS])


def _piece_schema() -> pa.Schema:
    import pyarrow as pa

    columns = {"piece": pa.int64(), "path": pa.string(), "name": pa.string(), "listed": pa.string()}
    return pa.schema({**columns, "start": pa.int64(), "stop": pa.int64(), "first": pa.int64()}.items())
