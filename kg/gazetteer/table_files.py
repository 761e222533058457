"""Files of the user's as CSV: a header line, then a line for each thing. `seeds/gazetteer/README.md` describes the columns."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.gazetteer.draft import Draft, checked, kind_of, number
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COLUMNS = (
    "name",
    "kind",
    "id",
    "aliases",
    "within",
    "country",
    "lat",
    "lon",
    "population",
    "geonames",
    "wikidata",
    "iso",
    "seat_of",
    "matches",
)


def read(path: Path) -> Iterator[Draft]:
    """The rows of a file.

    Raises:
        InputError: a column or value is not what it should be; the message names the line.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file, strict=True)
        try:
            header = _header(next(rows, []), path)
            for row in rows:
                if any(cell.strip() for cell in row):
                    yield _draft(_cells(header, row, f"{path}, line {rows.line_num}"), path, f"{path}, line {rows.line_num}")
        except csv.Error as error:
            raise InputError(f"{path}, line {rows.line_num}: {error}: is each quotation mark closed?") from error


def _header(row: list[str], path: Path) -> list[str]:
    header = [cell.strip().casefold() for cell in row]
    unknown = [cell for cell in header if cell not in COLUMNS]
    if unknown or "name" not in header or len(set(header)) < len(header):
        wrong = f"the column {unknown[0]!r} is not known" if unknown else "there must be one column 'name', and no column twice"
        raise InputError(f"{path}, line 1: {wrong}: the first line names columns out of {', '.join(COLUMNS)}")
    return header


def _cells(header: list[str], row: list[str], where: str) -> dict[str, str]:
    if len(row) > len(header):
        raise InputError(f"{where}: {len(row)} values for {len(header)} columns: put values that hold commas into quotation marks")
    return dict(zip(header, (cell.strip() for cell in row), strict=False))


def _draft(cells: dict[str, str], path: Path, where: str) -> Draft:
    return checked(
        Draft(
            where,
            path.name,
            kind_of(cells["kind"], where) if cells.get("kind") else Kind.PLACE,
            cells["name"],
            cells.get("id", ""),
            _split(cells.get("aliases", "")),
            cells.get("within", ""),
            cells.get("country", ""),
            number(cells.get("lat", ""), where, "lat"),
            number(cells.get("lon", ""), where, "lon"),
            _population(cells.get("population", ""), where),
            cells.get("geonames", ""),
            cells.get("wikidata", ""),
            cells.get("iso", ""),
            cells.get("seat_of", ""),
            _split(cells.get("matches", "")),
        )
    )


def _population(text: str, where: str) -> int:
    if text and not text.isdecimal():
        raise InputError(f"{where}: population is {text!r}: give a whole number, or leave it out")
    return int(text or 0)


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|") if part.strip())
