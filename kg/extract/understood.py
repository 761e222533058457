"""Understood countries: the country of an office that is told without one.

In: a line and a post. Out: the index of a name of the country, or None. It is the country that the article is about; or the one for which
the persons of the sentence act ("Minister Ann Lee led the Peruvian delegation"); or the one of whom English news tells such offices
without naming it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kg.extract.line import Line
from kg.extract.model import Role
from kg.gazetteer import load
from kg.lexicon import table, words
from kg.records import Kind

if TYPE_CHECKING:
    from kg.extract.model import Name
    from kg.extract.posts import Post

_DOMINANCE = 3  # an evident country is named more than so many times as often as the next


class Understood:
    """The countries of one line."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.first: dict[str, int] = {}
        for index, name in enumerate(line.names):
            if name.kind is Kind.COUNTRY and name.entry is not None:
                self.first.setdefault(name.entry, index)
        self.evident = self._evident()
        self.acting = self._acting()

    def body(self, post: Post, position: int) -> int | None:
        """The country of an office told without one at a position, where it is evident and no other is likely."""
        if post.label not in words("titles", "words.national") and post.title.head != "minister":
            return None
        assumed = table("titles")["assumed"]
        if (home := assumed["homes"].get(post.label)) is not None:
            return self.first.get(home)
        acting = self.acting.get(self.line.sentence_start(position))
        if acting is not None:
            return acting
        if post.label in assumed["certain"] and assumed["country"] in self.first:
            return self.first[assumed["country"]]
        rival = post.label in assumed["offices"] and assumed["country"] in self.first
        return None if rival and self.evident != assumed["country"] else self.country()

    def country(self) -> int | None:
        """The country that the article is about."""
        return None if self.evident is None else self.first.get(self.evident)

    def _evident(self) -> str | None:
        """The country that the article is about: the only one, or named far more often than any other; else None."""
        countries = (_country(name) for name in self.line.names)
        counts = Counter(country for country in countries if country is not None)
        top = counts.most_common(2)
        return None if not top or (len(top) > 1 and top[0][1] <= _DOMINANCE * top[1][1]) else top[0][0]

    def _acting(self) -> dict[int, int]:
        """For each sentence the one country whose side it speaks of ("the Peruvian delegation")."""
        found: dict[int, set[int]] = {}
        for index, name in enumerate(self.line.names):
            is_side = name.role is Role.ADJECTIVE and name.kind is Kind.COUNTRY
            if is_side and self.line.lower(self.line.last(index)) in words("titles", "sides.nouns") and name.entry in self.first:
                start = self.line.sentence_start(self.line.first(index))
                found.setdefault(start, set()).add(self.first[name.entry])
        return {start: min(bodies) for start, bodies in found.items() if len(bodies) == 1}


def _country(name: Name) -> str | None:
    if name.kind is Kind.COUNTRY or name.entry is None:
        return name.entry if name.kind is Kind.COUNTRY else name.country
    return name.country or load().entry(name.entry).country
