"""The country of a body: in its name, beside it, or the only one that sentence or article speak of.

A name that bodies of several countries bear ("Conservative Party", "Supreme Court") takes its entry of the gazetteer only where the
article is about that country.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from kg import lexicon
from kg.extract import name_shapes as shapes
from kg.extract.model import Name
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.name_shapes import Words
    from kg.gazetteer import Gazetteer

_OWNERS = frozenset({Kind.COUNTRY, Kind.PLACE})
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_LINKS = (["of"], ["of", "the"], ["in"])
_CLEAR = 4
_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Setting:
    """The names of an article with the countries they speak for.

    Attributes:
        owned: for each name the country that it speaks for, or None.
        article: how often the article names each country.
        sentences: the countries of each sentence, by its first token.
        spelt: the names of each text, by index.
        longer: the countries of the bodies without an entry whose names end with each text.
    """

    words: Words
    names: tuple[Name, ...]
    owned: tuple[str | None, ...]
    article: Counter[str]
    sentences: dict[int, set[str]]
    spelt: dict[str, list[int]]
    longer: dict[str, set[str | None]]

    def sentence(self, i: int) -> set[str]:
        """The countries of the sentence of a name."""
        return self.sentences.get(self.words.doc[self.names[i].start].sent.start, set())

    def evident(self, i: int) -> str | None:
        """The country that the article gives a body of this name elsewhere, else the one that the article is about.

        The one country of a sentence alone says little: a ministry mostly speaks of others.
        """
        text = self.names[i].text
        own = {self.beside(j) for j in self.spelt[text]} | self.longer.get(text, set())
        own.discard(None)
        if own or len(self.article) == 1:
            return next(iter(own or self.article)) if len(own) < 2 else None
        leader, count = max(self.article.items(), key=lambda pair: (pair[1], pair[0]), default=("", 0))
        clear = count >= _CLEAR and count >= _SHARE * self.article.total()
        return leader if clear or self.sentence(i) == {leader} else None

    def beside(self, i: int) -> str | None:
        """The country before a name as its possessor or adjective, or after it behind `of` or `in`."""
        name, words = self.names[i], self.words
        start = name.start - 1 if words.before(name.start) == "the" else name.start
        if i and self.names[i - 1].kind in _OWNERS and set(words.texts[self.names[i - 1].end : start]) <= _POSSESSIVES:
            return self.owned[i - 1]
        follows = i + 1 < len(self.names) and self.names[i + 1].kind in _OWNERS
        return self.owned[i + 1] if follows and words.lower[name.end : self.names[i + 1].start] in _LINKS else None


def with_countries(words: Words, names: tuple[Name, ...], known: Gazetteer) -> tuple[Name, ...]:
    """The names, bodies with their country where it is evident."""
    if not any(name.kind is Kind.ORGANIZATION for name in names):
        return names
    owned = tuple(_country_of(name, known) for name in names)
    setting = _setting(words, names, owned)
    return tuple(_with_country(setting, i, known) if name.kind is Kind.ORGANIZATION else name for i, name in enumerate(names))


def _setting(words: Words, names: tuple[Name, ...], owned: tuple[str | None, ...]) -> Setting:
    sentences: defaultdict[int, set[str]] = defaultdict(set)
    spelt: defaultdict[str, list[int]] = defaultdict(list)
    longer: defaultdict[str, set[str | None]] = defaultdict(set)
    for i, (name, country) in enumerate(zip(names, owned, strict=True)):
        spelt[name.text].append(i)
        if country is not None:
            sentences[words.doc[name.start].sent.start].add(country)
        if name.entry is None and name.country is not None:
            for ending in _endings(name.text):
                longer[ending].add(name.country)
    return Setting(words, names, owned, Counter(country for country in owned if country is not None), sentences, spelt, longer)


def _endings(text: str) -> Iterator[str]:
    """What follows each space of a name."""
    parts = text.split(" ")
    return (" ".join(parts[start:]) for start in range(1, len(parts)))


def _country_of(name: Name, known: Gazetteer) -> str | None:
    """The country that a name speaks for; of bodies only one that stands in the name."""
    if name.kind is Kind.ORGANIZATION:
        return name.country if name.entry is None else None
    if name.kind is Kind.COUNTRY:
        return name.entry
    return name.country or (None if name.entry is None else known.entry(name.entry).country)


def _with_country(setting: Setting, i: int, known: Gazetteer) -> Name:
    name = setting.names[i]
    if name.entry is not None:
        return _with_agreed_entry(setting, i, known.entry(name.entry).country)
    if name.country is not None:
        return name
    country = setting.beside(i) or (setting.evident(i) if _is_national(name.text) else None)
    return replace(name, country=country)


def _with_agreed_entry(setting: Setting, i: int, country: str | None) -> Name:
    """The name with its entry where the article agrees, else without it and with the country that is evident."""
    name = setting.names[i]
    if country is None or name.text.removeprefix("The ") not in _shared():
        return name
    beside = setting.beside(i)
    if beside == country or (beside is None and _speaks_of(setting, i, country)):
        return name
    return replace(name, entry=None, country=beside or setting.evident(i))


def _speaks_of(setting: Setting, i: int, country: str) -> bool:
    """The country leads those of the article, or is the only one of the sentence."""
    leads = bool(setting.article) and setting.article[country] == max(setting.article.values())
    return leads or setting.sentence(i) == {country}


def _is_national(text: str) -> bool:
    """A body that every country has: a ministry, a parliament, the navy."""
    return text in shapes.bare_bodies() or text in _shared() or text.endswith(" Ministry") or text.startswith("Ministry of ")


@cache
def _shared() -> frozenset[str]:
    return lexicon.words("organizations", "shared")
