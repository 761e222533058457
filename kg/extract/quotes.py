"""Quotes: spans of direct speech. (First cut: none.)"""

from __future__ import annotations

from spacy.tokens import Doc

from kg.extract.model import Quote


def find_quotes(doc: Doc) -> tuple[Quote, ...]:
    """The quotes of a Doc, by position."""
    return ()
