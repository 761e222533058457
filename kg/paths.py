"""How two entities are connected: the shortest chains of facts between them, each fact with its evidence.

The search goes out from both ends by turns, from the end with fewer entities to look at, and reads which entities a fact joins and
nothing else; evidence is read for the facts on the way alone. To have been in the same place connects nobody, so places do not count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from kg.graph import Path, paths
from kg.neighbourhood import drawn
from kg.query import READERS, Fact, FactKind, among, text_of
from kg.query.filters import CLASSES
from kg.query.values import local
from kg.store import Store

_STEPS: Final = 4
_FACTS: Final = 12
_TRIED: Final = 30
_LONGEST: Final = 2 * _STEPS
_PLACES: Final = ("place", "within")
_KINDS: Final = {name: kind for kind, name in CLASSES.items()}

Link = tuple[str, FactKind]
"""A fact, by IRI, and its kind."""


def connections(store: Store, a: str, b: str, *, limit: int = 3) -> tuple[Path, ...]:
    """The shortest chains of facts between two entities, by IRI, each by way of other entities.

    Args:
        store: where to look.
        a: an actor or issue.
        b: another one.
        limit: most chains.
    """
    facts = _facts(store, _between(store, a, b)) if a != b else []
    if not facts:
        return ()
    whole = drawn(store, facts)
    told = replace(whole, edges=tuple(edge for edge in whole.edges if edge.relation not in _PLACES))
    shortest: dict[tuple[str, ...], Path] = {}
    for chain in paths(told, a, b, cutoff=_LONGEST, limit=_TRIED):
        shortest.setdefault(tuple(node.iri for node in chain.nodes if node.kind != "event"), chain)
    return tuple(shortest.values())[:limit]


class _Side:
    """What has been reached from one end: the ring that is new, and by which facts each entity is joined to those before it."""

    def __init__(self, start: str) -> None:
        self.ring: set[str] = {start}
        self.reached: dict[str, int] = {start: 0}
        self.back: defaultdict[str, dict[str, list[Link]]] = defaultdict(dict)
        self.depth = 0

    def step(self, store: Store) -> None:
        self.depth += 1
        fresh: set[str] = set()
        for row in store.select(text_of("links", among("near", sorted(self.ring)))):
            near, far = row["near"], row["far"]
            if self.reached.setdefault(far, self.depth) == self.depth:
                fresh.add(far)
                self.back[far].setdefault(near, []).append((row["fact"], _KINDS[local(row["class"])]))
        self.ring = fresh

    def links(self, start: Iterable[str]) -> Iterator[Link]:
        """The facts on the ways back from entities to the end."""
        waiting, seen = sorted(start), set(start)
        while waiting:
            for near, links in sorted(self.back[waiting.pop()].items()):
                yield from links[:_FACTS]
                if near not in seen:
                    seen.add(near)
                    waiting.append(near)


def _between(store: Store, a: str, b: str) -> tuple[Link, ...]:
    """The facts on the shortest ways between two entities, at most so many of any two neighbours."""
    left, right = _Side(a), _Side(b)
    for _ in range(_STEPS):
        side = left if len(left.ring) <= len(right.ring) else right
        side.step(store)
        if met := left.reached.keys() & right.reached.keys():
            return tuple(dict.fromkeys((*left.links(met), *right.links(met))))
        if not side.ring:
            break
    return ()


def _facts(store: Store, links: tuple[Link, ...]) -> list[Fact]:
    return [
        fact
        for kind in FactKind
        if (iris := [iri for iri, own in links if own is kind])
        for fact in READERS[kind](store, among("fact", iris))
    ]
