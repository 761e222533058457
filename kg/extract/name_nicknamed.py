"""Persons whose nickname stands in quotation marks inside their name: Ernesto "Che" Ramirez."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract import name_shapes as shapes
from kg.extract.name_spans import LISTED, Candidate
from kg.names import is_first_name
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.name_shapes import Words

_OPENING, _CLOSING = frozenset("\"“‘'"), frozenset("\"”’'")
_LONGEST, _BEFORE, _AFTER = 2, 3, 3


def nicknamed(words: Words) -> Iterator[Candidate]:
    """The whole names around nicknames of one or two words."""
    for i in words.capitals:
        if i + 2 < len(words.texts) and words.texts[i + 1] in _OPENING and words.capital[i + 2] and _is_given(words, i):
            close = _closing(words, i + 2)
            end = None if close is None else _surname_end(words, close + 1)
            if end is not None:
                yield Candidate(_start(words, i), end, Kind.PERSON, LISTED + 0.2)


def _is_given(words: Words, i: int) -> bool:
    """A first name, or a word that the model takes for a person's, right before the mark."""
    return bool(words.doc[i].whitespace_) and (words.labels[i] == "PERSON" or is_first_name(words.texts[i]))


def _closing(words: Words, start: int) -> int | None:
    """Where the mark closes behind one or two capitalised words and nothing else."""
    for i in range(start, min(start + _LONGEST + 1, len(words.texts))):
        if words.texts[i] in _CLOSING:
            return i if i > start and bool(words.doc[i].whitespace_) else None
        if not words.capital[i]:
            return None
    return None


def _surname_end(words: Words, start: int) -> int | None:
    """The end of the surname behind the nickname, or None where none stands there."""
    end = start
    while end < len(words.texts) and end - start < _AFTER and _belongs(words, end):
        end += 1
    while end > start and not words.capital[end - 1]:
        end -= 1
    return end if end > start else None


def _belongs(words: Words, i: int) -> bool:
    text = words.texts[i]
    if text.lower() in shapes.PARTICLES:
        return True
    return words.capital[i] and text.isalpha() and text not in shapes.no_names() and words.labels[i] in {"", "PERSON"}


def _start(words: Words, given: int) -> int:
    start = given
    while start > 0 and given - start < _BEFORE and words.capital[start - 1] and words.labels[start - 1] == "PERSON":
        start -= 1
    return shapes.without_titles(words, start, given + 1)[0]
