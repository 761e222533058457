"""Stances: who stands where on which issue. (First cut: none.)"""

from __future__ import annotations

from spacy.tokens import Doc

from kg.extract.model import Reading, StanceSpan


def find_stances(doc: Doc, reading: Reading) -> tuple[StanceSpan, ...]:
    """The stances of a Doc, by position."""
    return ()
