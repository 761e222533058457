"""References: which spans mean the same actor or place. (First cut: equal names.)"""

from __future__ import annotations

from spacy.tokens import Doc

from kg.extract.model import Holding, Link, Name, Quote, Reference, References, Role, Thing


def resolve_references(doc: Doc, names: tuple[Name, ...], quotes: tuple[Quote, ...], offices: tuple[Holding, ...]) -> References:
    """The referents of a Doc and the spans that refer to them."""
    things: dict[tuple[str, str], Thing] = {}
    spans = []
    for name in names:
        full = max((n.text for n in names if n.kind == name.kind and n.text.split()[-1] == name.text.split()[-1]), key=len)
        key = (name.kind, name.entry or full)
        if key not in things:
            things[key] = Thing(len(things), name.kind, full, (full,), name.entry, name.country, False)
        if name.role is not Role.ADJECTIVE:
            spans.append(Reference(name.start, name.end, doc[name.start : name.end].root.i, things[key].id, Link.NAME, 1.0))
    return References(tuple(things.values()), tuple(spans), {i: span for span in spans for i in range(span.start, span.end)})
