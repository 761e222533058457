"""CSV that is safe in a spreadsheet, whole and in pieces."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.rows import SafeCsv, as_csv, safe_csv, spreadsheet_safe

FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    "＋1",
    "－1",
    "＠1",
    '=HYPERLINK("http://x","y")',
    "=cmd|' /C calc'!A0",
)
CELLS = st.text(st.sampled_from('=+-@\t\r\n",a é'), max_size=6)


@pytest.mark.parametrize("cell", FORMULAS)
def test_no_cell_is_a_formula(cell: str) -> None:
    assert spreadsheet_safe(cell) == f"'{cell}"


@pytest.mark.parametrize(("cell", "shown"), [(-1.5, "-1.5"), (None, ""), ("a=1", "a=1"), ("'x", "'x"), (0, "0")])
def test_what_is_none_stays(cell: object, shown: str) -> None:
    assert spreadsheet_safe(cell) == shown


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=8), st.integers(1, 9))
def test_pieces_come_to_what_the_whole_is(rows: list[list[str]], size: int) -> None:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    data = buffer.getvalue().encode()
    guard = SafeCsv()
    pieces = b"".join(guard.piece(data[start : start + size]) for start in range(0, len(data), size)) + guard.rest()
    assert pieces == safe_csv(data) == as_csv(rows).encode()
    found = list(csv.reader(io.StringIO(pieces.decode(), newline="")))
    assert not [cell for row in found for cell in row if cell.startswith(FORMULAS[:1]) or (cell and cell[0] in "=+-@\t\r\n")]
