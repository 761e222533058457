"""The order of extraction's steps, each seeing what those before it found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kg.extract.homes import with_countries
from kg.extract.model import Reading
from kg.extract.naming import find_names
from kg.extract.offices import find_offices
from kg.extract.parsed import Doc
from kg.extract.quotes import find_quotes
from kg.extract.references import resolve_references
from kg.extract.speech import attribute, with_speakers
from kg.extract.spoken_times import as_spoken
from kg.extract.times import find_times, outside_persons


def read(doc: Doc, published: date | None) -> Reading:
    """Names, quotes, offices, references, speech and times of a Doc."""
    names = find_names(doc)
    quotes = find_quotes(doc)
    offices = find_offices(doc, names, published)
    references = resolve_references(doc, names, quotes, offices)
    speech = attribute(doc, quotes, references)
    references = with_countries(with_speakers(doc, quotes, references, speech))
    times = outside_persons(doc, find_times(doc, published), names)
    reading = Reading(published, names, quotes, offices, references, speech, times)
    return replace(reading, times=as_spoken(doc, reading))
