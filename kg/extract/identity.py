"""Identity inside one article: which names name the same thing.

In: names and offices of a Doc. Out: the things they name, and for each name the number of its thing. A bare surname or first
name belongs to the full name that it is part of; an acronym to the name whose initials it has; a short form of an
organisation to the one longer name that ends with it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from kg.extract.bodies import Bodies
from kg.extract.model import Holding, Name, Role, Thing
from kg.extract.persons import People
from kg.gazetteer import load
from kg.names import place_key
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.extract.parsed import Doc


@dataclass(slots=True)
class Cluster:
    """Names of one thing, by index, in the order of the text."""

    indices: list[int] = field(default_factory=list)


class Cast:
    """The things of an article.

    Attributes:
        things: by number.
        of_name: for each name, by index, the number of its thing.
        by_entry: number of the thing with a gazetteer entry.
    """

    def __init__(self, doc: Doc, names: tuple[Name, ...], offices: tuple[Holding, ...]) -> None:
        self.doc, self.names, self.offices = doc, names, offices
        clusters = [*self._persons(), *self._organizations(), *self._others()]
        clusters.sort(key=lambda cluster: names[cluster.indices[0]].start)
        self.things = [self._thing(number, cluster) for number, cluster in enumerate(clusters)]
        self.of_name = {index: number for number, cluster in enumerate(clusters) for index in cluster.indices}
        self.by_entry = {thing.entry: thing.id for thing in reversed(self.things) if thing.entry is not None}

    def country(self, entry: str) -> int:
        """The number of the thing of a country, which is added where the article does not name it."""
        if entry not in self.by_entry:
            label = load().entry(entry).label
            self.things.append(Thing(len(self.things), Kind.COUNTRY, label, (label,), entry, None, False))
            self.by_entry[entry] = len(self.things) - 1
        return self.by_entry[entry]

    def _persons(self) -> list[Cluster]:
        indices = [i for i, name in enumerate(self.names) if name.kind is Kind.PERSON]
        return [Cluster(found) for found in People(self.doc, self.names, self.offices).grouped(indices)]

    def _organizations(self) -> list[Cluster]:
        indices = [i for i, name in enumerate(self.names) if name.kind is Kind.ORGANIZATION and name.role is Role.NAME]
        return [Cluster(found) for found in Bodies(self.names, indices).grouped()]

    def _others(self) -> list[Cluster]:
        found = []
        for index, name in enumerate(self.names):
            if name.kind is Kind.PERSON or (name.kind is Kind.ORGANIZATION and name.role is Role.NAME):
                continue
            found.append((name.entry or f"{name.kind}:{place_key(name.text)}", index))
        return list(_grouped(found).values())

    def _thing(self, number: int, cluster: Cluster) -> Thing:
        named = [self.names[i] for i in cluster.indices if self.names[i].role is Role.NAME]
        first = self.names[cluster.indices[0]]
        entry = next((self.names[i].entry for i in cluster.indices if self.names[i].entry is not None), None)
        if not named:
            return self._unnamed(number, first, entry)
        kind = Counter(name.kind for name in named).most_common(1)[0][0]
        texts = sorted({name.text for name in named})
        fullest = max(named, key=lambda name: (_fullness(name, kind), -name.start)).text
        country = next((name.country for name in named if name.country is not None), None) or self._country_of_office(cluster)
        local = kind is Kind.GROUP or (kind is Kind.PERSON and " " not in fullest and entry is None)
        return Thing(number, kind, fullest, tuple(texts), entry, country, local)

    def _unnamed(self, number: int, name: Name, entry: str | None) -> Thing:
        """A thing that only adjectives or capitals stand for: it has the name of its gazetteer entry."""
        if entry is None:
            return Thing(number, name.kind, name.text, (name.text,), None, None, False)
        known = load().entry(entry)
        return Thing(number, known.kind, known.label, (known.label,), entry, known.country, False)

    def _country_of_office(self, cluster: Cluster) -> str | None:
        """That of the first office with one that somebody holds under these names."""
        found = [self._countries[index] for index in cluster.indices if index in self._countries]
        return min(found)[1] if found else None

    @cached_property
    def _countries(self) -> dict[int, tuple[int, str]]:
        """For each name with an office in a country the place of the first such office, and the country."""
        found: dict[int, tuple[int, str]] = {}
        for place, holding in enumerate(self.offices):
            if holding.body is not None:
                body = self.names[holding.body]
                country = body.entry if body.kind is Kind.COUNTRY else body.country
                if country is not None:
                    found.setdefault(holding.person, (place, country))
        return found


def _grouped(pairs: Iterable[tuple[str, int]]) -> dict[str, Cluster]:
    groups: dict[str, Cluster] = {}
    for key, index in pairs:
        groups.setdefault(key, Cluster()).indices.append(index)
    return groups


def _fullness(name: Name, kind: Kind) -> int:
    return len(name.text.split()) * 100 + len(name.text) if kind is Kind.PERSON else len(name.text)
