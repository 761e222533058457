"""Containment: what the text says about one place lying within another.

Constructions: `Riyadh, Saudi Arabia`; `the town of X in the Y region`; `X, a town in Y`. Only places that the
gazetteer does not know are told from the text; for the others the gazetteer's own chain holds.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract.model import Link, Reading, Reference, References
from kg.records import Kind

_PLACES = frozenset({Kind.PLACE, Kind.COUNTRY})


def find_containments(doc: Doc, reading: Reading) -> Iterator[tuple[int, int, int, int]]:
    """Tuples of inner referent, outer referent, first and end token of the words that say so."""
    references = reading.references
    for span in references.spans:
        thing = references.things[span.referent]
        if span.link is not Link.NAME or thing.kind is not Kind.PLACE or thing.entry is not None:
            continue
        outer = _outer(doc, span, references)
        if outer is not None and outer.referent != span.referent:
            yield span.referent, outer.referent, min(span.start, outer.start), max(span.end, outer.end)


def _outer(doc: Doc, span: Reference, references: References) -> Reference | None:
    for token in _landings(doc, span):
        found = references.by_token.get(token.i)
        if found is not None and found.link is Link.NAME and references.things[found.referent].kind in _PLACES:
            return found
    return None


def _landings(doc: Doc, span: Reference) -> Iterator[Token]:
    """Tokens that may head the name of the outer place."""
    if span.end + 1 < len(doc) and doc[span.end].text == ",":
        yield doc[span.end + 1]
    head = doc[span.head]
    carriers = [head, *(child for child in head.children if child.dep_ == "appos")]
    if head.dep_ in {"pobj", "appos"} and head.head.dep_ == "prep" and head.head.lower_ == "of":
        carriers.append(head.head.head)
    for carrier in carriers:
        for preposition in carrier.children:
            if preposition.dep_ == "prep" and preposition.lower_ in {"in", "of"} and preposition.i > span.start:
                yield from (child for child in preposition.children if child.dep_ == "pobj")
