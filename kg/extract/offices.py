"""Offices: titles and appositions with the body they belong to. (First cut: none.)"""

from __future__ import annotations

from spacy.tokens import Doc

from kg.extract.model import Holding, Name


def find_offices(doc: Doc, names: tuple[Name, ...]) -> tuple[Holding, ...]:
    """The office holdings of a Doc, by position."""
    return ()
