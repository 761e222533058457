"""The vocabulary agrees with itself and with the enums of the records."""

from __future__ import annotations

from enum import StrEnum

import pytest

from kg import vocabulary
from kg.records import Modality, Polarity, Status

NAMES = {name: value for name, value in vars(vocabulary).items() if name.isupper() and isinstance(value, str)}


def test_vocabulary_has_one_constant_for_each_iri() -> None:
    assert len(set(NAMES.values())) == len(NAMES)


def test_prefixes_name_every_namespace() -> None:
    namespaces = {value for value in NAMES.values() if value.endswith(("#", "/"))}
    assert namespaces == set(vocabulary.PREFIXES.values())


@pytest.mark.parametrize("enum", [Polarity, Modality, Status])
def test_vocabulary_names_every_value_of_the_records(enum: type[StrEnum]) -> None:
    assert {vocabulary.KG + member for member in enum} <= set(NAMES.values())
