"""Where an article was written, by the dateline that cleaning cuts off ("NAIROBI, Kenya (Agency) -").

A document and the reading of its text come in, the reading with the dateline's town and country among its things comes out. A town that
the gazetteer does not know, or that is not in the region named behind it, gives nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.model import Dateline, Reading, Thing
from kg.gazetteer import Entry, load
from kg.records import Kind

if TYPE_CHECKING:
    from kg.documents import Document
    from kg.extract.parsed import Doc


def with_dateline(doc: Doc, document: Document, reading: Reading) -> Reading:
    """The reading of a Doc with its dateline, where it has one whose town is known."""
    if document.dateline is None:
        return reading
    start, end = document.dateline
    town = _town(document.source[start:end])
    if town is None or town.country is None:
        return reading
    things = list(reading.references.things)
    place, country = _number(things, town), _number(things, load().entry(town.country))
    lead = next((token.i for token in doc if document.starts[token.idx] >= end), 0)
    references = replace(reading.references, things=tuple(things))
    return replace(reading, references=references, dateline=Dateline(start, end, place, country, lead))


def _town(words: str) -> Entry | None:
    """The town of a dateline: in the region or country behind it, else the best known of its name."""
    name, *around = (part.strip() for part in words.partition("/")[0].split(","))
    known = [entry for entry in load().places(name) if entry.kind is Kind.PLACE and entry.country is not None]
    outer = {entry.id for part in around if part for entry in load().find(part)}
    if any(around):
        return next((one for one in known if one.country in outer or outer & {wider.id for wider in load().within(one.id)}), None)
    return known[0] if known and known[0] in load().find(name) else None


def _number(things: list[Thing], entry: Entry) -> int:
    """The number of the thing of an entry, which is added where the article does not name it."""
    found = next((thing.id for thing in things if thing.entry == entry.id), None)
    if found is None:
        found = len(things)
        things.append(Thing(found, entry.kind, entry.label, (entry.label,), entry.id, entry.country, False))
    return found
