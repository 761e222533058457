"""What one more graph costs a small dataset and a large one: `python benchmarks/stores.py [--sizes N N] [--out FILE]`.

A dataset is filled in bulk, as a first build does it, with graphs of an article's size; then graphs are put into it one by one. Beside it,
in the same run, rdflib parses the same graphs into its dataset in memory.
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from measuring import finish, options, wall
from rdflib import Dataset, URIRef

from kg.store import Store

QUADS = 40  #: of a graph
MORE = 200  #: graphs that are put one by one
BASE = "https://example.org/"
Graph = tuple[str, tuple[str, ...]]


def main() -> None:
    """Measure, print the table, and write it as JSON where asked to."""
    parser = options("Measure what one more graph costs.", articles=0)
    parser.add_argument("--sizes", type=int, nargs=2, default=(10_000, 1_000_000), help="quads in the small dataset and in the large one")
    asked = parser.parse_args()
    small, large = ({"quads": size} | _measured(size) for size in asked.sizes)
    peer = statistics.median(_parsed_by_rdflib())
    ratios = {
        "one more graph, large dataset over small": (large["median"] / small["median"], "lower", 1.2),
        "one more graph in the large dataset, slowest of 99 in 100 over median": (large["p99"] / large["median"], "lower", 5.0),
        "rdflib in memory over one more graph on disk": (peer / large["median"], "higher", None),
    }
    table = [f"{'quads':>9} {'fill s':>7} {'quads/s':>8} {'one more, ms':>13} {'p99':>7} {'slowest':>8}"]
    table += [_row(one) for one in (small, large)]
    table += [f"rdflib parses such a graph into memory in {1000 * peer:.2f} ms", ""]
    table += [f"{name}: {one[0]:.2f}" for name, one in ratios.items()]
    finish(table, {"ratios": ratios, "small": small, "large": large, "rdflib": peer}, asked.out)


def _row(one: dict[str, Any]) -> str:
    median, p99, slowest = (1000 * one[name] for name in ("median", "p99", "slowest"))
    return f"{one['quads']:9} {one['fill']:7.1f} {one['quads'] / one['fill']:8.0f} {median:13.2f} {p99:7.2f} {slowest:8.2f}"


def _measured(quads: int) -> dict[str, Any]:
    """Seconds: of filling, and of one more graph."""
    count = quads // QUADS
    with tempfile.TemporaryDirectory() as name, Store(Path(name)) as store:
        fill = wall(lambda: store.fill(_graphs(0, count)))
        times = sorted(wall(lambda one=one: store.put(*one)) for one in _graphs(count, MORE))  # type: ignore[misc]
    return {"fill": fill, "median": statistics.median(times), "p99": times[len(times) * 99 // 100 - 1], "slowest": times[-1]}


def _graphs(first: int, count: int) -> Iterator[Graph]:
    """Graphs that share some of their subjects with others, as articles share people."""
    for number in range(first, first + count):
        lines = (_line(number, part) for part in range(QUADS))
        yield f"{BASE}graph/{number}", tuple(sorted(lines))


def _line(number: int, part: int) -> str:
    subject = f"{BASE}person/{number * 7 % 5003}" if part % 4 == 0 else f"{BASE}fact/{number}-{part // 4}"
    return f'<{subject}> <{BASE}property/{part % 12}> "value {number % 977} of {part}" .'


def _parsed_by_rdflib() -> Iterator[float]:
    dataset = Dataset()
    for name, lines in _graphs(0, 50):
        text = "\n".join(lines)
        graph = dataset.graph(URIRef(name))
        yield wall(lambda graph=graph, text=text: graph.parse(data=text, format="nt"))  # type: ignore[misc]


if __name__ == "__main__":
    main()
