"""Peers: offices told by comparison with another holder: counterparts, predecessors and successors.

In: a line and the holdings found so far. Out: further holdings. "The Peruvian foreign minister, Ann Lee, met her Chadian counterpart
Bo Ray" makes Ray foreign minister of Chad; "Lee's predecessor, Cy Poe" makes Poe a former minister.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.model import Holding
from kg.extract.post_left import MARKS
from kg.extract.title_words import any_of
from kg.lexicon import table
from kg.names import skeleton
from kg.records import Kind, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extract.line import Line

_PRONOUNS = frozenset({"his", "her", "their", "its"})
_REACH_TOKENS = 80
_STATUS = {"counterpart": Status.CURRENT, "predecessor": Status.FORMER}


def peers(line: Line, holdings: Sequence[Holding]) -> Iterator[Holding]:
    """The holdings told by comparison, by position."""
    nouns = table("titles")["peers"]
    starts = [holding.start for holding in holdings]
    for position, word in enumerate(line.words):
        kind = nouns.get(word) if position else None
        if kind is None:
            continue
        person = _person(line, position)
        found = None if person is None else _model(line, position, holdings, starts)
        if found is not None and person is not None:
            yield _holding(line, position, person, found, _STATUS[kind], None if kind == "predecessor" else _body(line, position))


def _person(line: Line, position: int) -> int | None:
    """The peer: `counterpart Ann Lee`, `counterpart, Ann Lee,`, `Ann Lee, his predecessor,`."""
    after = position + 1
    after += line.lower(after) == ","
    person = line.person_at(line.after_honorifics(after))
    if person is not None:
        return person
    start = _start(line, position)
    return line.person_before(start - 1) if line.lower(start - 1) == "," else None


def _start(line: Line, position: int) -> int:
    start = position
    while start > 0 and (start in line.ends or line.lower(start - 1) in any_of("idle", "modifiers", "former")):
        start = line.first(line.ends[start]) if start in line.ends else start - 1
    return start - 1 if line.lower(start - 1) in _PRONOUNS else start


def _body(line: Line, position: int) -> int | None:
    index = line.ends.get(position)
    return index if index is not None and line.names[index].kind in {Kind.COUNTRY, Kind.PLACE} else None


def _model(line: Line, position: int, holdings: Sequence[Holding], starts: list[int]) -> Holding | None:
    """The holding that the peer is compared with: that of the owner, or of the only holder that the sentence has named before."""
    here = line.tokens[position].i
    before = holdings[: bisect_left(starts, here)]
    owner = _owner(line, position)
    if owner is not None:
        known = [h for h in before if skeleton(line.names[h.person].text.split()[-1]) == skeleton(line.names[owner].text.split()[-1])]
        return known[-1] if known else None
    if line.lower(_start(line, position)) not in _PRONOUNS:
        return None
    near = [h for h in before if here - h.end < _REACH_TOKENS and h.status is not Status.FORMER]
    first = line.tokens[line.sentence_start(position)].i
    inside = [h for h in near if h.start >= first]
    return inside[0] if inside and len({h.office for h in inside}) == 1 else None


def _owner(line: Line, position: int) -> int | None:
    """The person whose peer it is ("Lee's predecessor")."""
    start = position
    if start in line.ends and line.names[line.ends[start]].kind is not Kind.PERSON:
        start = line.first(line.ends[start])
    return line.person_before(start - 1) if line.lower(start - 1) in MARKS else None


def _holding(line: Line, position: int, person: int, model: Holding, status: Status, body: int | None) -> Holding:
    here = line.tokens[position].i
    name = line.names[person]
    changed = replace(
        model,
        person=person,
        start=min(here, name.start),
        end=max(here + 1, name.end),
        title_start=here,
        title_end=here + 1,
        status=status,
        valid_from=None,
        valid_to=None,
        rule="office.peer",
        confidence=0.75,
    )
    return changed if body is None else replace(changed, body=body, serves=None, owner=None, inferred=False)
