"""Statements as records: the words without the marks around them."""

from __future__ import annotations

import pytest

from kg.extract.statement_records import without_outer_marks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We will not sign”", "We will not sign"),
        ("the offer “very generous”", "the offer “very generous”"),
        ("“very generous", "very generous"),
        ("very generous”", "very generous"),
        ('she "will not sign today"', 'she "will not sign today"'),
        ("“A” and “B”", "“A” and “B”"),
        ("«Non»", "Non"),
        ("the miners’ pay", "the miners’ pay"),
    ],
)
def test_without_outer_marks(text: str, expected: str) -> None:
    assert without_outer_marks(text) == expected
