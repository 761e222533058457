"""Extraction: one Document to Records, with no knowledge of other documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.documents import Document
from kg.records import Records

if TYPE_CHECKING:
    from spacy.tokens import Doc as SpacyDoc


def extract(document: Document, doc: SpacyDoc) -> Records:
    """All records of a document.

    Args:
        document: the cleaned article.
        doc: its text, parsed by the English pipeline (`kg.nlp`).
    """
    from kg.extract.assemble import assemble
    from kg.extract.events import find_events
    from kg.extract.evidence import Context
    from kg.extract.parsed import Doc
    from kg.extract.reading import read
    from kg.extract.stances import find_stances
    from kg.extract.written_in import with_dateline

    parsed = Doc(doc)
    reading = with_dateline(parsed, document, read(parsed, document.published))
    return assemble(Context(document, parsed, reading), find_stances(parsed, reading), find_events(parsed, reading))
