"""What the benchmarks share: their options, the articles they read, clocks, and the form of their figures.

A benchmark prints a table and writes `{"ratios": {name: [value, "higher" or "lower", target or null]}, ...}`; `run.py` compares the ratios
with those of the last committed run.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from kg.documents import Document, document, read
from kg.errors import DocumentError
from kg.settings import data_folder

FIELDS = ("id", "title", "publisher", "published", "url")
Fields = dict[str, Any]
Ratio = tuple[float, str, float | None]  #: value, whether "higher" or "lower" is better, target


@dataclass(frozen=True)
class Spent:
    """Seconds that some work took: by the clock, and of the processors by this process and its children."""

    wall: float
    cpu: float


def options(description: str, articles: int) -> argparse.ArgumentParser:
    """The options that all benchmarks know."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--corpus", type=Path, help="JSON lines of articles; without it the articles in seeds/, again and again")
    parser.add_argument("--articles", type=int, default=articles, help="how many articles are read")
    parser.add_argument("--out", type=Path, help="where to write the figures as JSON")
    return parser


def sources(path: Path | None, articles: int) -> list[Fields]:
    """So many articles, as fields of `kg.documents.document`; those of the corpus come again where it has fewer."""
    return list(islice(cycle(corpus(path)), articles))


def documents(path: Path | None, articles: int) -> list[Document]:
    """So many articles, cleaned, each with an id of its own."""
    return [document(**(fields | {"id": f"article-{number}"})) for number, fields in enumerate(sources(path, articles))]


def corpus(path: Path | None) -> list[Fields]:
    """The articles of a file of JSON lines, or of seeds/."""
    if path is None:
        found = read([data_folder("seeds") / "articles"], _tell)
        return [{"text": one.source, "published": one.article.published} for one in found]
    values = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [{"text": one["text"], **{field: one.get(field) for field in FIELDS}} for one in values]


def cpu(work: Callable[[], object]) -> float:
    """The seconds of CPU time of this process that some work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def wall(work: Callable[[], object]) -> float:
    """The seconds that some work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def spent(work: Callable[[], object]) -> Spent:
    """What some work takes, its child processes included, which must have ended."""
    before = _cpu_of_all()
    taken = wall(work)
    return Spent(taken, _cpu_of_all() - before)


def finish(table: list[str], found: dict[str, Any], out: Path | None) -> None:
    """Print the table of a benchmark, and write its figures where asked to."""
    sys.stdout.write("\n".join(table) + "\n")
    if out:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def _cpu_of_all() -> float:
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def _tell(error: DocumentError) -> None:
    sys.stderr.write(f"{error}\n")
