"""A process that answers queries over HTTP, so that it can be ended: `python -m kg.worker PLACE BASE MEMORY PARENT`.

Requests come in on standard input, answers go out on standard output, both in frames (`kg.frames`). A query runs over a
read-only open of the store, with a bound on the address space; a write opens the store for the moment of the write. The
process has no network where the system lets it leave it, and dies with its parent.
"""

from __future__ import annotations

import ctypes
import os
import resource
import select
import signal
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any, Final, cast

from kg.added import DEFAULT, Limits, ReservedGraphError, check, extend, remove, replace
from kg.errors import InputError, StoreError
from kg.frames import Frames, Kind, TooManyRowsError, receive, send
from kg.sparql import is_lasting, limited, limits_itself, refuse_service
from kg.store import Dataset, ResultFormat, Store, current_generation, is_address, parsed
from kg.updates import rewritten

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_DIE_WITH_PARENT: Final = 1
_OPENINGS: Final = 4
_WRITES: Final = {"PUT": replace, "POST": extend, "DELETE": remove}


class UnacceptableError(InputError):
    """The answer comes in none of the formats that were asked for."""


class MissingGraphError(InputError):
    """There is no graph of that name."""


_NAMES: Final = (
    (ReservedGraphError, "reserved"),
    (UnacceptableError, "unacceptable"),
    (MissingGraphError, "missing"),
    (TooManyRowsError, "limit"),
    (InputError, "input"),
    (StoreError, "busy"),
)


def main() -> None:
    """Answer requests until standard input ends."""
    place, base, memory, parent = sys.argv[1:5]
    source, sink = _own_pipes()
    isolated = is_address(place) or _leave_network()
    _die_with(int(parent), source)
    worker = Worker(place, base, int(memory))
    send(sink, Kind.READY, {"isolated": isolated})
    while (request := receive(source)) is not None:
        worker.answer(*request, sink)


class Worker:
    """Answers one request after the other."""

    def __init__(self, place: str, base: str, memory: int) -> None:
        """Take the place of the graph, the IRI that instances are minted below, and the MiB that a query may use."""
        self._place = place if is_address(place) else Path(place)
        self._articles = base + "article/"
        self._memory = memory << 20
        self._store: Store | None = None

    def answer(self, request: Mapping[str, Any], body: bytes, sink: int) -> None:
        """Answer a request in frames: a head, data, and an end, or an error at any point."""
        try:
            {"query": self._query, "dump": self._dump, "update": self._update, "write": self._write}[request["do"]](request, body, sink)
        except (InputError, StoreError, TooManyRowsError) as error:
            kind = next(name for of, name in _NAMES if isinstance(error, of))
            send(sink, Kind.ERROR, {"kind": kind, "detail": str(error)})
        except MemoryError:
            send(sink, Kind.ERROR, {"kind": "limit", "detail": "the query needs more memory than it may have"})

    def _query(self, request: Mapping[str, Any], body: bytes, sink: int) -> None:
        text = body.decode()
        refuse_service(text)
        rows = request["rows"]
        dataset = Dataset(tuple(request["default"]), tuple(request["named"]))
        found = self._reader().ask(limited(text, rows + 1) if rows else text, dataset, request["base"])
        chosen = request["triples" if found.is_graph else "solutions"]
        if chosen is None:
            raise UnacceptableError("the answer of this query has no format that Accept allows")
        form = ResultFormat(chosen)
        counted = 0 if found.is_truth or limits_itself(text, rows) else rows
        head = {"format": form, "generation": self._generation(), "lasting": is_lasting(text)}
        frames = Frames(sink, head, form, counted)
        frames.fill(lambda: found.write(cast("IO[bytes]", frames), form))

    def _dump(self, request: Mapping[str, Any], _: bytes, sink: int) -> None:
        store, graph, form = self._reader(), request["graph"], ResultFormat(request["format"])
        if graph != DEFAULT and not store.has_graph(graph):
            raise MissingGraphError(f"the store holds no graph <{graph}>")
        frames = Frames(sink, {"format": form, "generation": self._generation()}, form, 0)
        if request["probe"]:
            return frames.end()
        return frames.fill(lambda: store.dump(graph or None, form, cast("IO[bytes]", frames)))

    def _update(self, request: Mapping[str, Any], body: bytes, sink: int) -> None:
        text = body.decode()
        refuse_service(text)
        limits = Limits(self._articles, Dataset(tuple(request["default"]), tuple(request["named"])), request["only"])
        if limits.only:
            check(limits.only, limits)
        with self._writer() as store:
            created = bool(limits.only) and not store.has_graph(limits.only or "")
            store.update(rewritten(text, request["base"], limits, store.graph_names, store.union_graph), request["base"])
        self._tell(sink, created=created)

    def _write(self, request: Mapping[str, Any], body: bytes, sink: int) -> None:
        graph, limits = request["graph"], Limits(self._articles)
        if graph != DEFAULT:
            check(graph, limits)
        lines = list(_parts(request["parts"], body, request["base"]))
        with self._writer() as store:
            created = graph != DEFAULT and not store.has_graph(graph)
            if request["method"] == "DELETE" and created:
                raise MissingGraphError(f"the store holds no graph <{graph}>")
            _WRITES[request["method"]](store, graph, lines)
        self._tell(sink, created=created)

    def _tell(self, sink: int, *, created: bool) -> None:
        """Answer a write, now that the store is free again."""
        send(sink, Kind.HEAD, {"created": created, "generation": current_generation(self._place)})
        send(sink, Kind.END)

    def _generation(self) -> str:
        return self._store.generation if self._store else ""

    def _reader(self) -> Store:
        """The store as the latest generation has it, with the memory of the process bound from now on."""
        if self._store is None or self._store.generation != current_generation(self._place):
            self._close()
            self._store = _opened(self._place)
            _bound(self._memory)
        return self._store

    def _writer(self) -> Store:
        self._close()
        return Store(self._place)

    def _close(self) -> None:
        _bound(None)
        if self._store is not None:
            self._store.close()
        self._store = None


def _parts(parts: list[tuple[str, int]], body: bytes, base: str) -> Iterator[str]:
    """The N-Triples lines of the documents that a body consists of, given as their formats and lengths."""
    at = 0
    for form, length in parts:
        yield from parsed(body[at : at + length], ResultFormat(form), base)
        at += length


def _opened(place: Path | str) -> Store:
    """The store, to be read; a build that is tidying up at this moment may be in the way, so a few attempts are made."""
    for left in reversed(range(_OPENINGS)):
        try:
            return Store(place, read_only=True)
        except StoreError:
            if not left:
                raise
            time.sleep(0.05)
    raise AssertionError


def _bound(more: int | None) -> None:
    """Let the address space grow by so many bytes, or without a bound; only where the system tells its present size."""
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    now = int(statm.read_text().split()[0]) * resource.getpagesize()
    soft = hard if more is None else now + more
    resource.setrlimit(resource.RLIMIT_AS, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def _own_pipes() -> tuple[int, int]:
    """Descriptors of requests and answers, which nothing that prints or reads can reach."""
    source, sink = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    return source, sink


def _leave_network() -> bool:
    """Move to a network namespace without any network; tells whether the system allowed it."""
    if not sys.platform.startswith("linux"):
        return False
    unshare = ctypes.CDLL(None).unshare
    return bool(unshare(_NEW_NETWORK) == 0 or unshare(_NEW_USER | _NEW_NETWORK) == 0)


def _die_with(parent: int, source: int) -> None:
    """End this process when its parent ends, by the kernel where it can, and when the pipe of requests is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    threading.Thread(target=_watch, args=(source,), daemon=True).start()


def _watch(source: int) -> None:
    poll = select.poll()
    poll.register(source, 0)
    poll.poll()
    os._exit(1)


if __name__ == "__main__":
    main()
