"""Pairs: the two that were just named ("the two men", "both leaders", "the two countries").

In: the cast, the references by name and where tokens stand. Out: for the head of such a phrase the two things it means. It is
taken only where the nearest sentence that names any such thing names exactly two.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg.lexicon import table
from kg.records import Kind

if TYPE_CHECKING:
    from kg.extract.identity import Cast
    from kg.extract.model import Reference
    from kg.extract.parsed import Token
    from kg.extract.positions import Positions

_SENTENCES_BACK = 3
_KINDS = {"persons": Kind.PERSON, "countries": Kind.COUNTRY}


def pairs(cast: Cast, mentions: list[Reference], positions: Positions) -> dict[int, tuple[int, ...]]:
    """The phrases that mean two things named right before, by their heads."""
    found: dict[int, tuple[int, ...]] = {}
    for token in positions.tokens:
        kind = _kind(token)
        if kind is not None:
            both = _nearest(token, [m for m in mentions if cast.things[m.referent].kind is kind], positions)
            if len(both) == 2:
                found[token.i] = both
    return found


def _kind(token: Token) -> Kind | None:
    kind = _nouns().get(token.lower_)
    if kind is None or token.i == 0:
        return None
    before = {token.nbor(-1).lower_, token.nbor(-2).lower_ if token.i > 1 else ""}
    return kind if before & {"two", "both"} or (token.tag_ == "NN" and "the" in before) else None


@cache
def _nouns() -> dict[str, Kind]:
    return {noun: _KINDS[sort] for sort, nouns in reversed(table("group_nouns")["pairs"].items()) for noun in nouns}


def _nearest(token: Token, mentions: list[Reference], positions: Positions) -> tuple[int, ...]:
    last = positions.sentence[token.i]
    for number in range(last, max(-1, last - _SENTENCES_BACK), -1):
        found = dict.fromkeys(m.referent for m in mentions if positions.sentence[m.start] == number and m.start < token.i)
        if found:
            return tuple(found)
    return ()
