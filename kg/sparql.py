"""SPARQL text in, an answer in bytes out: what the command line and the endpoint share.

A query that would reach out to another server (SERVICE) is refused before it runs. The engine takes more for that keyword
than the grammar does: it wants no space behind it (`SERVICE:x`, `SERVICESILENT<...>`). So whatever could be read so is
refused, not only what must be.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from kg.errors import InputError
from kg.rows import aligned
from kg.store import ResultFormat, Store
from kg.tokens import Kind, Token, tokens
from kg.vocabulary import PREFIXES

_BEFORE_GRAPH = ("GRAPH", "FROM", "NAMED", "USING", "WITH")
_CALL = "SERVICE"
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_PASSING = re.compile("NOW|RAND|UUID|BNODE", re.IGNORECASE)  # the engine may take a keyword that stands right behind another
_BY_NAME = {
    "json": (ResultFormat.JSON, ResultFormat.NTRIPLES),
    "csv": (ResultFormat.CSV, ResultFormat.NTRIPLES),
    "tsv": (ResultFormat.TSV, ResultFormat.NTRIPLES),
    "ttl": (ResultFormat.JSON, ResultFormat.TURTLE),
}
_EXAMPLES = Path(__file__).parent / "queries" / "examples.toml"


@dataclass(frozen=True, slots=True)
class Example:
    """A query to begin with.

    Attributes:
        name: what it is called.
        comment: what it asks.
        query: its text, with the prefixes that it needs.
    """

    name: str
    comment: str
    query: str


def examples() -> tuple[Example, ...]:
    """The queries of `queries/examples.toml`."""
    with _EXAMPLES.open("rb") as file:
        listed = tomllib.load(file)["example"]
    return tuple(Example(one["name"], one["comment"], _with_prefixes(one["query"].strip())) for one in listed)


def answer(store: Store, query: str, form: str) -> bytes:
    """The answer of a query as `json`, `csv`, `tsv` or `ttl`; prefixes of the vocabulary need not be declared.

    Raises:
        InputError: the query cannot be read, uses SERVICE, or its answer has no such form.
    """
    refuse_service(query)
    solutions, triples = _BY_NAME[form]
    data, used = store.serialize(query, solutions, triples, prefixes=PREFIXES)
    if (form == "ttl") != (used in (ResultFormat.TURTLE, ResultFormat.NTRIPLES)):
        raise InputError("ttl is the form of CONSTRUCT and DESCRIBE; SELECT and ASK take table, json, csv or tsv")
    return data


def as_table(store: Store, query: str) -> bytes:
    """The answer of a query as a table for people; of CONSTRUCT and DESCRIBE as Turtle."""
    refuse_service(query)
    data, used = store.serialize(query, ResultFormat.CSV, ResultFormat.TURTLE, prefixes=PREFIXES)
    if used is ResultFormat.TURTLE:
        return data
    rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
    return ("\n".join(aligned(rows)) + "\n").encode()


def refuse_service(query: str) -> None:
    """Refuse a query or update that holds the keyword SERVICE.

    Raises:
        InputError: it does, or it cannot be read.
    """
    found = _read(query)
    if _CALL not in query.upper():
        return
    for before, token, after in zip([None, *found], found, [*found[1:], None], strict=False):
        if _may_call(token, before, after):
            raise InputError("SERVICE is not allowed: this store answers from its own data only")


def limited(query: str, rows: int) -> str:
    """A SELECT query limited to a number of rows; a lower limit of its own stays, and other queries do."""
    place = _place_of_limit(query)
    if place is None or limits_itself(query, rows):
        return query
    number, at = place
    if number is not None:
        return f"{query[: number.start]}{rows}{query[number.end :]}"
    return f"{query[:at]}\nLIMIT {rows}\n{query[at:]}"


def limits_itself(query: str, rows: int) -> bool:
    """Whether a SELECT query has a limit of its own that allows no more than a number of rows."""
    place = _place_of_limit(query)
    return place is not None and place[0] is not None and int(place[0].text) <= rows


def is_lasting(query: str) -> bool:
    """Whether a query has the same answer as long as the graph stays the same: it asks neither for the time nor for something new."""
    if not _PASSING.search(query):
        return True
    return not any(token.kind is Kind.WORD and _PASSING.search(token.text) for token in _read(query))


@lru_cache(maxsize=1)
def _place_of_limit(query: str) -> tuple[Token | None, int] | None:
    """The number of the limit of a SELECT query, and where one could stand; None for other queries."""
    found = _read(query)
    form = next((token for token in found if token.says(*_FORMS)), None)
    if form is None or not form.says("SELECT"):
        return None
    rest, values = _modifiers(found)
    numbers = (number for keyword, number in pairwise(rest) if keyword.says("LIMIT") and number.text.isdigit())
    return next(numbers, None), values.start if values else len(query)


@lru_cache(maxsize=1)
def _read(query: str) -> tuple[Token, ...]:
    """The tokens of a query, which is read once although several things are asked about it."""
    return tuple(tokens(query))


def _modifiers(found: Sequence[Token]) -> tuple[list[Token], Token | None]:
    """The tokens that follow the pattern of a query, and the VALUES that ends them."""
    depth, tail, values = 0, 0, None
    for place, token in enumerate(found):
        if token.text == "{":
            depth += 1
        elif token.text == "}":
            depth -= 1
            tail = place + 1 if depth == 0 else tail
        elif depth == 0 and token.says("VALUES"):
            values = token
            break
    return [token for token in found[tail:] if values is None or token.start < values.start], values


def _may_call(token: Token, before: Token | None, after: Token | None) -> bool:
    """Whether the engine may see the keyword here: in any word, and in a prefixed name that a group follows."""
    if token.kind is Kind.WORD:
        return _CALL in token.text.upper()
    if token.kind is not Kind.NAME or _CALL not in token.text.partition(":")[0].upper():
        return False
    return after is not None and after.says("{") and not (before is not None and before.says(*_BEFORE_GRAPH))


def _with_prefixes(query: str) -> str:
    used = [f"PREFIX {name}: <{value}>" for name, value in PREFIXES.items() if f"{name}:" in query]
    return "\n".join([*used, query])
