"""What the gazetteer costs beside the pipeline: `python benchmarks/gazetteer.py [--corpus FILE] [--out FILE]`.

The whole extraction is timed and, in a pass of its own, every call of the gazetteer is noted. The calls are then made again, alone
and with empty memories, of each set of layers: what newskg ships, with towns and districts, and with a file of a user's before them.
Figures are medians of process CPU time of one run; look at the ratios. Towns need `pip install "newskg[gazetteer]"`.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import json
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from throughput import corpus, cpu, whole

from kg import gazetteer
from kg.gazetteer import Gazetteer, given, seed, towns

ASKED = ("find", "places", "within", "demonym", "opens_demonym", "people", "reach", "entry", "spellings")
Call = tuple[str, tuple[Any, ...]]


def main() -> None:
    """Measure, print the table, and write it as JSON where asked to."""
    options = _options()
    sources = list(islice(cycle(corpus(options.corpus)), options.articles))
    whole(sources)
    pipeline = statistics.median(cpu(lambda: whole(sources)) for _ in range(options.turns))
    calls = _calls(sources)
    with tempfile.TemporaryDirectory() as folder:
        mine = _users_file(Path(folder) / "mine.csv", options.rows)
        rows = [_row(name, made, calls, options.turns) for name, made in _layers(mine)]
    found = {"articles": len(sources), "calls": len(calls), "pipeline": pipeline, "layers": rows}
    sys.stdout.write(_table(found))
    if options.out:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the gazetteer beside the whole extraction.")
    parser.add_argument("--corpus", type=Path, help="JSON lines of articles; without it the articles in seeds/, again and again")
    parser.add_argument("--articles", type=int, default=56, help="how many articles a turn reads")
    parser.add_argument("--turns", type=int, default=5, help="how often each is timed")
    parser.add_argument("--rows", type=int, default=1000, help="how many rows the user's file has")
    parser.add_argument("--out", type=Path, help="where to write the figures as JSON")
    return parser.parse_args()


def _layers(mine: Path) -> Iterator[tuple[str, Callable[[], Gazetteer]]]:
    yield "shipped", lambda: _gazetteer(None)
    found = towns.installed()
    if found is not None:
        yield "shipped, towns and districts", lambda: _gazetteer(towns.installed())
        yield "a user's file, shipped, towns and districts", lambda: _with_file(mine, towns.installed())


def _gazetteer(wide: towns.Towns | None) -> Gazetteer:
    return Gazetteer(seed.entries(), seed.demonyms("adjectives"), seed.demonyms("people"), wide)


def _with_file(mine: Path, wide: towns.Towns | None) -> Gazetteer:
    known = _gazetteer(wide)
    known.put_first(given.entries(given.drafts([mine]), known))
    return known


def _users_file(path: Path, rows: int) -> Path:
    names = (f"{_word(i)} {_word(i * 7 + 3)}" for i in range(rows))
    path.write_text("name,kind,id\n" + "".join(f"{name},person,{i}\n" for i, name in enumerate(names)), encoding="utf-8")
    return path


def _word(number: int) -> str:
    return "".join("bdfgklmnprstvz"[number // 14**i % 14] + "aeiou"[number // 5**i % 5] for i in range(3)).title()


def _calls(sources: Sequence[dict[str, Any]]) -> list[Call]:
    """Every call of the gazetteer while the articles are extracted."""
    noted: list[Call] = []
    with _noting(noted):
        whole(sources)
    return noted


@contextmanager
def _noting(noted: list[Call]) -> Iterator[None]:
    before = {name: getattr(Gazetteer, name) for name in ASKED}
    gazetteer.load()
    for name, method in before.items():
        setattr(Gazetteer, name, _noted(name, method, noted))
    try:
        yield
    finally:
        for name, method in before.items():
            setattr(Gazetteer, name, method)


def _noted(name: str, method: Callable[..., Any], noted: list[Call]) -> Callable[..., Any]:
    depth = 0

    @wraps(method)
    def asked(self: Gazetteer, *arguments: Any) -> Any:
        nonlocal depth
        if not depth:
            noted.append((name, arguments))
        depth += 1
        try:
            return method(self, *arguments)
        finally:
            depth -= 1

    return asked


def _row(name: str, made: Callable[[], Gazetteer], calls: list[Call], turns: int) -> dict[str, Any]:
    times, opened = [], []
    places = 0
    for _ in range(turns):
        known: list[Gazetteer] = []
        opened.append(cpu(lambda: known.append(made())))  # noqa: B023
        asked = [(getattr(known[0], method), arguments) for method, arguments in calls if _is_answered(known[0], method, arguments)]
        times.append(cpu(lambda: [ask(*arguments) for ask, arguments in asked]))  # noqa: B023
        places = known[0].count()
    return {"layers": name, "places": places, "opened": statistics.median(opened), "asked": statistics.median(times)}


def _is_answered(known: Gazetteer, method: str, arguments: tuple[Any, ...]) -> bool:
    """A call by id that these layers have."""
    return method not in {"entry", "within", "spellings"} or known.get(arguments[0]) is not None


def _table(found: dict[str, Any]) -> str:
    articles, pipeline = found["articles"], found["pipeline"]
    each = f"{found['calls'] / articles:.0f} calls of the gazetteer and {1000 * pipeline / articles:.1f} ms of extraction an article"
    lines = [
        f"{articles} articles: {each}; medians of CPU time",
        "",
        f"{'layers':<46}{'entries':>9}{'opened, s':>11}{'ms an article':>15}{'of extraction':>15}",
    ]
    for row in found["layers"]:
        share = row["asked"] / pipeline
        lines.append(f"{row['layers']:<46}{row['places']:>9}{row['opened']:>11.2f}{1000 * row['asked'] / articles:>15.3f}{share:>14.2%}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
