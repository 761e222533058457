"""The index of the gazetteer: entries by surface and by id, and the peoples and adjectives of places."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from kg import lexicon
from kg.errors import OntologyError
from kg.names import fold, place_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.gazetteer.entry import Entry
    from kg.gazetteer.towns import Towns

_ACRONYM_LETTERS = 5
_TITLE_CASE_FROM = 4
_EXACT_LETTERS = 3


class Gazetteer:
    """Entries, found by surface or by id."""

    def __init__(
        self, entries: Iterator[Entry], demonyms: Iterator[tuple[str, str]], peoples: Iterator[tuple[str, str]], towns: Towns | None = None
    ) -> None:
        self._entries: dict[str, Entry] = {}
        self._exact: dict[str, list[str]] = defaultdict(list)
        self._folded: dict[str, list[str]] = defaultdict(list)
        self._bases: dict[str, list[str]] = defaultdict(list)
        self._reach: dict[str, int] = {}
        self._heads = lexicon.words("places", "regions")
        self._common = lexicon.words("places", "common")
        for entry in entries:
            self._entries[entry.id] = entry
            for name in (entry.label, *entry.aliases):
                self._index(name, entry)
        self._demonyms = {word: place for word, place in demonyms if place in self._entries}
        self._peoples = {word: place for word, place in peoples if place in self._entries}
        self._openers = frozenset(word.replace("-", " ").split()[0] for word in (*self._demonyms, *self._peoples))
        self._towns = towns
        self._remembered = lru_cache(maxsize=65536)(self._find)
        self._spellings: dict[str, tuple[str, ...]] = {}

    def entry(self, id: str) -> Entry:  # noqa: A002
        """The entry of this id.

        Raises:
            OntologyError: there is none, or it is a town and the extra `gazetteer` is not installed.
        """
        found = self._entries.get(id) or (None if self._towns is None else self._towns.entry(id))
        if found is None:
            raise OntologyError(f"{id}: no entry of the gazetteer; of a town, install newskg[gazetteer]")
        return found

    def find(self, surface: str) -> tuple[Entry, ...]:
        """The entries that a surface may name, the likeliest first.

        A leading article and a possessive ending are ignored, and so is case beyond three letters ("US" is no "us"); a
        surface must have a capital, as names do. "Kursk region" and "region of Kursk" find the region.
        """
        return self._remembered(surface)

    def _find(self, surface: str) -> tuple[Entry, ...]:
        text = _bare(surface)
        if text == text.lower():
            return ()
        ids = list(self._exact.get(text, ()))
        if sum(map(str.isalpha, text)) > _EXACT_LETTERS or not text.isupper():
            ids += self._folded.get(place_key(text), ())
        return self._ranked(ids or self._regions(text))

    def places(self, surface: str) -> tuple[Entry, ...]:
        """As `find`, and the towns of the wide layer behind it, the largest first; for what is a place beyond doubt."""
        found = self.find(surface)
        text = _bare(surface)
        if self._towns is None or text == text.lower() or (key := place_key(text)) in self._common:
            return found
        known = {entry.id for entry in found}
        return found + tuple(self._entries.get(town.id, town) for town in self._towns.find(key) if town.id not in known)

    def spellings(self, country: str) -> tuple[str, ...]:
        """Folded names and adjectives of a country, longest first."""
        if country not in self._spellings:
            entry = self.entry(country)
            words = {entry.label, *entry.aliases, *(word for word, place in self._demonyms.items() if place == country)}
            self._spellings[country] = tuple(sorted({fold(word) for word in words}, key=lambda word: (-len(word), word)))
        return self._spellings[country]

    def within(self, id: str) -> tuple[Entry, ...]:  # noqa: A002
        """What an entry is part of, nearest first: region, country, continent where known."""
        found: list[Entry] = []
        parent = self.entry(id).parent
        while parent is not None and parent in self._entries:
            found.append(self._entries[parent])
            parent = found[-1].parent
        return tuple(found)

    def demonym(self, word: str) -> Entry | None:
        """The place that an adjective or inhabitant's name belongs to: "Russian" to Russia."""
        id = self._demonyms.get(word) or self._peoples.get(word)  # noqa: A001
        return None if id is None else self._entries[id]

    def opens_demonym(self, word: str) -> bool:
        """Some demonym begins with this word."""
        return word in self._openers

    def people(self, word: str) -> Entry | None:
        """The place whose people a plural names: "Russians" to Russia; None for mere adjectives."""
        id = self._peoples.get(word)  # noqa: A001
        return None if id is None or word in self._demonyms else self._entries[id]

    def reach(self, word: str) -> int:
        """How many words the longest name has that begins with this word; 0 where there is none."""
        return self._reach.get(place_key(word), 0)

    def _index(self, name: str, entry: Entry) -> None:
        key = place_key(name)
        letters = name.replace(".", "").replace("-", "")
        if letters.isupper() and len(letters) <= _ACRONYM_LETTERS:
            self._exact[name].append(entry.id)
            if len(letters) >= _TITLE_CASE_FROM:
                self._exact[name.title()].append(entry.id)
        elif entry.id not in self._folded[key] and (key not in self._common or name == entry.label):
            self._folded[key].append(entry.id)
        words = key.split()
        for first in {words[0], place_key(name.split()[0])} if words else ():
            self._reach[first] = max(self._reach.get(first, 0), len(words))
        if entry.is_region:
            self._index_base(key, entry)

    def _index_base(self, key: str, entry: Entry) -> None:
        base = _without_head(key, self._heads) or key
        for where in (self._bases,) if base in self._common else (self._bases, self._folded):
            if entry.id not in where[base]:
                where[base].append(entry.id)
        first = base.split()[0]
        self._reach[first] = max(self._reach.get(first, 0), len(base.split()) + 2)

    def _regions(self, text: str) -> list[str]:
        base = _without_head(place_key(text), self._heads)
        return [] if base is None else list(self._bases.get(base, ()))

    def _ranked(self, ids: list[str]) -> tuple[Entry, ...]:
        found = [self._entries[one] for one in dict.fromkeys(ids)]
        return tuple(sorted(found, key=lambda entry: (-entry.prior, entry.id)))


def _without_head(key: str, heads: frozenset[str]) -> str | None:
    """The base of "kursk region", "region of kursk"; None where there is no such head noun."""
    words = key.split()
    if len(words) > 1 and words[-1] in heads:
        return " ".join(words[:-1]).removesuffix(" border")
    if len(words) > 2 and words[0] in heads and words[1] == "of":
        return " ".join(words[2:])
    return None


def _bare(surface: str) -> str:
    text = " ".join(surface.split())
    for ending in ("'s", "’s"):
        text = text.removesuffix(ending)
    return text[4:] if text[:4].lower() == "the " else text
