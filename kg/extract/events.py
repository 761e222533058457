"""Events: what happened, planned or claimed. (First cut: none.)"""

from __future__ import annotations

from spacy.tokens import Doc

from kg.extract.model import EventSpan, Reading


def find_events(doc: Doc, reading: Reading) -> tuple[EventSpan, ...]:
    """The events of a Doc, by position."""
    return ()
