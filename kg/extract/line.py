"""The line that the grammar of offices reads: surface tokens with the names and titles among them, by position."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.titles import find_titles, is_title_word, surface
from kg.lexicon import words
from kg.records import Kind

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.extract.model import Name

DETERMINERS = frozenset({"the", "a", "an", "this", "that", "these", "those", "one", "another"})


class Line:
    """The surface tokens of a Doc with its names and titles by position."""

    def __init__(self, doc: Doc, names: tuple[Name, ...]) -> None:
        self.tokens = surface(doc)
        self.names = names
        self.position = {token.i: index for index, token in enumerate(self.tokens)}
        self.starts: dict[int, int] = {}
        self.ends: dict[int, int] = {}
        for index, name in enumerate(names):
            inside = [self.position[i] for i in range(name.start, name.end) if i in self.position]
            if inside and not is_title_word(name):
                self.starts[inside[0]] = index
                self.ends[inside[-1] + 1] = index
        self.titles = find_titles(self.tokens, names)
        self.title_starts = {title.start: title for title in self.titles}

    def lower(self, position: int) -> str:
        """The word at a position in lower case; empty outside the line and across a paragraph's end."""
        return self.tokens[position].lower_ if 0 <= position < len(self.tokens) else ""

    def first(self, index: int) -> int:
        """Where a name begins."""
        return next(self.position[i] for i in range(self.names[index].start, self.names[index].end) if i in self.position)

    def last(self, index: int) -> int:
        """Where a name ends, half open."""
        return next(self.position[i] for i in reversed(range(self.names[index].start, self.names[index].end)) if i in self.position) + 1

    def person_at(self, position: int) -> int | None:
        """The index of the person's name that begins at a position, or None."""
        index = self.starts.get(position)
        return index if index is not None and self.names[index].kind is Kind.PERSON else None

    def after_honorifics(self, position: int) -> int:
        """The position after ranks and forms of address."""
        while self.lower(position) in words("titles", "words.honorifics") | words("titles", "words.ranks"):
            position += 1
        return position

    def titled_person(self, position: int) -> int | None:
        """The index of the person's name that begins at a position, maybe after titles of its own."""
        position = self.after_honorifics(self._after_articles(position))
        title = self.title_starts.get(position)
        return self.person_at(self.after_honorifics(title.end) if title else position)

    def _after_articles(self, position: int) -> int:
        while self.lower(position) in DETERMINERS or self.lower(position) in words("titles", "words.former"):
            position += 1
        return position
