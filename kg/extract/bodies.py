"""Which names of bodies in an article are one body's: those of one entry or spelling, and the short forms of longer names.

An acronym belongs to the one name whose initials it has, a short form to the one longer name that ends with it; both are looked up by
initials and endings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.model import Name
from kg.gazetteer import load
from kg.lexicon import words
from kg.names import fold

_PLACING = frozenset({"the", "of", "national", "federal", "general", "state", "department", "ministry"})
_MOST_WORDS = 12  #: that an ending has


@dataclass(slots=True, eq=False)
class _Body:
    """The names of one body, by index and in order, and the first of the longest."""

    indices: list[int]
    longest: Name


class Bodies:
    """The bodies of an article, by the names with these indices."""

    def __init__(self, names: tuple[Name, ...], indices: list[int]) -> None:
        self.names = names
        groups: dict[str, list[int]] = {}
        for i in indices:
            groups.setdefault(names[i].entry or fold(names[i].text).removeprefix("the "), []).append(i)
        self._bodies = {number: _Body(group, self._longest(group)) for number, group in enumerate(groups.values())}
        self._by_key: defaultdict[str, dict[int, None]] = defaultdict(dict)
        for number in self._bodies:
            self._index(number)

    def grouped(self) -> list[list[int]]:
        """The names by body, short forms with the longer name."""
        for number in sorted(self._bodies, key=lambda number: len(self._first(number).text)):
            short = self._first(number)
            longer = [other for other in self._sharing(short) if other != number and _is_short_for(short, self._bodies[other].longest)]
            if len(longer) == 1:
                self._join(longer[0], number)
        return [body.indices for body in self._bodies.values()]

    def _first(self, number: int) -> Name:
        return self.names[self._bodies[number].indices[0]]

    def _longest(self, indices: list[int]) -> Name:
        return max((self.names[i] for i in indices), key=lambda name: len(name.text))

    def _index(self, number: int) -> None:
        for key in _keys(self._bodies[number].longest.text):
            self._by_key[key][number] = None

    def _sharing(self, short: Name) -> list[int]:
        """The bodies whose longest name has what it is an acronym or an ending of."""
        found = {**self._by_key.get(short.text.replace(".", ""), {}), **self._by_key.get(fold(short.text), {})}
        return sorted(number for number in found if number in self._bodies)

    def _join(self, long: int, short: int) -> None:
        body, other = self._bodies[long], self._bodies.pop(short)
        body.indices = sorted([*body.indices, *other.indices])
        body.longest = self._longest(body.indices)
        self._index(long)


def _is_short_for(a: Name, b: Name) -> bool:
    if a.entry is not None and b.entry is not None and a.entry != b.entry:
        return False
    return _is_acronym(a.text, b.text) or (_is_ending(a.text, b.text) and (a.country is None or a.country == b.country))


def _keys(name: str) -> Iterator[str]:
    """What the short forms of a name are looked up by: its initials, and its last words, folded."""
    if " " in name:
        yield from _initials(name)
    parts = fold(name).split()
    yield from (" ".join(parts[start:]) for start in range(max(1, len(parts) - _MOST_WORDS), len(parts)))


def _is_acronym(short: str, long: str) -> bool:
    letters = short.replace(".", "")
    return letters.isupper() and len(letters) >= 2 and " " in long and letters in _initials(long)


def _initials(name: str) -> set[str]:
    """Those of all words with a capital, and those without articles and the like."""
    parts = [word for word in name.replace("-", " ").split() if word[:1].isupper()]
    return {
        "".join(word[0] for word in parts),
        "".join(word[0] for word in parts if word.lower() not in {"the", "of", "and", "for"}),
    }


def _is_ending(short: str, long: str) -> bool:
    """The shorter name is the longer one without what says where it is ("Foreign Ministry"), or its one last word ("the Court").

    What many bodies are called by itself ("House", "Senate") is short for one that only a place is told of: not for the White House.
    """
    a, b = fold(short).split(), fold(long).split()
    if not 0 < len(a) < len(b) or b[-len(a) :] != a or short.isupper():
        return False
    before = long.split()[: len(b) - len(a)]
    if len(a) == 1 and short not in words("organizations", "bare"):
        return before[-1].lower() != "and"
    return bool(load().find(" ".join(before))) or all(
        load().demonym(word) or load().find(word) or word.lower() in _PLACING for word in before
    )
