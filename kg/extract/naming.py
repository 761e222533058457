"""Names: proper names of the Doc with their types. (First cut: the model's own entities.)"""

from __future__ import annotations

from spacy.tokens import Doc

from kg.extract.model import Name, Role
from kg.records import Kind

_KINDS = {"PERSON": Kind.PERSON, "ORG": Kind.ORGANIZATION, "GPE": Kind.PLACE, "LOC": Kind.PLACE, "FAC": Kind.PLACE}


def find_names(doc: Doc) -> tuple[Name, ...]:
    """The typed names of a Doc, by position, without overlaps."""
    return tuple(
        Name(ent.start, ent.end, _KINDS[ent.label_], " ".join(ent.text.split()), None, None, Role.NAME) for ent in doc.ents if ent.label_ in _KINDS
    )
