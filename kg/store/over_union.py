"""Queries and patterns, rewritten so that a server without a default graph of ours answers them from the graph of the union.

What stands outside GRAPH is asked of the union; GRAPH with a variable does not find the union. A query without GRAPH needs
none of this: it is sent with the union as its default graph.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.ntriples import iri
from kg.tokens import Kind, Token, tokens

_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")


def names_dataset(found: Sequence[Token]) -> bool:
    """Whether a query chooses its own graphs (FROM)."""
    return any(token.says("FROM") for token in found)


def uses_graph(found: Sequence[Token]) -> bool:
    """Whether a query or pattern asks named graphs."""
    return any(token.says("GRAPH") for token in found)


def query_over(text: str, union: str) -> str:
    """A query whose patterns outside GRAPH are asked of the union.

    Args:
        text: a query without FROM.
        union: IRI of the graph that holds the union.
    """
    found = tokens(text)
    start = _group_of_query(found)
    return text if start is None else _inserted(text, _pieces(found, start, union))


def pattern_over(text: str, union: str) -> str:
    """A group pattern, with its braces, that is asked of the union outside GRAPH."""
    return _inserted(text, _pieces(tokens(text), 0, union))


@dataclass(frozen=True, slots=True)
class _Piece:
    at: int
    text: str


def _group_of_query(found: Sequence[Token]) -> int | None:
    """The place of the brace that opens the pattern of a query."""
    form = next((place for place, token in enumerate(found) if token.says(*_FORMS)), None)
    if form is None:
        return None
    start = _opening(found, form)
    if found[form].says("CONSTRUCT") and start == form + 1:
        return _opening(found, _closing(found, start) + 1)
    return start


def _opening(found: Sequence[Token], begin: int) -> int | None:
    """The first brace that is not inside parentheses."""
    depth = 0
    for place in range(begin, len(found)):
        depth += found[place].says("(") - found[place].says(")")
        if depth == 0 and found[place].says("{"):
            return place
    return None


def _closing(found: Sequence[Token], start: int) -> int:
    depth = 0
    for place in range(start, len(found)):
        depth += found[place].says("{") - found[place].says("}")
        if depth == 0:
            return place
    return len(found) - 1


def _pieces(found: Sequence[Token], start: int, union: str) -> Iterator[_Piece]:
    """What is to be put into the text: the graph of the union around the group, and a condition behind each GRAPH with a variable."""
    end = _closing(found, start)
    yield _Piece(found[start].end, f" GRAPH {iri(union)} {{")
    for place in range(start, end):
        if found[place].says("GRAPH") and found[place + 1].kind is Kind.VARIABLE:
            yield _Piece(found[_closing(found, place + 2)].end, f" FILTER({found[place + 1].text} != {iri(union)})")
    yield _Piece(found[end].start, "} ")


def _inserted(text: str, pieces: Iterator[_Piece]) -> str:
    for piece in sorted(pieces, key=lambda piece: piece.at, reverse=True):
        text = text[: piece.at] + piece.text + text[piece.at :]
    return text
