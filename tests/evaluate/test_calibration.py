"""Shares of right facts by confidence and by rule."""

from __future__ import annotations

import pytest

from kg.evaluate.calibration import Verdict, counts, tables, verdict
from kg.evaluate.outcomes import Outcome
from kg.evaluate.report import Report, verdicts
from kg.records import Evidence


def evidence(rule: str, confidence: float) -> Evidence:
    return Evidence(0, 1, "x", "x", rule, confidence)


def test_verdict_takes_the_surest_evidence() -> None:
    assert verdict([evidence("a", 0.6), evidence("b", 0.9), evidence("c", 0.9)], True) == Verdict("b", 0.9, True)


@pytest.mark.parametrize(
    ("confidence", "column"), [(0.0, 0), (0.49, 0), (0.5, 1), (0.69, 1), (0.7, 2), (0.84, 2), (0.85, 3), (0.94, 3), (0.95, 4), (1.0, 4)]
)
def test_bands_are_half_open(confidence: float, column: int) -> None:
    cells = tables([("offices", [Verdict("r", confidence, True)])]).splitlines()[1].removeprefix("offices").replace(" (1)", "(1)").split()
    assert cells == ["1.00(1)" if number == column else "-" for number in range(5)]


def test_rules_are_told_by_number_with_what_they_claim() -> None:
    found = [Verdict("rare", 0.9, True), Verdict("often", 0.8, True), Verdict("often", 0.6, False)]
    lines = tables([("f offices", found)]).splitlines()
    assert [line.split() for line in lines[-2:]] == [
        ["f", "offices", "often", "0.70", "0.50", "2"],
        ["f", "offices", "rare", "0.90", "1.00", "1"],
    ]


def test_rules_of_a_family_are_told_together_too() -> None:
    found = [Verdict("event.verb.meet", 0.8, True), Verdict("event.verb.say", 0.8, False), Verdict("event.noun", 0.6, True)]
    names = [line.split()[1] for line in tables([("events", found)]).splitlines()[-4:]]
    assert names == ["event.verb.*", "event.noun", "event.verb.meet", "event.verb.say"]


def test_layers_that_are_parts_of_others_are_left_out() -> None:
    one = Outcome(1, 1, 1, verdicts=(Verdict("r", 0.9, True),))
    found = verdicts("f", {"events": [one, one], "events.strict": [one]})
    assert found == [("f events", (*one.verdicts, *one.verdicts))]
    assert "f events r" in Report((), (), tuple(found)).calibration()


def test_counts_are_told_for_every_beginning_of_a_rule() -> None:
    found = [
        Verdict("a.b", 0.8, True),
        Verdict("a.b", 0.8, False),
        Verdict("a.b", 0.8, True),
        Verdict("a.c", 0.8, True),
        Verdict("d", 0.8, True),
    ]
    assert counts(found) == [("a", 0.8, 3, 4), ("a.b", 0.8, 2, 3)]
