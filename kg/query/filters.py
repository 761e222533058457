"""Filters: what facts are asked for, and the conditions that say so in SPARQL.

A filter holds values only, so it can come from a command line, an address or a program. It narrows each kind of fact by the fields
that this kind has; a field that a kind does not have leaves the whole kind out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Final

from kg.errors import InputError
from kg.ntriples import iri, literal, value
from kg.query.conditions import a_month_before, among, are_few, dated, on, overlapping
from kg.query.validity import valid
from kg.records import Modality, Polarity, Status
from kg.vocabulary import EVENT_TYPES, KG, PLOVER


class FactKind(StrEnum):
    """Kinds of facts, in the order in which lists of several kinds show them."""

    OFFICE = "office"
    STANCE = "stance"
    STATEMENT = "statement"
    EVENT = "event"
    QUANTITY = "quantity"


CLASSES: Final = {
    FactKind.OFFICE: "Tenure",
    FactKind.STANCE: "Stance",
    FactKind.STATEMENT: "Statement",
    FactKind.EVENT: "Event",
    FactKind.QUANTITY: "Quantity",
}
"""Local name of the class of each kind of fact."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What facts are asked for; a field that is None narrows nothing. Entities are given by IRI.

    Attributes:
        kind: this kind of fact only, or these; None means all but quantities, which are asked for by kind, measure or event.
        actor: who holds the position, makes the statement, or takes part in the event.
        addressee: whom a statement is made to.
        office: the office of a tenure.
        issue: the issue of a stance, or one that it is narrower than.
        place: where an event happens, or what an office belongs to; places within it count.
        measure: what a quantity measures, such as `killed`.
        event: the event that a quantity belongs to.
        type: PLOVER notation of an event, such as `ASSAULT`.
        polarity, status, modality: of a stance, a tenure, an event or quantity; local names, in any case.
        first, last: days, both included. An event overlaps them; a stance or statement is made on one of them; a tenure is observed,
            begins or ends on one of them, or is stated to span them. What is dated no closer than to a month is not found by them.
        source: name or IRI of an outlet that states it.
        min_confidence: a piece of evidence (of that outlet) has at least this confidence.
        min_sources: so many independent articles state it.
        valid_at: true in the world on this day; see `kg.query.validity`.
    """

    kind: FactKind | tuple[FactKind, ...] | None = None
    actor: str | None = None
    addressee: str | None = None
    office: str | None = None
    issue: str | None = None
    place: str | None = None
    measure: str | None = None
    event: str | None = None
    type: str | None = None
    polarity: str | None = None
    status: str | None = None
    modality: str | None = None
    first: date | None = None
    last: date | None = None
    source: str | None = None
    min_confidence: float | None = None
    min_sources: int | None = None
    valid_at: date | None = None


EVERYTHING: Final = Filter()
"""The filter that narrows nothing."""

_OF_ALL: Final = frozenset({"kind", "first", "last", "source", "min_confidence", "min_sources", "valid_at"})


@dataclass(frozen=True, slots=True)
class _Field:
    """The condition that a field of a filter stands for.

    Attributes:
        written: the condition.
        leading: the same so that facts are found by it, where it looks different.
        leads: facts are found by it as it is.
    """

    written: Callable[[str], str]
    leading: Callable[[str], str] | None = None
    leads: bool = False


def _is(pattern: str) -> _Field:
    """The field names the thing at the end of a triple that few facts share."""
    return _Field(lambda text: f"?fact {pattern} {iri(text)} .", leads=True)


def _either(pattern: str) -> _Field:
    """The field names the thing at the end of one of two triples."""
    return _Field(lambda text: f"?fact {pattern} {iri(text)} .", lambda text: f"{among('party', [text])} ?fact {pattern} ?party .")


def _below(link: str, upwards: str) -> _Field:
    """The field names a thing that what a fact is linked to is, or lies below."""
    return _Field(
        lambda text: f"?fact {link} ?spot . ?spot {upwards}* {iri(text)} .",
        lambda text: f"{among('around', [text])} ?spot {upwards}* ?around . ?fact {link} ?spot .",
    )


def _term(pattern: str, known: tuple[str, ...], what: str, namespace: str = KG) -> _Field:
    """The field names a term that many facts share."""
    return _Field(lambda text: f"?fact {pattern} {_one_of(text, known, what, namespace)} .")


_MODALITY: Final = _term("kg:modality", tuple(Modality), "modality")
_PLACE: Final = _below("kg:place", "kg:within")
_OWN: Final[dict[FactKind, dict[str, _Field]]] = {
    FactKind.OFFICE: {
        "actor": _is("kg:heldBy"),
        "office": _is("kg:office"),
        "place": _below("kg:office/org:postIn", "kg:within"),
        "status": _term("kg:status", tuple(Status), "status"),
    },
    FactKind.STANCE: {
        "actor": _is("kg:heldBy"),
        "issue": _below("kg:issue", "skos:broader"),
        "polarity": _term("kg:polarity", tuple(Polarity), "polarity"),
    },
    FactKind.STATEMENT: {"actor": _is("kg:speaker"), "addressee": _is("kg:addressee")},
    FactKind.EVENT: {
        "actor": _either("kg:agent|kg:recipient"),
        "place": _PLACE,
        "type": _term("kg:eventType", EVENT_TYPES, "type of event", PLOVER),
        "modality": _MODALITY,
    },
    FactKind.QUANTITY: {
        "actor": _is("kg:ofActor"),
        "event": _is("kg:ofEvent"),
        "place": _PLACE,
        "measure": _Field(lambda text: f"?fact kg:measure {literal(text)} ."),
        "modality": _MODALITY,
    },
}
_TOLD: Final = tuple(kind for kind in FactKind if kind is not FactKind.QUANTITY)


def kinds(where: Filter) -> tuple[FactKind, ...]:
    """The kinds of facts that a filter can find.

    Raises:
        InputError: it asks for a kind and for a field that this kind does not have.
    """
    asked = {field.name for field in fields(where) if getattr(where, field.name) is not None} - _OF_ALL
    if where.kind is None or isinstance(where.kind, tuple):
        among = where.kind or (tuple(FactKind) if asked & {"measure", "event"} else _TOLD)
        return tuple(kind for kind in among if asked <= _OWN[kind].keys())
    if missing := sorted(asked - _OWN[where.kind].keys()):
        raise InputError(f"{where.kind} is a kind of fact without {' and '.join(missing)}: leave out the one or the other")
    return (where.kind,)


def conditions(kind: FactKind, where: Filter, *others: str) -> tuple[str, ...]:
    """The conditions of a filter on facts of a kind, the days in question first, since nothing else narrows as cheaply.

    Args:
        kind: of the facts.
        where: the filter.
        others: conditions that facts have to meet as well.

    Raises:
        InputError: a value is none that the field can have.
    """
    narrowed = (*others, *_narrowed(kind, where), f"?fact a kg:{CLASSES[kind]} .")
    if where.valid_at is None:
        return narrowed[:-1]
    return (*narrowed, *valid(kind, where.valid_at, "\n      ".join(narrowed)))


def one_kind(kind: FactKind, where: Filter) -> Filter:
    """The filter, for this kind only.

    Raises:
        InputError: it asks for another kind, or for a field that this kind does not have.
    """
    if where.kind is not None and kind not in (where.kind if isinstance(where.kind, tuple) else (where.kind,)):
        raise InputError(f"the filter asks for facts of kind {where.kind}, not {kind}")
    narrowed = replace(where, kind=kind)
    kinds(narrowed)
    return narrowed


def _narrowed(kind: FactKind, where: Filter) -> Iterator[str]:
    """The conditions that look at one fact and its evidence alone; facts are found by days, else by one field, and the rest is checked."""
    asked = [(field, text) for name, field in _OWN[kind].items() if (text := getattr(where, name)) is not None]
    found = any(field.leads for field, _ in asked)
    if where.first or where.last:
        first, last = where.first or date.min, where.last or date.max
        yield _ON[kind](first, last)
        found = found or are_few(first, last)
    for field, text in asked:
        yield field.written(text) if found or field.leading is None else field.leading(text)
        found = found or field.leading is not None
    if where.source is not None or where.min_confidence is not None:
        yield " ".join(_evidence(where))
    if where.min_sources is not None and where.min_sources > 1:
        yield "?fact kg:evidence/kg:article ?one, ?another . FILTER(?one != ?another)"


def _evidence(where: Filter) -> Iterator[str]:
    if where.source is not None and "://" in where.source:
        yield f"?printed dcterms:publisher {iri(where.source)} . ?stated kg:article ?printed ."
    elif where.source is not None:
        yield f"?press a kg:Publisher ; skos:prefLabel ?in . FILTER(LCASE(STR(?in)) = {literal(where.source.lower())})"
        yield "?printed dcterms:publisher ?press . ?stated kg:article ?printed ."
    yield "?fact kg:evidence ?stated ."
    if where.min_confidence is not None:
        yield f"?stated kg:confidence ?sure . FILTER(?sure >= {value(float(where.min_confidence))})"


def _said(first: date, last: date) -> str:
    if are_few(a_month_before(first), last):
        return dated(["kg:statedOn"], first, last, a_month_before(first))
    return _any_of(f"?fact kg:statedOn ?on . {on('on', first, last)}", overlapping(first, last))


def _held(first: date, last: date) -> str:
    seen = ("kg:observedOn", "kg:validFrom", "kg:validTo")
    return _any_of(
        dated(seen, first, last) if are_few(first, last) else f"?fact {'|'.join(seen)} ?on . {on('on', first, last)}",
        f"?fact kg:validFrom ?from ; kg:validTo ?to . FILTER(?from <= {value(first)} && ?to >= {value(last)})",
    )


_ON: Final[dict[FactKind, Callable[[date, date], str]]] = {
    FactKind.OFFICE: _held,
    FactKind.STANCE: _said,
    FactKind.STATEMENT: _said,
    FactKind.EVENT: overlapping,
    FactKind.QUANTITY: overlapping,
}


def _any_of(*patterns: str) -> str:
    return f"{{ SELECT DISTINCT ?fact WHERE {{ {' UNION '.join(f'{{ {pattern} }}' for pattern in patterns)} }} }}"


def _one_of(text: str, known: tuple[str, ...], what: str, namespace: str) -> str:
    for name in known:
        if name.lower() == text.removeprefix(namespace).lower():
            return iri(namespace + name)
    raise InputError(f"{text!r} is no {what}: it is one of {', '.join(known)}")
