"""Entities: the identity, label and kind that clusters get."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kg import gazetteer
from kg.names import parts_of
from kg.records import Kind
from kg.resolve.blocks import Candidate


@dataclass(frozen=True, slots=True)
class Entity:
    """The identity of a referent.

    Attributes:
        path: path of its IRI below the base IRI, such as `person/anna-kovac-1f2e3d4c`.
        kind: what it is.
        label: its one preferred label.
        entry: id of its gazetteer entry, if any.
        formerly: paths that would be its own but for other articles or judgements, sorted; they lead to `path`.
    """

    path: str
    kind: Kind
    label: str
    entry: str | None
    formerly: tuple[str, ...] = ()


def entity(path: str, members: Iterable[Candidate], entry: str | None = None, formerly: tuple[str, ...] = ()) -> Entity:
    """The entity that all members are.

    The label is the gazetteer's, else the fullest name: most words first, of which Jr. is none, then in most articles, then longest, then
    first in the alphabet; a function of the set of members, whatever their order.

    Args:
        path: path of its IRI.
        members: at least one, or an entry; a mapping says how often each comes.
        entry: id of the gazetteer's entry that it is.
        formerly: other paths that lead to it.
    """
    if entry is not None:
        known = gazetteer.load().entry(entry)
        return Entity(path, known.kind, known.label, known.id, formerly)
    kinds: Counter[Kind] = Counter()
    names: Counter[str] = Counter()
    for member, times in Counter(members).items():
        kinds[member.kind] += times
        names[member.name] += times
    kind = min(kinds, key=lambda one: (-kinds[one], one))
    return Entity(path, kind, _fullest(names, kind), None, formerly)


def _fullest(names: Counter[str], kind: Kind) -> str:
    return min(names, key=lambda name: (-_words(name, kind), -names[name], -len(name), name))


def _words(name: str, kind: Kind) -> int:
    return len(name.split()) - (kind is Kind.PERSON and bool(parts_of(name)[0]))
