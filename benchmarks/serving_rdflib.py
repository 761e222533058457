"""rdflib's store in memory, in a process of its own: `python benchmarks/serving_rdflib.py FILE.nt PORT`.

Answers queries that come as lines of JSON on standard input, with seconds and number of rows; rdflib-endpoint serves the same graph at
the port where it is installed. Says `ready` when the graph is loaded.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from importlib.util import find_spec

import rdflib


def main() -> None:
    """Load, then answer until standard input ends."""
    graph = rdflib.Graph()
    start = time.perf_counter()
    graph.parse(sys.argv[1], format="nt")
    if find_spec("rdflib_endpoint"):
        threading.Thread(target=_serve, args=(graph, int(sys.argv[2])), daemon=True).start()
    _say({"ready": time.perf_counter() - start})
    for line in sys.stdin:
        start = time.perf_counter()
        found = sum(1 for _ in graph.query(json.loads(line)))
        _say({"seconds": time.perf_counter() - start, "rows": found})


def _serve(graph: rdflib.Graph, port: int) -> None:
    import uvicorn
    from rdflib_endpoint import SparqlEndpoint

    uvicorn.Server(uvicorn.Config(SparqlEndpoint(graph=graph), port=port, log_level="error")).run()


def _say(told: dict[str, float]) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
