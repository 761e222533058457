"""Containment: places within places, as the words say it, on names found by lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from name_lists import named

from kg.extract.containment import find_containments
from kg.extract.model import Reading
from kg.extract.references import resolve_references

if TYPE_CHECKING:
    from spacy.language import Language


def told(nlp: Language, text: str) -> list[tuple[str, str]]:
    doc = nlp(text)
    names = named(doc)
    references = resolve_references(doc, names, (), ())
    found = find_containments(doc, Reading(None, names, (), (), references, (), ()))
    return [(references.things[inner].name, references.things[outer].name) for inner, outer, _, _ in found]


CASES = [
    ("Troops entered Salem, a town in the Oregon region that rebels held.", [("Salem", "Oregon")]),
    ("Salem, the biggest town seized by rebels in the Oregon region, fell.", [("Salem", "Oregon")]),
    ("Salem, a village of 300 people in the Oregon district, burned.", [("Salem", "Oregon")]),
    ("They entered Salem, in Peru's Oregon region, on Monday.", [("Salem", "Oregon"), ("Oregon", "Peru")]),
    ("Clashes went on in the town of Salem in the Oregon border region.", [("Salem", "Oregon")]),
    ("He spoke in Salem in the Oregon district.", [("Salem", "Oregon")]),
    ("He spoke in Salem, Oregon region, on Friday.", [("Salem", "Oregon")]),
    ("He spoke in Salem, Peru, on Friday.", [("Salem", "Peru")]),
    ("He spoke in Salem (Peru) on Friday.", [("Salem", "Peru")]),
    ("Peru mourned. The Peruvian town of Salem was flooded.", [("Salem", "Peru")]),
    ("They left the Oregon region's town of Salem.", [("Salem", "Oregon")]),
    ("He spoke in Salem in the Peruvian region of Oregon.", [("Salem", "Oregon"), ("Oregon", "Peru")]),
    ("He visited Salem, Oregon and Vermont.", []),
    ("He visited Turku, Salem and Peru.", []),
    ("He said in Salem in the Peruvian parliament that it was over.", []),
    ("Salem, a town that lies far from Oregon, was calm.", []),
    ("He flew from Salem to Oregon.", []),
    ("He spoke in Salem, Peru. Later he spoke in Salem, Chad.", [("Salem", "Peru")]),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), CASES)
def test_find_containments(nlp: Language, text: str, expected: list[tuple[str, str]]) -> None:
    assert told(nlp, text) == expected
