"""Candidates for names and the stretches of capitalised words that they are looked for in.

Strength orders the sources of candidates: a name that several words of the gazetteer spell beats the model, which beats a single
word; a body that holds a listed place in its name beats the place.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract import name_shapes as shapes

if TYPE_CHECKING:
    from kg.extract.name_shapes import Words
    from kg.records import Kind

DEMONYM, WIDER, LISTED, SHAPED, SITE, HELD, PLACED, PERSON, SINGLE, MODEL, WEAK = 6.0, 5.2, 5.0, 4.0, 3.95, 3.9, 3.05, 3.0, 2.5, 2.0, 1.0
_JOINTS = frozenset({"-", "–", "'s", "’s", "'", "’", ","})
_CUTS = frozenset({"'s", "’s", ",", "–", "'", "’"})
_GAP = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that may be a name.

    Attributes:
        start, end: tokens.
        kind: what it would name.
        strength: how much it should win over others that overlap it.
        entry: id of the gazetteer entry, where its surface has one.
        demonym: it is an adjective or people of the entry's place.
        country: gazetteer id of the country that the name gives itself.
    """

    start: int
    end: int
    kind: Kind
    strength: float
    entry: str | None = None
    demonym: bool = False
    country: str | None = None


def runs(words: Words) -> list[tuple[int, int]]:
    """Maximal stretches of capitalised words with what may join them."""
    found: list[tuple[int, int]] = []
    for first in words.capitals:
        if found and first < found[-1][1]:
            continue
        end = ahead = first + 1
        while ahead < len(words.texts) and ahead - end < _GAP and _joins(words, ahead):
            ahead += 1
            if words.capital[ahead - 1]:
                end = ahead
        found.append((first, end))
    return found


def parts(words: Words, start: int, end: int) -> list[tuple[int, int]]:
    """A run cut where a possessive ends and at commas and dashes."""
    cuts = [i for i in range(start, end) if words.texts[i] in _CUTS]
    found = zip([start, *(i + 1 for i in cuts)], [*cuts, end], strict=True)
    return [shapes.trimmed(words, a, b) for a, b in found if a < b]


def without(spans: list[tuple[int, int]], taken: list[Candidate]) -> list[tuple[int, int]]:
    """Spans cut at the candidates that lie in them; the spans are in order and apart."""
    found = []
    starts = [start for start, _ in spans]
    inside: defaultdict[int, list[Candidate]] = defaultdict(list)
    for one in taken:
        inside[bisect_right(starts, one.start) - 1].append(one)
    for place, (start, end) in enumerate(spans):
        first = start
        for one in inside.get(place, ()):
            if one.start < end:
                found.append((first, one.start))
                first = max(first, one.end)
        found.append((first, end))
    return [(a, b) for a, b in found if a < b]


def _joins(words: Words, i: int) -> bool:
    text = words.texts[i]
    if words.capital[i]:
        return True
    if shapes.breaks(text):
        return False
    of_panel = text == "on" and words.texts[i - 1] in shapes.panels()
    return words.lower[i] in shapes.CONNECTORS or text in _JOINTS or text.isdecimal() or of_panel
