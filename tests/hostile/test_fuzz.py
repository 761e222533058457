"""A small run of the fuzzing on every change; `python tests/hostile/properties.py SECONDS` makes a long one."""

from __future__ import annotations

import os

import pytest
from properties import PROPERTIES, check

EXAMPLES = int(os.environ.get("KG_FUZZ_EXAMPLES", "60"))


@pytest.mark.parametrize("name", PROPERTIES)
def test_nothing_that_is_read_breaks_a_property(name: str) -> None:
    check(name, EXAMPLES)
