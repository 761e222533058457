"""SPARQL text in, an answer in bytes out: what the command line and the endpoint share.

A query that would reach out to another server (SERVICE) is refused before it runs.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from kg.errors import InputError
from kg.store import ResultFormat, Store
from kg.vocabulary import PREFIXES

_TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?"""'
    r"|'''(?:[^\\]|\\.)*?'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r"|<[^<>\"{}|^`\\\s]*>|#[^\n\r]*|[?$]\w+|[\w.-]*:[\w.:%-]*|@[\w-]+|\w+",
    re.DOTALL,
)
_BY_NAME = {
    "json": (ResultFormat.JSON, ResultFormat.NTRIPLES),
    "csv": (ResultFormat.CSV, ResultFormat.NTRIPLES),
    "tsv": (ResultFormat.TSV, ResultFormat.NTRIPLES),
    "ttl": (ResultFormat.JSON, ResultFormat.TURTLE),
}
_WIDEST = 60


def answer(store: Store, query: str, form: str) -> bytes:
    """The answer of a query as `json`, `csv`, `tsv` or `ttl`; prefixes of the vocabulary need not be declared.

    Raises:
        InputError: the query cannot be read, uses SERVICE, or its answer has no such form.
    """
    refuse_service(query)
    solutions, triples = _BY_NAME[form]
    data, used = store.serialize(query, solutions, triples, prefixes=PREFIXES)
    if (form == "ttl") != (used is ResultFormat.TURTLE):
        raise InputError("ttl is the form of CONSTRUCT and DESCRIBE; SELECT and ASK take table, json, csv or tsv")
    return data


def as_table(store: Store, query: str) -> bytes:
    """The answer of a query as a table for people; of CONSTRUCT and DESCRIBE as Turtle."""
    refuse_service(query)
    data, used = store.serialize(query, ResultFormat.CSV, ResultFormat.TURTLE, prefixes=PREFIXES)
    if used is ResultFormat.TURTLE:
        return data
    rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
    return ("\n".join(_aligned(rows)) + "\n").encode()


def refuse_service(query: str) -> None:
    """Refuse a query that holds the keyword SERVICE.

    Raises:
        InputError: it does.
    """
    if any(token.upper() == "SERVICE" for token in _TOKEN.findall(query)):
        raise InputError("SERVICE is not allowed: this store answers from its own data only")


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    shown = [[_shortened(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*shown, strict=True)] if shown else []
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in shown]
    return [lines[0], "  ".join("-" * width for width in widths), *lines[1:]] if lines else []


def _shortened(cell: str) -> str:
    plain = " ".join("".join(c if c.isprintable() else " " for c in cell).split())
    return plain if len(plain) <= _WIDEST else plain[: _WIDEST - 1] + "…"
