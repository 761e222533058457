"""Clients that ask for minutes while articles come, are corrected and go: `python soaking.py SECONDS [CLIENTS]` tells what came of it.

The service runs as `kg serve` runs it, over the shipped articles. Each client asks, reads the answer whole, thinks for a moment and asks
again; one more writes, and looks whether what it wrote is there. Told are the answers that were errors, the seconds until an answer was
whole, and the memory, files and threads of the service and its workers. The process at the intake holds a parser and ends when nothing
comes, so its memory is told apart.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from invented import FIRST, LAST  # noqa: E402
from servers import free_port  # noqa: E402

from kg.check import check  # noqa: E402
from kg.pipeline import build  # noqa: E402
from kg.settings import Settings, data_folder  # noqa: E402

TOKEN = "a token of the tests"
THOUGHT = (1.0, 4.0)
"""Seconds between an answer and the next question of a client."""
_LOOK = 2.0
_PREFIX = "PREFIX kg: <https://w3id.org/newskg/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
_WORDS = "Foreign Minister {name} of Peru {verb} the fishing treaty. {name} met port workers in Lima on Tuesday."


def _sparql(query: str) -> str:
    return "/sparql?" + urlencode({"query": _PREFIX + query})


ASKED: tuple[tuple[str, str, str], ...] = (
    ("positions", "/positions?kind=stance&limit=50", "application/json"),
    ("positions as CSV", "/positions.csv?limit=100", "text/csv"),
    ("events", "/events?limit=50", "application/json"),
    ("events page", "/events", "text/html"),
    ("home", "/", "text/html"),
    ("search", "/search?q=pu", "application/json"),
    ("articles", "/articles", "application/json"),
    ("counts", "/counts?by=month", "application/json"),
    ("known at", "/positions?known_at=2031-01-01&limit=20", "application/json"),
    ("short query", _sparql("SELECT ?s WHERE { ?s a kg:Stance } LIMIT 20"), "application/sparql-results+json"),
    ("long answer", _sparql("SELECT * WHERE { ?s ?p ?o } LIMIT 5000"), "text/csv"),
    (
        "grouped query",
        _sparql("SELECT ?who (COUNT(?s) AS ?n) WHERE { ?s kg:heldBy ?who } GROUP BY ?who ORDER BY DESC(?n)"),
        "application/sparql-results+json",
    ),
    ("constructed", _sparql("CONSTRUCT { ?s ?p ?o } WHERE { ?s a kg:Event ; ?p ?o } LIMIT 300"), "text/turtle"),
    ("picture", "/graph?center=Putin&limit=40", "text/html"),
    ("jobs", "/jobs", "application/json"),
    ("ready", "/readyz", "application/json"),
)
_WEIGHTS = [1 if name == "picture" else 4 for name, *_ in ASKED]


@dataclass
class Told:
    """What came of it: seconds by what was asked, errors, and looks at the processes."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    statuses: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    jobs: int = 0
    looks: list[tuple[float, int, int, int]] = field(default_factory=list)
    """Moment, KiB of the service and its workers, open files of the service, its threads."""
    intake: int = 0
    """Most KiB of the process at the intake."""


@contextmanager
def serving(folder: Path) -> Iterator[tuple[int, Settings]]:
    """The port of `kg serve` over a store of the shipped articles, and its settings."""
    settings = Settings(store=folder / "graph", token=TOKEN)
    build([data_folder("seeds") / "articles"], settings)
    port = free_port()
    os.environ["KG_TOKEN"] = TOKEN
    command = [sys.executable, "-m", "kg.cli", "serve", "--store", str(folder / "graph"), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            while _status(port, "/readyz") != 200:
                time.sleep(0.2)
            yield port, settings
        finally:
            server.terminate()


def _status(port: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


def soak(port: int, seconds: float, clients: int) -> Told:
    """Ask and write for so many seconds."""
    told, end = Told(), time.monotonic() + seconds
    work: list[Callable[[], None]] = [lambda: _write(port, end, told), lambda: _look(port, end, told)]
    work += [lambda number=number: _ask(port, end, random.Random(number), told) for number in range(clients)]  # type: ignore[misc]
    threads = [threading.Thread(target=one) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def _ask(port: int, end: float, chance: random.Random, told: Told) -> None:
    """One client; it keeps its connection as browsers do, and holds the newest answer of everything."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    tags: dict[str, str] = {}
    while time.monotonic() < end:
        time.sleep(chance.uniform(*THOUGHT))
        name, path, accept = chance.choices(ASKED, _WEIGHTS)[0]
        headers = {"Accept": accept, **({"If-None-Match": tags[name]} if name in tags and chance.random() < 0.3 else {})}
        begun = time.monotonic()
        try:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException) as error:
            if not isinstance(error, http.client.RemoteDisconnected):  # a kept connection that ended while the client was thinking
                told.wrong.append(f"{name}: {error!r}")
            connection.close()
            continue
        told.seconds[name].append(time.monotonic() - begun)
        told.statuses[answer.status] += 1
        tags[name] = answer.headers.get("etag", "")
        if answer.status not in (200, 304):
            told.wrong.append(f"{name}: {answer.status} {body[:200]!r}")


def _write(port: int, end: float, told: Told) -> None:
    """One writer: an article comes, is corrected, and every other one goes; each time the answers must say so."""
    for number in range(10**6):
        if time.monotonic() > end:
            return
        name = f"{FIRST[number % len(FIRST)]} {LAST[number // len(FIRST) % len(LAST)]}"
        for verb in ("supports", "opposes"):
            article = {"id": f"soak-{number}", "published": "2031-03-04", "text": _WORDS.format(name=name, verb=verb)}
            _job(port, "POST", "/articles", told, article)
            found = _got(port, "/positions?" + urlencode({"held_by": name}))
            if [one.get("polarity") for one in found.get("items", []) if one.get("kind") == "stance"] != [verb.capitalize()]:
                told.wrong.append(f"{name} {verb}: {json.dumps(found)[:300]}")
        if number % 2:
            _job(port, "DELETE", f"/articles/{quote(f'soak-{number}')}", told)


def _job(port: int, method: str, path: str, told: Told, article: dict[str, str] | None = None) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=90)
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    begun = time.monotonic()
    try:
        connection.request(method, f"{path}?wait=60", json.dumps(article) if article else None, headers)
        answer = connection.getresponse()
        job = json.loads(answer.read())
    except (OSError, http.client.HTTPException) as error:
        told.wrong.append(f"{method} {path}: {error!r}")
        return
    finally:
        connection.close()
    told.jobs += 1
    told.seconds[f"{method} an article, done"].append(time.monotonic() - begun)
    if answer.status != 202 or job["state"] != "done" or job["outcome"].get("skipped"):
        told.wrong.append(f"{method} {path}: {answer.status} {json.dumps(job)[:300]}")


def _got(port: int, path: str) -> dict[str, list[dict[str, str]]]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path, headers={"Accept": "application/json"})
        found: dict[str, list[dict[str, str]]] = json.loads(connection.getresponse().read())
        return found
    finally:
        connection.close()


def _look(port: int, end: float, told: Told) -> None:
    """Look at the service's processes now and then."""
    server = _listener(port)
    while time.monotonic() < end:
        time.sleep(_LOOK)
        family = [server, *_children(server)]
        at_intake = [pid for pid in family if b"kg.intake" in _read(f"/proc/{pid}/cmdline")]
        told.intake = max([told.intake, *(_kib(pid) for pid in at_intake)])
        kib = sum(_kib(pid) for pid in family if pid not in at_intake)
        files = len(list(Path(f"/proc/{server}/fd").iterdir()))
        told.looks.append((time.monotonic(), kib, files, len(list(Path(f"/proc/{server}/task").iterdir()))))


def _listener(port: int) -> int:
    """The child of this process that serves."""
    return next(pid for pid in _children(os.getpid()) if str(port).encode() in _read(f"/proc/{pid}/cmdline").split(b"\0"))


def _children(parent: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        fields = _read(str(stat)).rpartition(b")")[2].split()
        if fields and int(fields[1]) == parent:
            found.append(int(stat.parent.name))
    return found


def _kib(pid: int) -> int:
    """The memory of a process that no other one shares, and its part of what is shared."""
    lines = _read(f"/proc/{pid}/smaps_rollup").splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith(b"Pss:")), 0)


def _read(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError:
        return b""


def growth(told: Told) -> dict[str, tuple[float, float]]:
    """Medians of the second sixth and of the last sixth of the looks: memory in MiB, files, threads."""
    sixth = max(len(told.looks) // 6, 1)
    early, late = told.looks[sixth : 2 * sixth] or told.looks, told.looks[-sixth:]
    names = (("memory in MiB", 1, 1024), ("files", 2, 1), ("threads", 3, 1))
    return {name: tuple(statistics.median(look[at] for look in part) / unit for part in (early, late)) for name, at, unit in names}  # type: ignore[misc]


def report(told: Told, seconds: float, clients: int) -> Iterator[str]:
    """Lines of what came of it."""
    total = sum(map(len, told.seconds.values()))
    rate = f"{total:,} answers, {total / seconds:.1f} a second"
    yield f"{clients} clients, {seconds:.0f} s, {rate}, {told.jobs} jobs, {len(told.wrong)} wrong"
    yield f"statuses {dict(sorted(told.statuses.items()))}"
    yield f"{'ms':32} {'n':>6} {'p50':>7} {'p90':>7} {'p99':>7} {'max':>7}"
    for name, taken in sorted(told.seconds.items()):
        parts = statistics.quantiles(taken, n=100) if len(taken) > 1 else taken * 99
        yield f"{name:32} {len(taken):6} " + " ".join(f"{1000 * one:7.0f}" for one in (parts[49], parts[89], parts[98], max(taken)))
    for name, (early, late) in growth(told).items():
        yield f"{name}: {early:.0f} early, {late:.0f} at the end"
    yield f"most memory of the process at the intake in MiB: {told.intake / 1024:.0f}"
    yield from told.wrong[:40]


def main(seconds: float, clients: int) -> int:
    """Soak and tell; gives how much was wrong."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with tempfile.TemporaryDirectory() as folder:
        with serving(Path(folder)) as (port, settings):
            told = soak(port, seconds, clients)
        told.wrong += [f"check: {problem}" for problem in check(settings, shapes=False)]
    print(*report(told, seconds, clients), sep="\n")
    early, late = growth(told)["memory in MiB"]
    return len(told.wrong) + (late > 1.15 * early + 20)


if __name__ == "__main__":
    sys.exit(min(main(float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 64), 1))
