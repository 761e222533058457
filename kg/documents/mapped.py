"""Text that remembers where each of its code points came from."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

OFFSET = "L"  #: array type of an offset: an unsigned integer of at least 32 bits


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace a span, half open and not empty, by other text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Mapped:
    """A text and, for each of its code points, the piece of the source that it came from.

    Attributes:
        text: the text.
        starts, ends: source offsets, half open, one for each code point; starts never decrease.
    """

    text: str
    starts: array[int]
    ends: array[int]

    def edit(self, edits: Iterable[Edit]) -> Mapped:
        """Apply edits that are sorted and do not overlap; what is put in maps to the whole of what it replaces."""
        pieces: list[str] = []
        starts, ends = array(OFFSET), array(OFFSET)
        done = 0
        for edit in edits:
            _copy(self, done, edit.start, pieces, starts, ends)
            pieces.append(edit.text)
            starts.extend([self.starts[edit.start]] * len(edit.text))
            ends.extend([self.ends[edit.end - 1]] * len(edit.text))
            done = edit.end
        if not done:
            return self
        _copy(self, done, len(self.text), pieces, starts, ends)
        return Mapped("".join(pieces), starts, ends)

    def sub(self, pattern: re.Pattern[str], replacement: str | Callable[[re.Match[str]], str]) -> Mapped:
        """Like `re.sub`; the replacement is a literal string or a function, and an unchanged match is no edit."""
        return self.edit(_edits(self.text, pattern, replacement))

    def slice(self, start: int, end: int) -> Mapped:
        """The piece between two of its own offsets."""
        return Mapped(self.text[start:end], self.starts[start:end], self.ends[start:end])

    def strip(self) -> Mapped:
        """Without white space at both ends."""
        start = len(self.text) - len(self.text.lstrip())
        return self.slice(start, max(start, len(self.text.rstrip())))


def whole(source: str, start: int = 0) -> Mapped:
    """The source text from an offset on, each code point mapped to itself."""
    offsets = np.arange(start, len(source) + 1, dtype=OFFSET)
    return Mapped(source[start:], array(OFFSET, offsets[:-1].tobytes()), array(OFFSET, offsets[1:].tobytes()))


def join(parts: Sequence[Mapped], separator: str) -> Mapped:
    """Join parts that lie apart in the source; the separator maps to what lies between them."""
    texts: list[str] = []
    starts, ends = array(OFFSET), array(OFFSET)
    for part in parts:
        if starts:
            texts.append(separator)
            between = (ends[-1], part.starts[0]) if part.starts[0] > ends[-1] else (starts[-1], part.ends[0])
            starts.extend([between[0]] * len(separator))
            ends.extend([between[1]] * len(separator))
        texts.append(part.text)
        starts.extend(part.starts)
        ends.extend(part.ends)
    return Mapped("".join(texts), starts, ends)


def _copy(mapped: Mapped, start: int, end: int, pieces: list[str], starts: array[int], ends: array[int]) -> None:
    pieces.append(mapped.text[start:end])
    starts.extend(mapped.starts[start:end])
    ends.extend(mapped.ends[start:end])


def _edits(text: str, pattern: re.Pattern[str], replacement: str | Callable[[re.Match[str]], str]) -> Iterable[Edit]:
    for match in pattern.finditer(text):
        new = replacement if isinstance(replacement, str) else replacement(match)
        if match.end() > match.start() and new != match.group():
            yield Edit(match.start(), match.end(), new)
