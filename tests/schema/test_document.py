"""The service keeps what its OpenAPI document says; `make test-schema` tries 20,000 cases, and this a few."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import look, running

pytestmark = pytest.mark.model
CASES = 600


def test_every_operation_answers_as_its_document_says(tmp_path: Path) -> None:
    with running(tmp_path) as port:
        found = look(port, CASES, tmp_path, phases="examples,fuzzing", examples=6)
    assert found.cases >= CASES
    assert found.wrong == {}
    assert not [status for status in found.statuses if not 200 <= status < 500]
