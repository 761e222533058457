"""Solutions of SPARQL as tables of Python values, and as pandas frames.

Booleans, numbers, dates and date-times become Python's own; what is not well-formed stays text. IRIs of the project's
vocabularies are shortened with their prefixes (`kg:Supports`); those of instances stay whole, so that they can be
handed on to other functions. A query need not declare those prefixes (`kg.vocabulary.PREFIXES`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from kg.errors import InputError
from kg.sparql import refuse_service
from kg.store import Store, Term
from kg.vocabulary import PREFIXES, XSD, XSD_BOOLEAN, XSD_DATE, XSD_DATE_TIME, XSD_DECIMAL, XSD_INTEGER

if TYPE_CHECKING:
    import pandas

Value = str | bool | int | float | date | None
"""A value of a table; a date-time is a `datetime`, which is a `date`; None where a variable is unbound."""

_LOCAL_NAME: Final = re.compile(r"[A-Za-z_][\w-]*")
_BOOLEANS: Final = {"true": True, "1": True, "false": False, "0": False}
_FROM_TEXT: Final[dict[str, Callable[[str], Value]]] = {
    XSD_BOOLEAN: lambda text: _BOOLEANS.get(text, text),
    XSD_INTEGER: int,
    XSD_DECIMAL: float,
    XSD + "double": float,
    XSD + "float": float,
    XSD_DATE: date.fromisoformat,
    XSD_DATE_TIME: datetime.fromisoformat,
}
_DTYPES: Final = {str: "string", bool: "boolean", int: "Int64", float: "Float64", date: "datetime64[s]"}
"""Columns of pandas by the type of their values; each has a missing value of its own."""

_LONG: Final = 63
"""Bits of the largest integer that a column of pandas holds."""


@dataclass(frozen=True, slots=True)
class Table:
    """The solutions of a query.

    Attributes:
        columns: names of the variables.
        rows: one tuple for each solution, in the order of the columns.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def select(store: Store, query: str) -> Table:
    """The solutions of a SELECT query as Python values.

    Raises:
        InputError: the query cannot be read, is no SELECT, or uses SERVICE.
    """
    refuse_service(query)
    columns, solutions = store.solutions(query)
    return Table(columns, tuple(tuple(_value(term) for term in solution) for solution in solutions))


def select_frame(store: Store, query: str) -> pandas.DataFrame:
    """The solutions of a SELECT query as a pandas frame.

    >>> query = "SELECT ?who ?polarity { ?s a kg:Stance ; kg:heldBy/skos:prefLabel ?who ; kg:polarity ?polarity }"
    >>> frame = select_frame(store, query)
    >>> list(frame.columns), "kg:Opposes" in set(frame["polarity"])
    (['who', 'polarity'], True)

    A column of one type gets the pandas type that has missing values (`Int64`, `boolean`, `string` ...), days become
    `datetime64[s]`; a mixed one holds the Python values.

    Raises:
        InputError: the query cannot be read, is no SELECT, or uses SERVICE; or pandas is not installed.
    """
    try:
        import pandas
    except ModuleNotFoundError as error:
        raise InputError("select_frame needs pandas: pip install pandas") from error
    table = select(store, query)
    columns = zip(*table.rows, strict=True) if table.rows else [() for _ in table.columns]
    series = [pandas.Series(list(values), dtype=_dtype(values), name=name) for name, values in zip(table.columns, columns, strict=True)]
    return pandas.concat(series, axis="columns") if series else pandas.DataFrame()


def shortened(iri: str) -> str:
    """An IRI with its prefix (`kg:Supports`), or as it is where no prefix fits."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and _LOCAL_NAME.fullmatch(iri, len(namespace)):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _value(term: Term | None) -> Value:
    if term is None:
        return None
    if term.datatype is None:
        return shortened(term.text)
    try:
        return _FROM_TEXT.get(term.datatype, str)(term.text)
    except ValueError:
        return term.text


def _dtype(values: Sequence[Value]) -> str:
    bound = [value for value in values if value is not None]
    kinds = {type(value) for value in bound}
    if len(kinds) != 1 or any(isinstance(value, int) and value.bit_length() > _LONG for value in bound):
        return "object"
    return _DTYPES.get(kinds.pop(), "object")
