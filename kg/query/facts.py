"""The facts that meet conditions, each with its evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from kg.query.conditions import among
from kg.query.evidence import with_evidence
from kg.query.filters import EVERYTHING, FactKind, Filter, one_kind
from kg.query.filters import conditions as of_filter
from kg.query.model import EventFound, F, Fact, OfficeHeld, QuantityGiven, StanceTaken, StatementMade
from kg.query.templates import text_of
from kg.query.values import day, local, number, several
from kg.store import Row, Store

QUERIES: Final = {
    FactKind.OFFICE: "offices",
    FactKind.STANCE: "stances",
    FactKind.STATEMENT: "statements",
    FactKind.EVENT: "events",
    FactKind.QUANTITY: "quantities",
}
"""The query of `queries/` for each kind of fact."""


def offices(store: Store, *conditions: str, where: Filter = EVERYTHING) -> tuple[OfficeHeld, ...]:
    """The tenures that meet all conditions, which name `?person`, `?body`, `?office` or `?fact`."""
    rows = _rows(store, FactKind.OFFICE, where, conditions)
    found = [
        OfficeHeld(
            r["fact"],
            r["person"],
            r["personLabel"],
            r["office"],
            r["officeLabel"],
            r.get("body"),
            r.get("bodyLabel"),
            r.get("chief"),
            r.get("chiefLabel"),
            local(r["status"]),
            day(r.get("validFrom")),
            day(r.get("validTo")),
            r.get("inferred") == "true",
            day(r.get("firstSeen")),
            day(r.get("lastSeen")),
        )
        for r in rows
    ]
    return _enough(with_evidence(store, found), where)


def stances(store: Store, *conditions: str, where: Filter = EVERYTHING) -> tuple[StanceTaken, ...]:
    """The stances that meet all conditions, which name `?actor`, `?issue`, `?polarity` or `?fact`."""
    rows = _rows(store, FactKind.STANCE, where, conditions)
    found = [
        StanceTaken(
            r["fact"],
            r["actor"],
            r["actorLabel"],
            r["issue"],
            r["issueLabel"],
            local(r["polarity"]),
            r.get("condition") or None,
            day(r.get("firstStated")),
            day(r.get("lastStated")),
        )
        for r in rows
    ]
    return _enough(with_evidence(store, found), where)


def statements(store: Store, *conditions: str, where: Filter = EVERYTHING) -> tuple[StatementMade, ...]:
    """The statements that meet all conditions, which name `?speaker` or `?fact`."""
    rows = _rows(store, FactKind.STATEMENT, where, conditions)
    found = [
        StatementMade(
            r["fact"],
            r["speaker"],
            r["speakerLabel"],
            r["text"],
            r["direct"] == "true",
            r.get("cue"),
            r.get("occasion"),
            day(r.get("statedOn")),
            several(r.get("addressees")),
        )
        for r in rows
    ]
    return _enough(with_evidence(store, found), where)


def events(store: Store, *conditions: str, where: Filter = EVERYTHING) -> tuple[EventFound, ...]:
    """The events that meet all conditions, which name `?place`, `?type`, `?earliest`, `?latest` or `?fact`."""
    rows = _rows(store, FactKind.EVENT, where, conditions)
    found = [
        EventFound(
            r["fact"],
            r["label"],
            r["type"],
            local(r["modality"]),
            r.get("theme"),
            r.get("place"),
            r.get("placeLabel"),
            day(r.get("earliest")),
            day(r.get("latest")),
            several(r.get("agents")),
            several(r.get("recipients")),
            act=r.get("act"),
        )
        for r in rows
    ]
    return _enough(with_evidence(store, found), where)


def quantities(store: Store, *conditions: str, where: Filter = EVERYTHING) -> tuple[QuantityGiven, ...]:
    """The numbers that meet all conditions, which name `?measure`, `?event`, `?place`, `?actor` or `?fact`."""
    rows = _rows(store, FactKind.QUANTITY, where, conditions)
    found = [
        QuantityGiven(
            r["fact"],
            r["measure"],
            r["amount"],
            number(r.get("value")),
            number(r.get("atLeast")),
            number(r.get("atMost")),
            r["approximate"] == "true",
            r["unit"],
            r.get("counted"),
            local(r["modality"]),
            r.get("actor"),
            r.get("actorLabel"),
            r.get("place"),
            r.get("placeLabel"),
            r.get("event"),
            r.get("eventLabel"),
            day(r.get("earliest")),
            day(r.get("latest")),
        )
        for r in rows
    ]
    return _enough(with_evidence(store, found), where)


READERS: Final[dict[FactKind, Callable[..., tuple[Fact, ...]]]] = {
    FactKind.OFFICE: offices,
    FactKind.STANCE: stances,
    FactKind.STATEMENT: statements,
    FactKind.EVENT: events,
    FactKind.QUANTITY: quantities,
}
"""The function that reads each kind of fact."""


def sparql(kind: FactKind, where: Filter = EVERYTHING) -> str:
    """The SPARQL text that finds the facts of a kind that a filter asks for; it can be run as it is.

    Independent sources are counted after it, from the evidence.

    Raises:
        InputError: the kind has no such field, or a field no such value.
    """
    return text_of(QUERIES[kind], *of_filter(kind, one_kind(kind, where)))


def sparql_of_evidence(facts: Sequence[str]) -> str:
    """The SPARQL text that finds the sentences which state these facts; it can be run as it is."""
    return text_of("evidence", among("fact", facts))


def _rows(store: Store, kind: FactKind, where: Filter, conditions: Sequence[str]) -> list[Row]:
    return store.select(text_of(QUERIES[kind], *of_filter(kind, one_kind(kind, where), *conditions)))


def _enough(facts: tuple[F, ...], where: Filter) -> tuple[F, ...]:
    """Those with as many independent sources as the filter asks for."""
    least = where.min_sources or 0
    return tuple(fact for fact in facts if fact.independent >= least)
