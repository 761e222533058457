"""Referents of an article with all their mentions, and what the text says about where places lie."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.extract.containment import find_containments
from kg.extract.evidence import Context, merged
from kg.extract.model import Link, Reference
from kg.records import Containment, Evidence, Referent

_CONFIDENCE = 0.9


def referents(context: Context) -> Iterator[Referent]:
    """One record for each referent, those that nothing names among them; it is evident by its names, else by what describes it."""
    references = context.reading.references
    spans: defaultdict[int, list[Reference]] = defaultdict(list)
    for span in references.spans:
        spans[span.referent].append(span)
    for thing in references.things:
        mentions = tuple(_mention(context, span) for span in _telling(spans[thing.id]))
        yield Referent(thing.id, thing.kind, thing.name, thing.names, thing.entry, thing.country, thing.local, mentions)


def containments(context: Context) -> list[Containment]:
    """One record for each pair of places."""
    found = (
        Containment(place, within, (context.evidence(start, end, "place.within", _CONFIDENCE),))
        for place, within, start, end in find_containments(context.doc, context.reading)
    )
    return merged(found, lambda one: (one.place, one.within), lambda old, _: old)


def _telling(spans: list[Reference]) -> list[Reference]:
    return [span for span in spans if span.link is Link.NAME] or [span for span in spans if span.link is not Link.PRONOUN]


def _mention(context: Context, span: Reference) -> Evidence:
    return context.evidence(span.start, span.end, f"mention.{span.link}", span.confidence)
