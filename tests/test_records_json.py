"""Records as JSON and back."""

from __future__ import annotations

from datetime import date

from kg.records import (
    Article,
    Containment,
    Event,
    Evidence,
    Interval,
    Issue,
    Kind,
    Modality,
    Polarity,
    Records,
    Referent,
    Stance,
    Statement,
    Status,
    Tenure,
)
from kg.records_json import from_json, to_json

SPAN = Evidence(3, 9, "Solhei", "Solheim said “no”.", "test.rule", 0.9)
DAYS = Interval(date(2024, 5, 1), None)
RECORDS = Records(
    Article("a", "a.txt", "0f", None, "Herald", "2024-05-01", None),
    (Referent(0, Kind.PERSON, "Ingrid Solheim", ("Ingrid Solheim", "Solheim"), None, "country/NO", False, (SPAN,)),),
    (Containment(0, 0, (SPAN,)),),
    (Tenure(0, "prime minister", None, None, True, Status.ACTING, date(2020, 2, 29), None, (SPAN,)),),
    (Stance(0, Issue("14-day truce", Issue("truce")), Polarity.CONDITIONAL, "if “calm”", (0,), DAYS, (SPAN,)),),
    (Statement(0, (), "no \u2028 way", True, "say", (0,), None, "in Oslo", (SPAN, SPAN)),),
    (Event("CONSULT", "meets", (0,), (), "dockers", 0, DAYS, Modality.PLANNED, (), (SPAN,)),),
)


def test_from_json_gives_back_what_to_json_wrote() -> None:
    assert from_json(to_json(RECORDS)) == RECORDS


def test_to_json_is_one_line_and_stable() -> None:
    assert "\n" not in to_json(RECORDS)
    assert to_json(RECORDS) == to_json(from_json(to_json(RECORDS)))
