"""Localities: from prepositions and nouns to the places that their phrases name.

A word comes in, referents of places go out, those that the words name most directly first. Which constructions put an event there is
for `kg.extract.whereabouts` to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.extract.frames import LEXICON, lemma
from kg.extract.model import Reading
from kg.extract.parsed import Token
from kg.lexicon import words
from kg.records import Kind

_PLACES = frozenset({Kind.PLACE, Kind.COUNTRY})
_DEPTH = 3
AT = frozenset({"in", "at", "near", "outside", "inside", "across", "throughout"})


def locations(prepositions: Iterable[Token], reading: Reading) -> list[tuple[int, tuple[int, int]]]:
    """The places that prepositions say something is at, each with the tokens of its phrase, by position."""
    return [
        (place, (token.i, token.right_edge.i + 1))
        for token in prepositions
        if token.lower_ in AT
        for place in under(token, reading, _DEPTH)
    ]


def places(host: Token, further: tuple[str, ...], reading: Reading) -> Iterator[int]:
    """The places in the phrases of place of a verb or noun, the nearest first."""
    allowed = words(LEXICON, "places.prepositions") | set(further)
    if not host.tag_.startswith("V"):
        allowed -= {"between"}
    dated = [inner for child in host.children if child.dep_ == "npadvmod" for inner in child.children if inner.lower_ in AT]
    beside = [child for child in host.children if child.dep_ in {"prep", "agent"}]
    for preposition in sorted((*beside, *dated), key=lambda child: abs(child.i - host.i)):
        if preposition.lower_ in allowed:
            found = under(preposition, reading, _DEPTH)
            yield from found if preposition.lower_ != "on" or "on" in further else _no_countries(found, reading)
        elif preposition.lower_ in {"behind", "during", "from", "with", "for", "between"}:
            yield from _nested(preposition, reading)
        if any(noun.ent_type_ == "DATE" for noun in preposition.children):
            yield from _nested(preposition, reading)
        yield from (
            place for inner in preposition.children if inner.dep_ == "prep" and inner.lower_ in AT for place in under(inner, reading)
        )


def _no_countries(places: Iterator[int], reading: Reading) -> Iterator[int]:
    """Sanctions are imposed on a country, and not there."""
    return (place for place in places if reading.references.things[place].kind is Kind.PLACE)


def under(preposition: Token, reading: Reading, depth: int = _DEPTH) -> Iterator[int]:
    """The places in the phrase of a preposition, also some phrases deep."""
    for noun in (child for child in preposition.children if child.dep_ in {"pobj", "prep", "pcomp"}):
        if noun.dep_ == "prep":
            yield from under(noun, reading, depth - 1)
            continue
        found = place_at(noun, reading)
        if found is not None:
            yield found
        elif depth > 0:
            for inner in noun.children:
                if inner.dep_ == "prep" and inner.lower_ in words(LEXICON, "places.inner") and not _is_way(noun, inner):
                    yield from under(inner, reading, depth - 1)
            yield from (
                place for inner in noun.children if inner.dep_ in {"compound", "nmod"} and (place := town(inner, reading)) is not None
            )
            yield from _owners(noun, reading)


def _is_way(noun: Token, preposition: Token) -> bool:
    """`on his way to Lima`: not there yet."""
    return preposition.lower_ == "to" and lemma(noun) in words(LEXICON, "places.ways")


def _owners(noun: Token, reading: Reading) -> Iterator[int]:
    """`in Peru's Congress`, `in Kenya's north`: the place that a body, building or part of it belongs to."""
    parts = (
        words(LEXICON, "places.bodies")
        | words(LEXICON, "places.buildings")
        | words(LEXICON, "places.sorts")
        | words("places", "directions")
    )
    if noun.pos_ == "PROPN" or lemma(noun) in parts:
        yield from (place for child in noun.children if child.dep_ == "poss" and (place := place_at(child, reading)) is not None)


def _nested(preposition: Token, reading: Reading) -> Iterator[int]:
    for noun in preposition.children:
        for inner in noun.children:
            if noun.dep_ == "pobj" and inner.dep_ == "prep" and inner.lower_ in {"in", "at", "near"}:
                yield from under(inner, reading, _DEPTH - 1)


def town(token: Token, reading: Reading) -> int | None:
    """The town or region that a word names."""
    found = place_at(token, reading)
    return found if found is not None and reading.references.things[found].kind is Kind.PLACE else None


def place_at(token: Token, reading: Reading) -> int | None:
    """The place that a noun names, or that is named beside it: of "in Kenya's capital, Nairobi" the town."""
    things = reading.references.things
    named = reading.references.at(token.i)
    named = named if named is not None and things[named].kind in _PLACES else None
    if named is not None and things[named].kind is not Kind.COUNTRY:
        return named
    beside: Iterable[Token] = (child for child in token.children if child.dep_ == "appos")
    found = next((place for other in beside if (place := place_at(other, reading)) is not None), None)
    return named if found is None or (named is not None and things[found].kind is not Kind.PLACE) else found
