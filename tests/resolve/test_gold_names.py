"""Identity against the gold table of names: B-cubed (Bagga and Baldwin 1998) over `tests/gold/names.csv`.

Every row stands for an article of its own that names someone, and may say their office and country.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.evaluate.identities import cubed, names, row, table

GOLD = Path(__file__).parent.parent / "gold" / "names.csv"
PRECISION, RECALL = 0.97, 0.93
ROWS = table(GOLD)


def test_the_table_is_large_and_various() -> None:
    assert len(ROWS) >= 300
    assert len({row["entity"] for row in ROWS}) >= 100
    assert len({row["country"] for row in ROWS}) >= 50


def test_identity_is_as_good_as_promised(capsys: pytest.CaptureFixture[str]) -> None:
    found = names(GOLD)
    with capsys.disabled():
        print(f"\nB-cubed over {found.wanted} mentions: precision {found.precision:.3f}, recall {found.recall:.3f}")
    assert found.precision >= PRECISION
    assert found.recall >= RECALL


@pytest.mark.parametrize(
    ("gold", "found", "precision", "recall"),
    [
        (["a", "a", "b"], ["x", "x", "y"], 1.0, 1.0),
        (["a", "a", "b", "b"], ["x", "x", "x", "x"], 0.5, 1.0),
        (["a", "a"], ["x", "y"], 1.0, 0.5),
    ],
)
def test_b_cubed_by_hand(gold: list[str], found: list[str], precision: float, recall: float) -> None:
    one = row("file", "layer", list(cubed(gold, found).values()))
    assert (one.precision, one.recall) == (precision, recall)


def test_a_table_with_other_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text("name\nAnna\n")
    with pytest.raises(InputError, match="is no table of names"):
        names(path)
