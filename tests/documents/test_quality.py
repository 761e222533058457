"""How clean a text is."""

from __future__ import annotations

import re

import pytest

from kg.documents.quality import quality

_LONG_PIECE = "/".join(["port"] * 20)
_TRACES = {
    "": 0,
    "The well-known port - and the mid- or late-summer fair": 0,
    "The port -which was closed - is open": 1,
    "The har- bour and the mid- town fair": 2,
    "The port -was closed- again -and again": 3,
    "The coun\ufffdcil met at the cafÃ© in TaLLinn": 3,
    "Nooooo said the councillor of Brtzkvlm": 1,
    f"Sooooo {_LONG_PIECE}/reeeeead": 2,
    "Two\nlinesss\nthat end in -a": 1,
    "the brcktnw\u00a0brcktnw": 2,
}


@pytest.mark.parametrize("told", _TRACES, ids=range(len(_TRACES)))
def test_one_trace_in_fifty_words_halves_the_quality(told: str) -> None:
    text = told + " word" * 100
    words = len(re.findall(r"\w+", text))
    assert quality(text) == round(1 / (1 + 50 * _TRACES[told] / words), 4)


def test_text_without_words_has_no_quality() -> None:
    assert quality("... - ...") == 0.0
