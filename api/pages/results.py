"""Results of queries as tables: SPARQL's tab-separated values, read line by line so that a long answer can be cut."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_TYPED: Final = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?')
_ESCAPE: Final = re.compile(r"\\(.)")
_MEANT: Final = {"t": "\t", "n": "\n", "r": "\r"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of a row: its text, and the IRI where it is one."""

    text: str
    iri: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The first rows of an answer; `cut` says that there are more."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    cut: bool


def table(text: str, most: int, *, whole: bool) -> Table:
    """The table of an answer.

    Args:
        text: tab-separated values, or their beginning.
        most: most rows to show.
        whole: whether the text is all of the answer; if not, its last line may be broken.
    """
    lines = text.split("\n")
    head, body = lines[0], lines[1:-1]
    columns = tuple(name.removeprefix("?") for name in head.split("\t"))
    rows = tuple(tuple(_cells(line)) for line in body[:most])
    return Table(columns, rows, not whole or len(body) > most)


def _cells(line: str) -> Iterator[Cell]:
    for part in line.split("\t"):
        if part.startswith("<") and part.endswith(">"):
            yield Cell(part[1:-1], part[1:-1])
        elif found := _TYPED.fullmatch(part):
            yield Cell(_ESCAPE.sub(lambda one: _MEANT.get(one[1], one[1]), found[1]))
        else:
            yield Cell(part)
