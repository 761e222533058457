"""Stances: from spans to one record for each holder, issue and polarity."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.extract.evidence import Context, merged, shorter
from kg.extract.model import StanceSpan
from kg.records import Stance


def stances(context: Context, spans: Iterable[StanceSpan]) -> list[Stance]:
    """One record for each holder, issue and polarity, with the first condition and day that are told."""
    found = (_stance(context, span) for span in spans)
    return merged(found, lambda stance: (stance.holder, stance.issue.label, stance.polarity), _joined)


def _stance(context: Context, span: StanceSpan) -> Stance:
    evidence = (context.evidence(span.start, span.end, span.rule, span.confidence),)
    return Stance(span.holder, span.issue, span.polarity, context.words(span.condition), span.sources, span.stated_on, evidence)


def _joined(old: Stance, new: Stance) -> Stance:
    return replace(
        old,
        condition=old.condition or new.condition,
        sources=shorter(old.sources, new.sources),
        stated_on=old.stated_on or new.stated_on,
    )
