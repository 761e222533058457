"""An article to read: its text cut into pieces at the ends of evidence, so that each piece knows which facts it states."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text.

    Attributes:
        text: as it stands.
        facts: numbers of the facts that it states.
        here: it is what the reader was led to.
        opens: it is the first such piece.
        anchors: numbers of the facts that are stated from here on for the first time.
        notes: numbers of the facts whose evidence ends with it.
    """

    text: str
    facts: tuple[int, ...]
    here: bool
    opens: bool
    anchors: tuple[int, ...]
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact of the article, with its number and the spans that state it here."""

    number: int
    fact: Any
    spans: tuple[Span, ...]


def stated(facts: Sequence[Any], version: str) -> tuple[Stated, ...]:
    """The facts in the order of the text, numbered from 1."""
    placed = [(sorted({(q.start, q.end) for q in fact.evidence if q.version == version}), fact) for fact in facts]
    order = sorted((spans, fact.fact, fact) for spans, fact in placed if spans)
    return tuple(Stated(number, fact, tuple(spans)) for number, (spans, _, fact) in enumerate(order, start=1))


def pieces(text: str, facts: Sequence[Stated], here: Span | None) -> Iterator[Piece]:
    """The text in pieces.

    Args:
        text: the source text, which all spans count in.
        facts: what it states.
        here: the span to lead the reader to.
    """
    ends: defaultdict[int, list[int]] = defaultdict(list)
    starts: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    anchors: defaultdict[int, list[int]] = defaultdict(list)
    for one in facts:
        anchors[one.spans[0][0]].append(one.number)
        for start, end in one.spans:
            starts[start].append((end, one.number))
            ends[end].append(one.number)
    cuts = sorted({0, len(text), *(here or ()), *starts, *ends})
    open_: list[tuple[int, int]] = []
    for start, end in pairwise(cut for cut in cuts if 0 <= cut <= len(text)):
        open_ = sorted([*(one for one in open_ if one[0] > start), *starts[start]], key=lambda one: one[1])
        inside = here is not None and here[0] <= start < here[1]
        numbers = tuple(dict.fromkeys(number for _, number in open_))
        opens = inside and here is not None and start == here[0]
        yield Piece(text[start:end], numbers, inside, opens, tuple(anchors[start]), tuple(dict.fromkeys(sorted(ends[end]))))
