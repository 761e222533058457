"""Reports by layout: a headline that begins with a speaker, and a paragraph that a reporting clause and a colon announce.

"Ruiz: Vote was lost before it began" tells what she says; behind "Ruiz wrote:" at the end of a paragraph the next one is quoted, also
without quotation marks.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kg.extract.clauses import trimmed
from kg.extract.cues import verb_cues
from kg.extract.model import Link, References
from kg.extract.quotes import paragraphs
from kg.extract.reports import Report
from kg.extract.sources import source_heads
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.parsed import Doc, Token

_SPEAKERS = frozenset({Kind.PERSON, Kind.ORGANIZATION})
_LONGEST_LABEL = 6
_FEWEST_WORDS = 4
_NEAR_COLON = 8
_STOPS = frozenset({".", "!", "?"})


def announced(doc: Doc, references: References) -> list[Report]:
    """The reports by layout, by position."""
    found = list(paragraphs(doc))
    return [*_headline(doc, found, references), *_blocks(doc, found)]


def _headline(doc: Doc, found: list[tuple[int, int]], references: References) -> Iterator[Report]:
    """`Ruiz: CLAUSE` as the first line of several; the label is the name of a person or body and nothing else."""
    if len(found) < 2:
        return
    start, end = found[0]
    colon = next((i for i in range(start + 1, min(end, start + _LONGEST_LABEL + 1)) if doc[i].text == ":"), None)
    if colon is None or end - colon <= _FEWEST_WORDS:
        return
    name = references.by_token.get(colon - 1)
    if name is not None and name.link is Link.NAME and name.start == start and references.things[name.referent].kind in _SPEAKERS:
        yield Report(doc[colon], None, doc[name.head], trimmed(doc, colon + 1, end), (), "headline", 0.7)


def _blocks(doc: Doc, found: list[tuple[int, int]]) -> Iterator[Report]:
    """`X wrote:` and a paragraph that begins with no quotation mark."""
    for (start, end), (first, last) in pairwise(found):
        verb = _introducing(doc, start, end)
        if verb is not None and _is_prose(doc, first, last) and (heads := source_heads(verb)):
            entry = next(cue for cue in verb_cues(verb) if "quote" in cue.takes)
            yield Report(verb, entry, heads[0], trimmed(doc, first, last), (), "block", 0.7)


def _introducing(doc: Doc, start: int, end: int) -> Token | None:
    """The verb near the colon that ends a paragraph."""
    if doc[end - 1].text != ":":
        return None
    for i in range(end - 2, max(start, end - _NEAR_COLON) - 1, -1):
        if doc[i].text in _STOPS or doc[i].is_quote:
            return None
        if any("quote" in cue.takes for cue in verb_cues(doc[i])):
            return doc[i]
    return None


def _is_prose(doc: Doc, start: int, end: int) -> bool:
    """Words that end as a sentence does, with no mark before them."""
    return doc[start].is_alpha and end - start > _FEWEST_WORDS and doc[end - 1].text in _STOPS
