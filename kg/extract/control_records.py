"""Who holds and who claims places: from spans to records."""

from __future__ import annotations

from dataclasses import replace

from kg.extract.control import find_control
from kg.extract.evidence import Context, merged, shorter
from kg.records import Control

_CONFIDENCE = 0.85


def controls(context: Context) -> list[Control]:
    """One record for each place and who holds or claims it."""
    found = (
        Control(one.place, one.actor, one.claimed, one.sources, (context.evidence(one.start, one.end, one.rule, _CONFIDENCE),))
        for one in find_control(context.doc, context.reading)
    )
    return merged(found, lambda one: (one.place, one.actor, one.claimed), _joined)


def _joined(old: Control, new: Control) -> Control:
    return replace(old, sources=shorter(old.sources, new.sources))
