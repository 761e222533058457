"""The line that the grammar of offices reads: surface tokens with the names and titles among them, by position."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kg.extract.title_words import any_of
from kg.extract.titles import find_titles, is_title_word, released, surface
from kg.records import Kind

if TYPE_CHECKING:
    from kg.extract.model import Name
    from kg.extract.parsed import Doc, Token

DETERMINERS = frozenset({"the", "a", "an", "this", "that", "these", "those", "one", "another"})


@lru_cache(maxsize=1)
def line_of(doc: Doc, names: tuple[Name, ...]) -> Line:
    """The line of a Doc, kept for the next step that reads the same Doc."""
    return Line(doc, names)


class Line:
    """The surface tokens of a Doc with its names and titles by position.

    Attributes:
        words: the words in lower case.
        starts, ends: the index of the name that begins, or ends before, a position.
        cut: indices of names whose last words belong to an office.
    """

    def __init__(self, doc: Doc, names: tuple[Name, ...]) -> None:
        self.tokens = surface(doc)
        self.names = names
        self.starts: dict[int, int] = {}
        self.ends: dict[int, int] = {}
        self.cut: set[int] = set()
        self.words = [token.lower_ for token in self.tokens]
        self._sentences = _sentence_starts(self.tokens)
        self._extents: list[tuple[int, int]] = []
        named = self._place_names()
        self.titles = find_titles(self.tokens, named)
        self.title_starts = {title.start: title for title in self.titles}
        self.title_ends = {title.end: title for title in self.titles}

    def _place_names(self) -> set[int]:
        position = {token.i: index for index, token in enumerate(self.tokens)}
        named: set[int] = set()
        for index, name in enumerate(self.names):
            inside = [position[i] for i in range(name.start, name.end) if i in position]
            start, end = (inside[0], inside[-1] + 1) if inside else (0, 0)
            kept = start if is_title_word(name) else end - released(self.tokens, start, end, name)
            self._extents.append((start, kept if kept > start else end))
            if kept > start:
                self.starts[start], self.ends[kept] = index, index
                self.cut.update([index] if kept < end else [])
                named.update(range(start, kept))
        return named

    def lower(self, position: int) -> str:
        """The word at a position in lower case; empty outside the line and across a paragraph's end."""
        return self.words[position] if 0 <= position < len(self.words) else ""

    def first(self, index: int) -> int:
        """Where a name begins."""
        return self._extents[index][0]

    def last(self, index: int) -> int:
        """Where a name ends, half open."""
        return self._extents[index][1]

    def person_at(self, position: int) -> int | None:
        """The index of the person's name that begins at a position, or None."""
        index = self.starts.get(position)
        return index if index is not None and self.names[index].kind is Kind.PERSON else None

    def person_before(self, position: int) -> int | None:
        """The index of the person's name that ends before a position, or None."""
        index = self.ends.get(position)
        return index if index is not None and self.names[index].kind is Kind.PERSON else None

    def sentence_start(self, position: int) -> int:
        """Where the sentence of a position begins."""
        return self._sentences[min(position, len(self._sentences) - 1)]

    def after_honorifics(self, position: int) -> int:
        """The position after ranks and forms of address."""
        while position not in self.starts and self.lower(position) in any_of("honorifics", "ranks"):
            position += 1
        return position

    def titled_person(self, position: int) -> int | None:
        """The index of the person's name that begins at a position, maybe after titles of its own."""
        position = self.after_honorifics(self._after_articles(position))
        title = self.title_starts.get(position)
        return self.person_at(self.after_honorifics(title.end) if title else position)

    def _after_articles(self, position: int) -> int:
        while self.lower(position) in DETERMINERS or self.lower(position) in any_of("former"):
            position += 1
        return position


def _sentence_starts(tokens: list[Token]) -> list[int]:
    """For each position where its sentence begins."""
    found: list[int] = []
    for position, token in enumerate(tokens):
        found.append(position if token.is_sent_start or not found else found[-1])
    return found
