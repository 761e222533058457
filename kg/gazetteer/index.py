"""The index of the gazetteer: entries by surface and by id, layer by layer, and the peoples and adjectives of places."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kg import lexicon
from kg.errors import OntologyError
from kg.gazetteer.surfaces import Surfaces
from kg.names import fold, place_key
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.gazetteer.entry import Entry
    from kg.gazetteer.towns import Towns


class Gazetteer:
    """Entries, found by surface or by id: those the user gives, those that newskg ships, then towns; the first match wins."""

    def __init__(
        self, entries: Iterator[Entry], demonyms: Iterator[tuple[str, str]], peoples: Iterator[tuple[str, str]], towns: Towns | None = None
    ) -> None:
        self._entries: dict[str, Entry] = {}
        self._shipped, self._given = Surfaces(), Surfaces()
        self._common = lexicon.words("places", "common")
        for entry in entries:
            self._entries[entry.id] = entry
            self._shipped.add(entry)
        self._demonyms = {word: place for word, place in demonyms if place in self._entries}
        self._peoples = {word: place for word, place in peoples if place in self._entries}
        self._openers = frozenset(word.replace("-", " ").split()[0] for word in (*self._demonyms, *self._peoples))
        self._towns = towns
        self._remembered = lru_cache(maxsize=16_384)(self._find)
        self._remembered_places = lru_cache(maxsize=2048)(self._places)
        self._remembered_within = lru_cache(maxsize=8192)(self._within)
        self._spellings: dict[str, tuple[str, ...]] = {}

    def put_first(self, entries: Iterable[Entry]) -> None:
        """Put the entries of the user's files before all others; one of the same id takes the place of what was there."""
        for entry in entries:
            self._entries[entry.id] = entry
            self._given.add(entry)
        for memory in (self._remembered, self._remembered_places, self._remembered_within):
            memory.cache_clear()
        self._spellings.clear()

    def entries(self) -> tuple[Entry, ...]:
        """All entries but towns."""
        return tuple(self._entries.values())

    def count(self) -> int:
        """How many entries there are, towns that are shipped too counted twice."""
        return len(self._entries) + (0 if self._towns is None else self._towns.count())

    def get(self, id: str) -> Entry | None:  # noqa: A002
        """The entry of this id, if there is one."""
        return self._entries.get(id) or (None if self._towns is None else self._towns.entry(id))

    def entry(self, id: str) -> Entry:  # noqa: A002
        """The entry of this id.

        Raises:
            OntologyError: there is none, as where it is a town and the extra `gazetteer` is not installed.
        """
        found = self.get(id)
        if found is None:
            known = "of a town, install newskg[gazetteer]; of a file of your own, name the file in KG_GAZETTEER"
            raise OntologyError(f"{id}: no entry of the gazetteer; {known}")
        return found

    def find(self, surface: str) -> tuple[Entry, ...]:
        """The entries that a surface may name, the likeliest first; what the user gives hides all others.

        A leading article and a possessive ending are ignored, and so is case beyond three letters ("US" is no "us"); a
        surface must have a capital, as names do. "Kursk region" and "region of Kursk" find the region.
        """
        return self._remembered(surface)

    def _find(self, surface: str) -> tuple[Entry, ...]:
        text = _bare(surface)
        if text == text.lower():
            return ()
        return self._certain(self._given.find(text)) or self._ranked(self._shipped.find(text))

    def places(self, surface: str) -> tuple[Entry, ...]:
        """As `find`, and the towns of the wide layer behind it, the largest first; for what is a place beyond doubt."""
        return self.find(surface) if self._towns is None else self._remembered_places(surface)

    def _places(self, surface: str) -> tuple[Entry, ...]:
        found = self.find(surface)
        text = _bare(surface)
        if self._towns is None or text == text.lower() or (key := place_key(text)) in self._common or any(one.given for one in found):
            return found
        known = {entry.id for entry in found}
        return found + tuple(self._entries.get(town.id, town) for town in self._towns.find(key) if town.id not in known)

    @property
    def knows_persons(self) -> bool:
        """The user's files list persons."""
        return self._given.has_persons

    def spellings(self, country: str) -> tuple[str, ...]:
        """Folded names and adjectives of a country, longest first."""
        if country not in self._spellings:
            entry = self.entry(country)
            words = {entry.label, *entry.aliases, *(word for word, place in self._demonyms.items() if place == country)}
            self._spellings[country] = tuple(sorted({fold(word) for word in words}, key=lambda word: (-len(word), word)))
        return self._spellings[country]

    def within(self, id: str) -> tuple[Entry, ...]:  # noqa: A002
        """What an entry is part of, nearest first: region, country, continent where known."""
        return self._remembered_within(id)

    def _within(self, id: str) -> tuple[Entry, ...]:  # noqa: A002
        found: list[Entry] = []
        parent = self.entry(id).parent
        while parent is not None and (outer := self.get(parent)) is not None:
            found.append(outer)
            parent = outer.parent
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
        key = place_key(word)
        return max(self._given.reach(key), self._shipped.reach(key))

    def _certain(self, ids: list[str]) -> tuple[Entry, ...]:
        """Entries of the user's; of several persons of one name none, for nothing here tells which."""
        found = self._ranked(ids)
        persons = [entry for entry in found if entry.kind is Kind.PERSON]
        return found if len(persons) < 2 else tuple(entry for entry in found if entry.kind is not Kind.PERSON)

    def _ranked(self, ids: list[str]) -> tuple[Entry, ...]:
        found = [self._entries[one] for one in dict.fromkeys(ids)]
        return tuple(sorted(found, key=lambda entry: (-entry.prior, entry.id)))


def _bare(surface: str) -> str:
    text = " ".join(surface.split())
    for ending in ("'s", "’s"):
        text = text.removesuffix(ending)
    return text[4:] if text[:4].lower() == "the " else text
