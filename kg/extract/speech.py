"""Speech: who says each quote and each reported content, to whom, where. (First cut: none.)"""

from __future__ import annotations

from spacy.tokens import Doc

from kg.extract.model import Attribution, Quote, References


def attribute(doc: Doc, quotes: tuple[Quote, ...], references: References) -> tuple[Attribution, ...]:
    """The attributions of a Doc, by position."""
    return ()
