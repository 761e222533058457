"""From lines to paragraphs: blank lines, one paragraph a line, or hard-wrapped lines, and the blocks of Markdown."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.documents.mapped import Mapped

_LINE = re.compile(r"[^\n]+")
_WRAP_WIDTH = 120  #: longer lines are no hard-wrapped lines
_INDENT = 20  #: as far into the next line its first letter is looked for
_FENCE = re.compile(r" ?(?:```|~~~)")
_RULE = re.compile(r" ?(?:[-*_=~–—•] ?){3,}$")
_HEADING = re.compile(r" {0,3}#{1,6} +(?=\S)| {0,3}#{1,6}(?=\*|$)")
_UNDERLINE = re.compile(r" ?(?:={3,}|-{3,}) ?$")
_ITEM = re.compile(r" *(?:[-*+•‣▪◦·] +|\d{1,2}[.)] +)(?=\S)")
_QUOTE = re.compile(r" ?(?:> ?)+")
_IMAGE_ONLY = re.compile(r" ?(?:\[?!\[[^\]\n]*\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\))?(?:\]\([^()\n]*\))? ?)+$")
_TABLE_ROW = re.compile(r" ?\|.*\| ?$")
_PAGE = re.compile(r"[^\n]{0,80}\bpage \d{1,4} ?(?:of|/) ?\d{1,4}[^\n]{0,40}$", re.IGNORECASE)
_DEFINITION = re.compile(r" ?\[[^\]\n]+\]: *\S+.*$")
_BREAK = re.compile(r"\s*\n\s*(?:> ?)*")
_TERMINAL = re.compile(r"[.!?…:;][\"'”’)\]*_]*\s*$")


class Block(Enum):
    """What a paragraph is by its markup."""

    PROSE = auto()
    HEADING = auto()
    ITEM = auto()
    IMAGE = auto()
    OTHER = auto()  #: code, tables, rules, link definitions, heads of pages


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, without the marker of its block.

    Attributes:
        text: one line, inline markup still in it.
        block: what it is.
    """

    text: Mapped
    block: Block


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    block: Block
    gap: bool  #: a blank line or the start of the text stands before it


def paragraphs(text: Mapped) -> Iterator[Paragraph]:
    """Split a text into paragraphs; hard-wrapped lines are joined by one space."""
    lines = list(_lines(text.text))
    wrapped = _is_wrapped(text.text, lines)
    for group in _groups(text.text, lines, wrapped):
        joined = text.slice(group[0].start, group[-1].end)
        yield Paragraph(joined.sub(_BREAK, " ").strip(), group[0].block)


def _lines(text: str) -> Iterator[_Line]:
    fenced, previous_end = False, -2
    matches = [match for match in _LINE.finditer(text) if match.group().strip()]
    for number, match in enumerate(matches):
        line = match.group()
        following = matches[number + 1] if number + 1 < len(matches) else None
        underlined = following is not None and following.start() == match.end() + 1 and bool(_UNDERLINE.match(following.group()))
        fence = bool(_FENCE.match(line))
        block, marker = (Block.OTHER, 0) if fence or fenced else _block(line, underlined)
        fenced ^= fence
        yield _Line(match.start() + marker, match.end(), block, match.start() > previous_end + 1)
        previous_end = match.end()


def _block(line: str, underlined: bool) -> tuple[Block, int]:
    """The block that a line belongs to, and how much of its start is marker."""
    if _RULE.match(line) or _TABLE_ROW.match(line) or _DEFINITION.match(line) or _PAGE.match(line):
        return Block.OTHER, 0
    if _IMAGE_ONLY.match(line):
        return Block.IMAGE, 0
    if heading := _HEADING.match(line):
        return Block.HEADING, heading.end()
    if underlined and not _TERMINAL.search(line) and len(line) < _WRAP_WIDTH:
        return Block.HEADING, 0
    if item := _ITEM.match(line):
        return Block.ITEM, item.end()
    quote = _QUOTE.match(line)
    return Block.PROSE, quote.end() if quote and quote.end() < len(line) else 0


def _is_wrapped(text: str, lines: Sequence[_Line]) -> bool:
    """Most lines that another follows directly are about equally long and end in the middle of a sentence, which runs on."""
    followed = [line for line, after in itertools.pairwise(lines) if not after.gap and line.block == after.block == Block.PROSE]
    if not followed:
        return False
    width = max(line.end - line.start for line in lines if line.block == Block.PROSE)
    full = sum(line.end - line.start >= 0.6 * width for line in followed)
    open_ended = sum(not _TERMINAL.search(text[line.start : line.end]) for line in followed)
    run_on = sum(text[line.end : line.end + _INDENT].lstrip()[:1].islower() for line in followed)
    shares = (full / 0.7, open_ended / 0.6, run_on / 0.4)
    return width <= _WRAP_WIDTH and min(shares) >= len(followed)


def _groups(text: str, lines: Sequence[_Line], wrapped: bool) -> Iterator[list[_Line]]:
    group: list[_Line] = []
    for line in lines:
        if group and not _continues(text, group[-1], line, wrapped):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _continues(text: str, before: _Line, line: _Line, wrapped: bool) -> bool:
    if line.gap or line.block != Block.PROSE or before.block not in (Block.PROSE, Block.ITEM):
        return False
    if wrapped:
        return True
    first = text[line.start : line.end].lstrip()[:1]
    return (first.islower() or first in ",;)") and not _TERMINAL.search(text[before.start : before.end])
