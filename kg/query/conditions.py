"""Conditions that a query can be given, written from checked terms only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kg.ntriples import iri, value


def among(variable: str, iris: Iterable[str]) -> str:
    """The condition that a variable is one of these IRIs."""
    return f"VALUES ?{variable} {{ {' '.join(iri(i) for i in iris)} }}"


def inside(place: str) -> str:
    """The condition that the event's place is this place or lies within it."""
    return f"?fact kg:place/kg:within* {iri(place)} ."


def overlapping(earliest: date, latest: date) -> str:
    """The condition that an event is dated and its days overlap these, both included."""
    return (
        f"?fact kg:earliest ?from ; kg:latest ?to . FILTER(?from <= {value(latest)} && ?to >= {value(earliest)}) "
        f'FILTER(?to - ?from <= "P31D"^^xsd:dayTimeDuration)'
    )


def or_narrower(issue: str) -> str:
    """The condition that a stance's issue is this one or narrower."""
    return f"?issue skos:broader* {iri(issue)} ."
