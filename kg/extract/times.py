"""Times: expressions to intervals. (First cut: none.)"""

from __future__ import annotations

from datetime import date

from spacy.tokens import Doc

from kg.extract.model import Time


def find_times(doc: Doc, published: date | None) -> tuple[Time, ...]:
    """The time expressions of a Doc, by position."""
    return ()
