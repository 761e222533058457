"""Changes of position: dated, in order, one for each turn."""

from __future__ import annotations

from datetime import date

import pytest
from facts import BASE, Facts

from kg import query
from kg.errors import InputError
from kg.query import Filter
from kg.store import Store

Stance = tuple[str, str, str, str | None]
A, B, C = "2030-03-01", "2030-03-05", "2030-03-09"


def moves(stances: list[Stance], where: Filter = query.EVERYTHING) -> list[tuple[str, str, str, str]]:
    with Store() as store:
        told = Facts(store)
        for number, (actor, issue, polarity, on) in enumerate(stances):
            told.article(str(number), "Herald", on)
            told.stance(actor, issue, polarity, on=on)
        told.done()
        found = query.changes(store, where)
    assert all(one.before.evidence and one.after.evidence and one.before_on < one.after_on for one in found)
    return [(one.before.polarity, str(one.before_on), one.after.polarity, str(one.after_on)) for one in found]


@pytest.mark.parametrize(
    ("stances", "expected"),
    [
        ([("ana", "truce", "Supports", A), ("ana", "truce", "Opposes", B)], [("Supports", A, "Opposes", B)]),
        ([("ana", "truce", "Conditional", A), ("ana", "truce", "Supports", B)], [("Conditional", A, "Supports", B)]),
        ([("ana", "truce", "Supports", A), ("ana", "truce", "Supports", B)], []),
        ([("ana", "truce", "Supports", A), ("ben", "truce", "Opposes", B)], []),
        ([("ana", "truce", "Supports", A), ("ana", "treaty", "Opposes", B)], []),
        ([("ana", "truce", "Supports", None), ("ana", "truce", "Opposes", B)], []),
        ([("ana", "truce", "Supports", A), ("ana", "truce", "Opposes", A)], []),
        ([("ana", "truce", "Supports", A), ("ana", "truce", "Opposes", A), ("ana", "truce", "Undecided", B)], []),
        (
            [("ana", "truce", "Supports", A), ("ana", "truce", "Opposes", B), ("ana", "truce", "Supports", C)],
            [("Supports", A, "Opposes", B), ("Opposes", B, "Supports", C)],
        ),
        (
            [("ana", "truce", "Supports", A), ("ana", "truce", "Supports", B), ("ana", "truce", "Opposes", C)],
            [("Supports", B, "Opposes", C)],
        ),
        ([("ana", "truce", "Supports", A), ("ana", "14-day truce", "Opposes", B)], [("Supports", A, "Opposes", B)]),
        ([("ana", "14-day truce", "Supports", A), ("ana", "truce", "Opposes", B)], []),
        ([("ana", "truce", "Supports", A), ("ana", "14-day truce", "Opposes", A), ("ana", "14-day truce", "Opposes", B)], []),
        ([("ana", "14-day truce", "Opposes", A), ("ana", "truce", "Supports", B), ("ana", "14-day truce", "Opposes", C)], []),
    ],
)
def test_a_change_is_another_polarity_later(stances: list[Stance], expected: list[tuple[str, str, str, str]]) -> None:
    assert moves(stances) == expected


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (Filter(actor=BASE + "ana"), 2),
        (Filter(actor=BASE + "ben"), 0),
        (Filter(issue=BASE + "truce"), 2),
        (Filter(first=date(2030, 3, 6)), 1),
        (Filter(last=date(2030, 3, 6)), 1),
        (Filter(valid_at=date(2030, 3, 6)), 1),
        (Filter(min_confidence=0.95), 0),
    ],
)
def test_changes_are_narrowed_by_filters(where: Filter, expected: int) -> None:
    assert len(moves([("ana", "truce", "Supports", A), ("ana", "truce", "Opposes", B), ("ana", "truce", "Supports", C)], where)) == expected


def test_only_stances_change() -> None:
    with Store() as store, pytest.raises(InputError, match="asks for facts of kind event"):
        query.changes(store, Filter(kind=query.FactKind.EVENT))
