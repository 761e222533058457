"""Surfaces of one layer of the gazetteer: which entries a name may mean."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg import lexicon
from kg.names import person_key, place_key, skeleton
from kg.records import Kind

if TYPE_CHECKING:
    from kg.gazetteer.entry import Entry

_ACRONYM_LETTERS = 5
_TITLE_CASE_FROM = 4
_EXACT_LETTERS = 3


class Surfaces:
    """Ids of entries by what they are called."""

    def __init__(self) -> None:
        self._exact: dict[str, list[str]] = defaultdict(list)
        self._folded: dict[str, list[str]] = defaultdict(list)
        self._bases: dict[str, list[str]] = defaultdict(list)
        self._persons: dict[str, list[str]] = defaultdict(list)
        self._surnames: set[str] = set()
        self._reach: dict[str, int] = {}
        self._heads = lexicon.words("places", "regions")
        self._common = lexicon.words("places", "common")

    def add(self, entry: Entry) -> None:
        """Index the names of an entry."""
        for name in (entry.label, *entry.aliases):
            self._index(name, entry)

    def find(self, text: str) -> list[str]:
        """The ids that a bare surface may mean, without order: by its exact letters, folded, with a head noun, as a person's name."""
        if not self._reach:
            return []
        key = place_key(text)
        ids = list(self._exact.get(text, ()))
        if key in self._folded and (not text.isupper() or sum(map(str.isalpha, text)) > _EXACT_LETTERS):
            ids += self._folded[key]
        return ids or self._regions(key) or (self._person(text) if self._persons else [])

    @property
    def has_persons(self) -> bool:
        """Some entries are persons with a first name."""
        return bool(self._persons)

    def reach(self, key: str) -> int:
        """How many words the longest name has that begins with this folded word; 0 where there is none."""
        return self._reach.get(key, 0)

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
        if entry.kind is Kind.PERSON and len(words) > 1 and entry.id not in self._persons[person_key(name)]:
            self._persons[person_key(name)].append(entry.id)
            self._surnames.add(skeleton(name.split()[-1]))

    def _index_base(self, key: str, entry: Entry) -> None:
        base = _without_head(key, self._heads) or key
        for where in (self._bases,) if base in self._common else (self._bases, self._folded):
            if entry.id not in where[base]:
                where[base].append(entry.id)
        first = base.split()[0]
        self._reach[first] = max(self._reach.get(first, 0), len(base.split()) + 2)

    def _regions(self, key: str) -> list[str]:
        base = _without_head(key, self._heads)
        return [] if base is None else list(self._bases.get(base, ()))

    def _person(self, text: str) -> list[str]:
        if " " not in text or skeleton(text.rpartition(" ")[2]) not in self._surnames:
            return []
        return self._persons.get(person_key(text), [])


def _without_head(key: str, heads: frozenset[str]) -> str | None:
    """The base of "kursk region", "region of kursk"; None where there is no such head noun."""
    words = key.split()
    if len(words) > 1 and words[-1] in heads:
        return " ".join(words[:-1]).removesuffix(" border")
    if len(words) > 2 and words[0] in heads and words[1] == "of":
        return " ".join(words[2:])
    return None
