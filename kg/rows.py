"""Rows of cells: CSV that no spreadsheet takes for formulas, columns aligned for a terminal, JSON that tells each name once."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_TRIES: Final = 64
_WIDEST: Final = 60


def spreadsheet_safe(cell: object) -> str:
    """Text that no spreadsheet takes for a formula."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_FORMULA) and not isinstance(cell, (int, float)) else text


def as_csv(rows: Iterable[Sequence[object]]) -> str:
    """Rows as CSV (RFC 4180) that is safe in a spreadsheet."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerows([spreadsheet_safe(cell) for cell in row] for row in rows)
    return buffer.getvalue()


class SafeCsv:
    """CSV that comes in pieces, made safe in a spreadsheet record by record."""

    def __init__(self) -> None:
        self._held = b""

    def piece(self, data: bytes) -> bytes:
        """What is ready of it after a piece more: whole records, which end at a line end that no quotation marks are open at."""
        self._held += data
        end = len(self._held)
        for _ in range(_TRIES):
            end = self._held.rfind(b"\n", 0, end)
            if end < 0:
                return b""
            if self._held.count(b'"', 0, end) % 2 == 0:
                ready, self._held = self._held[: end + 1], self._held[end + 1 :]
                return safe_csv(ready)
        return b""

    def rest(self) -> bytes:
        """What is left at the end."""
        rest, self._held = self._held, b""
        return safe_csv(rest)


def safe_csv(data: bytes) -> bytes:
    """CSV in UTF-8 whose cells no spreadsheet takes for formulas."""
    return as_csv(csv.reader(io.StringIO(data.decode(), newline=""))).encode()


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as lines for a terminal, the first as the head; cells are one line each, and long ones are cut."""
    shown = [[_shortened(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*shown, strict=True)] if shown else []
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in shown]
    return [lines[0], "  ".join("-" * width for width in widths), *lines[1:]] if lines else []


def named_once(rows: Sequence[Mapping[str, Any]], without: Collection[str] = ()) -> dict[str, list[Any]]:
    """Rows of named values for JSON, with the names told once: what a row lacks is null, and missing at its end.

    Args:
        rows: what each says.
        without: names that nobody needs.
    """
    used = Counter(name for row in rows for name in row if name not in without)
    names = sorted(used, key=lambda name: (-used[name], name))
    return {"names": names, "rows": [_values(row, names) for row in rows]}


def _values(row: Mapping[str, Any], names: Sequence[str]) -> list[Any]:
    values = [row.get(name) for name in names]
    while values and values[-1] is None:
        values.pop()
    return values


def _shortened(cell: str) -> str:
    plain = " ".join("".join(c if c.isprintable() else " " for c in cell).split())
    return plain if len(plain) <= _WIDEST else plain[: _WIDEST - 1] + "…"
