"""What a second process gains: `python benchmarks/engines.py [--corpus FILE] [--articles N] [--out FILE]`.

The local engine extracts with one process and with two; beside it, in the same run, the stock spaCy pipeline parses the same cleaned texts
by `nlp.pipe` with one process and with two. Each is run over a few articles as well, and what that takes is taken off, start-up with it.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from dataclasses import asdict

from measuring import Spent, documents, finish, options, spent

from kg import nlp as adapter
from kg.documents import Document
from kg.engines.local import extract_all
from kg.settings import PIPELINE

FEW = 2 * adapter.BATCH_ARTICLES  #: a batch for each process
Work = Callable[[Sequence[Document], int], None]


def main() -> None:
    """Measure, print the table, and write it as JSON where asked to."""
    asked = options("Measure one process against two.", articles=160).parse_args()
    articles = documents(asked.corpus, asked.articles)
    works: dict[str, Work] = {"newskg": _extracted, "nlp.pipe": _parsed}
    times = {f"{name}, {jobs}": _warm(work, articles, jobs) for name, work in works.items() for jobs in (1, 2)}
    speedups = {name: times[f"{name}, 1"].wall / times[f"{name}, 2"].wall for name in works}
    costs = {name: times[f"{name}, 2"].cpu / times[f"{name}, 1"].cpu for name in works}
    ratios = {
        "two processes of newskg over one, wall": (speedups["newskg"], "higher", 1.95),
        "two processes of newskg over one, CPU": (costs["newskg"], "lower", 1.05),
        "newskg over nlp.pipe, both with two processes, wall": (times["nlp.pipe, 2"].wall / times["newskg, 2"].wall, "higher", 1.0),
    }
    warm = len(articles) - FEW
    table = [f"{warm} articles after the first {FEW}", "", f"{'processes':<20} {'wall s':>8} {'CPU s':>8} {'articles/s':>11}"]
    table += [f"{name:<20} {one.wall:8.2f} {one.cpu:8.2f} {warm / one.wall:11.1f}" for name, one in times.items()]
    table += ["", *(f"{name}: two processes {speedups[name]:.2f} times one, CPU {costs[name]:.2f} times" for name in works)]
    finish(table, {"ratios": ratios, "seconds": {name: asdict(one) for name, one in times.items()}}, asked.out)


def _warm(work: Work, articles: Sequence[Document], jobs: int) -> Spent:
    """What the articles after the first few take; what this process loads once is loaded before."""
    if jobs == 1:
        work(articles[:1], jobs)
    few = spent(lambda: work(articles[:FEW], jobs))
    every = spent(lambda: work(articles, jobs))
    return Spent(every.wall - few.wall, every.cpu - few.cpu)


def _extracted(articles: Sequence[Document], jobs: int) -> None:
    for _ in extract_all(articles, PIPELINE, jobs):
        pass


def _parsed(articles: Sequence[Document], jobs: int) -> None:
    nlp = importlib.import_module(PIPELINE).load()
    for _ in nlp.pipe([one.text for one in articles], batch_size=adapter.BATCH_ARTICLES, n_process=jobs):
        pass


if __name__ == "__main__":
    main()
