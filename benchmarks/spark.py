"""What an article costs on a cluster beside the local pool: `python benchmarks/spark.py [--corpus FILE] [--articles N] [--out FILE]`.

Both read the same file of JSON lines to records with two processes: the local engine, and Spark with two slots on this machine. What is
counted is the CPU time of all processes that take part, Java among them, while they work on the articles after the first few.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from measuring import Fields, finish, options, sources

from kg.documents import read
from kg.engines import local
from kg.engines.spark import Cluster
from kg.engines.spark_reading import extract_all, outcomes
from kg.settings import PIPELINE

FEW = 64
JOBS = 2
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


def main() -> None:
    """Measure, print the table, and write it as JSON where asked to."""
    asked = options("Measure Spark against the local pool.", articles=320).parse_args()
    if not find_spec("pyspark") or not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        finish(["Spark or Java is not installed: nothing was measured"], {"ratios": {}}, asked.out)
        return
    articles = sources(asked.corpus, asked.articles)
    with tempfile.TemporaryDirectory() as folder:
        few = _written(Path(folder) / "few.jsonl", articles[:FEW], "few")
        every = _written(Path(folder) / "all.jsonl", articles, "one")
        before = _written(Path(folder) / "before.jsonl", articles, "before")
        here = (_here(every) - _here(few)) / (len(articles) - FEW)
        there = _there((before, few, every), Path(folder)) / (len(articles) - FEW)
    name = "Spark over the local pool, warm CPU per article"
    table = [f"{len(articles)} articles", "", f"{'CPU per article':<20} {'ms':>8}", f"{'local, 2':<20} {1000 * here:8.1f}"]
    table += [f"{'Spark, local[2]':<20} {1000 * there:8.1f}", "", f"{name}: {there / here:.2f}"]
    finish(table, {"ratios": {name: (there / here, "lower", 1.1)}, "seconds": {"local": here, "spark": there}}, asked.out)


def _here(path: Path) -> float:
    def work() -> None:
        for _ in local.extract_all(read([path], logging.error), PIPELINE, JOBS):
            pass

    return _spent(work)


def _there(files: tuple[Path, Path, Path], folder: Path) -> float:
    """The CPU seconds that all articles take more than a few, after as many were read: Java compiles while it works."""
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    with Cluster(f"local[{JOBS}]", folder / "lake") as cluster:

        def extracted(path: Path) -> None:
            waves = extract_all(cluster, [path], PIPELINE, frozenset(), logging.error)
            assert outcomes(waves)[0][0], "no article was read"  # noqa: S101

        _, few, every = [_spent(partial(extracted, path)) for path in files]
        return every - few


def _written(path: Path, articles: Sequence[Fields], prefix: str) -> Path:
    lines = (json.dumps({**fields, "id": f"{prefix}-{number}"}) for number, fields in enumerate(articles))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _spent(work: Callable[[], object]) -> float:
    before = _cpu_of_all()
    work()
    return _cpu_of_all() - before


def _cpu_of_all() -> float:
    """CPU seconds of this process and all that descend from it, those that have ended as well (Linux)."""
    parents: dict[int, int] = {}
    used: dict[int, float] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(path.parent.name)] = int(fields[1])
        used[int(path.parent.name)] = sum(map(int, fields[11:15])) / _TICKS
    family = {os.getpid()}
    while grown := {child for child, parent in parents.items() if parent in family} - family:
        family |= grown
    return sum(used[one] for one in family if one in used)


if __name__ == "__main__":
    main()
