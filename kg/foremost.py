"""The facts that matter most where there are too many to read: those that most sentences state, positions before what is said and done.

A picture shows some hundred things. Reading thousands of facts with their sentences to throw most of them away would cost seconds, so
the facts are counted first, and only the foremost are read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.query import READERS, Fact, FactKind, among, text_of
from kg.query.filters import CLASSES
from kg.store import Store

MOST: Final = 600
"""Facts that are read for one picture."""

Asked = tuple[FactKind, tuple[str, ...]]
"""A kind of facts, and the conditions that they meet."""


@dataclass(frozen=True, slots=True)
class Foremost:
    """The facts to show.

    Attributes:
        facts: with their sentences.
        found: how many facts there are.
        entities: how many nodes all of them have; None where no fact was left out.
    """

    facts: tuple[Fact, ...]
    found: int
    entities: int | None


def foremost(store: Store, asked: Sequence[Asked], most: int = MOST) -> Foremost:
    """The facts that meet conditions, at most so many."""
    counted = {
        row["fact"]: (-int(row["told"]), rank, row["fact"])
        for rank, (kind, conditions) in enumerate(asked)
        for row in store.select(text_of("reported", *_of_kind(kind, conditions)))
    }
    if len(counted) <= most:
        facts = {fact.fact: fact for kind, conditions in asked for fact in READERS[kind](store, *conditions)}
        return Foremost(tuple(facts.values()), len(facts), None)
    kept = sorted(counted.values())[:most]
    chosen: dict[FactKind, list[str]] = {}
    for _, rank, fact in kept:
        chosen.setdefault(asked[rank][0], []).append(fact)
    read = tuple(fact for kind, iris in chosen.items() for fact in READERS[kind](store, among("fact", iris)))
    return Foremost(read, len(counted), _entities(store, asked))


def _entities(store: Store, asked: Sequence[Asked]) -> int:
    """Number of nodes of all facts: what they join, and the events themselves."""
    joined: set[str] = set()
    events: set[str] = set()
    for kind, conditions in asked:
        joined.update(row["entity"] for row in store.select(text_of("joined", *_of_kind(kind, conditions))))
        if kind is FactKind.EVENT:
            events.update(row["fact"] for row in store.select(text_of("reported", *_of_kind(kind, conditions))))
    return len(joined) + len(events)


def _of_kind(kind: FactKind, conditions: tuple[str, ...]) -> tuple[str, ...]:
    return *conditions, f"?fact a kg:{CLASSES[kind]} ."
