"""Containment: what the text says about one place lying within another.

Constructions: `Riyadh, Saudi Arabia`; `the town of X in the Y region`; `X, a town in Y`; `X, in Peru's Y region`; `the Y town of X`. Only
places that the gazetteer does not know are told from the text; for the others the gazetteer's own chain holds. The words are read as
they follow each other, not over the parse, which often hangs the place on the verb.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from kg.extract.model import Name, Reading, Role
from kg.extract.parsed import Doc, Token
from kg.gazetteer import load
from kg.lexicon import words
from kg.records import Kind

_PLACES = frozenset({Kind.PLACE, Kind.COUNTRY})
_MARKS = frozenset({"'s", "’s", "'", "’"})
_INSIDE = frozenset({"in", "of"})
_BEFORE_NOUNS = frozenset({"border", "coastal", "mountain", "frontline", "administrative"})
_LONGEST_PHRASE = 12
Found = tuple[int, int, int, int]


def find_containments(doc: Doc, reading: Reading) -> Iterator[Found]:
    """Tuples of inner referent, outer referent, first and end token of the words that say so; none contradicts another."""
    outer: dict[int, list[int]] = {}
    for inner, around, start, end in _Places(doc, reading).told():
        if around in outer.get(inner, ()) or _agrees(reading, inner, around, outer):
            outer.setdefault(inner, []).append(around)
            yield inner, around, start, end


def _agrees(reading: Reading, inner: int, around: int, outer: dict[int, list[int]]) -> bool:
    """The place does not contain the other already, and what is known of where it lies and where the other lies go together."""
    if inner == around or inner in outer.get(around, ()):
        return False
    return all(_nested(reading, around, known) for known in outer.get(inner, ()))


def _nested(reading: Reading, left: int, right: int) -> bool:
    a, b = (reading.references.things[number].entry for number in (left, right))
    if a is None or b is None:
        return True
    return b in {one.id for one in load().within(a)} or a in {one.id for one in load().within(b)}


class _Places:
    """The names of a Doc by position, and what the words around them say."""

    def __init__(self, doc: Doc, reading: Reading) -> None:
        self.doc = doc
        self.reading = reading
        self.starts = {name.start: name for name in reading.names}
        self.ends = {name.end: name for name in reading.names}

    def told(self) -> Iterator[Found]:
        """What the text says, by position of the inner place."""
        for name in self.reading.names:
            inner = self._unknown(name)
            if inner is None:
                continue
            outer = self._after(name) or self._before(name)
            if outer is None:
                continue
            chain = [name, *self._owned(outer)]
            for small, large in pairwise(chain):
                place, around = self._unknown(small), self._referent(large)
                if place is not None and around is not None:
                    yield place, around, min(small.start, large.start), max(small.end, large.end)

    def _unknown(self, name: Name) -> int | None:
        """The referent of a place that the gazetteer does not know."""
        if name.kind is not Kind.PLACE or name.role is not Role.NAME:
            return None
        referent = self.reading.references.of_name(name)
        thing = None if referent is None else self.reading.references.things[referent]
        return referent if thing is not None and thing.kind is Kind.PLACE and thing.entry is None else None

    def _referent(self, name: Name) -> int | None:
        """The referent of a name; an adjective has that of its country, where the article names it."""
        found = self.reading.references.of_name(name)
        if found is not None or name.entry is None:
            return found
        return self.reading.references.by_entry.get(name.entry)

    def _owned(self, outer: Name) -> Iterator[Name]:
        """The outer place and the country before it ("Peru's Cusco region", "the Peruvian region of Cusco")."""
        yield outer
        owner = self.ends.get(outer.start - (self._low(outer.start - 1) in _MARKS))
        if owner is not None and owner.kind is Kind.COUNTRY:
            yield owner

    def _after(self, name: Name) -> Name | None:
        """The place in the words after a name."""
        position = self._past_nouns(name.end)
        if self._low(position) == "in":
            return self._place_at(position + 1)
        if self._low(position) not in {",", "("}:
            return None
        following = position + 1
        if self._low(following) == "in":
            return self._place_at(following + 1)
        return self._state(name, position) or self._described(following)

    def _state(self, name: Name, comma: int) -> Name | None:
        """`Gilroy, California`, `Sudak, Lower region`: no list of places of one rank."""
        start = comma + 1 + (self._low(comma + 1) == "the")
        outer = self._place_at(start)
        if outer is None or outer.start != start:
            return None
        end = self._past_nouns(outer.end)
        listed = self._low(end) in {"and", "or"} or self._low(name.start - 1) in {"and", "or"}
        listed = listed or (self._low(name.start - 1) == "," and name.start - 1 in self.ends)
        ranked = outer.kind is Kind.COUNTRY or end > outer.end or (outer.entry is not None and load().entry(outer.entry).is_region)
        following = self.starts.get(end + 1) if self._low(end) == "," else None
        if following is not None and following.kind in _PLACES and following.kind is not Kind.COUNTRY:
            return None
        return outer if ranked and not listed else None

    def _described(self, position: int) -> Name | None:
        """`X, the biggest town in Y`, `X, a village of 300 people in the Y district`."""
        noun = next((i for i in range(position, position + 5) if self._low(i) in _nouns()), None)
        if noun is None or not all(self._qualifies(i) for i in range(position, noun)):
            return None
        for i in range(noun + 1, noun + _LONGEST_PHRASE):
            if self._low(i) in {"", ",", ".", ";", "that", "which", "where", "and"}:
                return None
            if self._low(i) in _INSIDE and (found := self._place_at(i + 1)) is not None:
                return found
        return None

    def _before(self, name: Name) -> Name | None:
        """`the Peruvian town of X`, `the Y region town of X`."""
        position = name.start - 1
        if self._low(position) != "of" or self._low(position - 1) not in _nouns():
            return None
        position -= 1
        while position > 0 and position not in self.ends and (self._qualifies(position - 1) or self._is_noun(position - 1)):
            if self._low(position - 1) in {"the", "a", "an"}:
                return None
            position -= 1
        position -= self._low(position - 1) in _MARKS
        while position not in self.ends and self._is_noun(position - 1):
            position -= 1
        outer = self.ends.get(position)
        return outer if outer is not None and outer.kind in _PLACES else None

    def _place_at(self, position: int) -> Name | None:
        """The innermost place that a phrase names: `Cusco` of "Peru's southern Cusco region"."""
        found: Name | None = None
        for _ in range(_LONGEST_PHRASE):
            name = self.starts.get(position)
            if name is not None and name.kind in _PLACES:
                found = name
                position = name.end
                if self._low(position) in _MARKS:
                    position += 1
                elif name.role is not Role.ADJECTIVE:
                    break
            elif self._is_noun(position) and self._low(position + 1) == "of" and position + 2 in self.starts:
                position += 2
            elif name is None and self._qualifies(position):
                position += 1
            else:
                break
        return found if found is not None and self._is_whole(found) else None

    def _is_whole(self, name: Name) -> bool:
        """The phrase means the place, not something of it ("in the Peruvian parliament", "in Peru's courts")."""
        end = self._past_nouns(name.end)
        token = self._token(end)
        if self._low(end) in _MARKS or (name.role is Role.ADJECTIVE and end == name.end):
            return False
        return token is None or end > name.end or token.pos_ not in {"NOUN", "PROPN"}

    def _past_nouns(self, position: int) -> int:
        """The position after common nouns for places ("border region")."""
        end = position
        while self._is_noun(end) or (self._low(end) in _BEFORE_NOUNS and self._is_noun(end + 1)):
            end += 1
        return end

    def _is_noun(self, position: int) -> bool:
        return self._low(position) in _nouns()

    def _qualifies(self, position: int) -> bool:
        token = self._token(position)
        if token is None or position in self.starts:
            return False
        return token.lower_ in {"the", "a", "an"} or (token.is_lower and token.tag_ in {"JJ", "JJR", "JJS", "NN", "RBS", "VBN", "HYPH"})

    def _low(self, position: int) -> str:
        token = self._token(position)
        return "" if token is None else token.lower_

    def _token(self, position: int) -> Token | None:
        return self.doc[position] if 0 <= position < len(self.doc) else None


@cache
def _nouns() -> frozenset[str]:
    return words("places", "regions") | words("places", "settlements") | words("titles", "words.generic_places")
