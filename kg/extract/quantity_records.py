"""Quantities: from spans to records; what is told twice with the same number becomes one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from kg.extract.evidence import Context, merged, shorter
from kg.extract.model import EventSpan
from kg.extract.quantities import QuantitySpan, find_quantities
from kg.records import Event, Quantity


def quantities(context: Context, spans: Sequence[EventSpan], events: Sequence[Event]) -> list[Quantity]:
    """One record for each number that is given for something.

    Args:
        context: the article.
        spans: where its events were found.
        events: the records of the events, each with the evidence of all its spans.
    """
    found = find_quantities(context.doc, context.reading, spans)
    numbers = _numbers(context, spans, events, {one.event for one in found if one.event is not None})
    return merged((_quantity(context, one, numbers) for one in found), _key, _joined)


def _numbers(context: Context, spans: Sequence[EventSpan], events: Sequence[Event], wanted: Iterable[int]) -> dict[int, int]:
    """The number of the record of each wanted span: the one that has its evidence."""
    records = {(piece.start, piece.end, piece.rule): number for number, event in enumerate(events) for piece in event.evidence}
    found = {}
    for i in wanted:
        span = spans[i]
        piece = context.evidence(span.start, span.end, span.rule, span.confidence)
        found[i] = records[piece.start, piece.end, piece.rule]
    return found


def _quantity(context: Context, span: QuantitySpan, numbers: dict[int, int]) -> Quantity:
    counted = span.counted
    return Quantity(
        counted.measure,
        context.words((span.amount.start, span.amount.end)) or "",
        _digits(span.amount.value),
        _digits(span.amount.lower),
        _digits(span.amount.upper),
        span.amount.approximate,
        counted.unit,
        context.words((counted.start, counted.end)) if counted.end > counted.start else None,
        span.subject,
        span.place,
        None if span.event is None else numbers[span.event],
        span.when,
        span.modality,
        span.sources,
        (context.evidence(span.start, span.end, span.rule, span.confidence),),
    )


def _key(one: Quantity) -> tuple[object, ...]:
    number = (one.value, one.lower, one.upper, one.approximate) if one.value or one.lower or one.upper else one.amount.casefold()
    return (one.measure, number, one.unit, (one.counted or "").casefold(), one.actor, one.place, one.event, one.when, one.modality)


def _joined(old: Quantity, new: Quantity) -> Quantity:
    return replace(old, sources=shorter(old.sources, new.sources))


def _digits(number: Decimal | None) -> str | None:
    """Decimal digits without zeros at the end: "1200000", "45.3"."""
    if number is None:
        return None
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
