"""Extraction costs what an article is long: four times as long, four times the work, whatever it is full of.

Work is counted in lines of newskg's own code that run, loops of a line once for each turn.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from spacy.language import Language

import kg
from kg.documents import document
from kg.extract import extract

pytestmark = pytest.mark.model

_CODE = str(Path(kg.__file__).parent)
_TIMES, _SENTENCES = 4, 120
_MOST = 1.2  #: times the work for a character that a longer article may take
_SYLLABLES = "ba ke lo mi ra tu ve no sha dri gor pel zan fi qua".split()  # noqa: SIM905
_FIRST = "Maria John Anna Peter Lena Paul Rosa Ivan Karl Nina".split()  # noqa: SIM905
_LANDS = "France Germany Ukraine Russia China Israel Turkey Poland Canada Brazil".split()  # noqa: SIM905
_TOWNS = "Paris Berlin Kyiv Moscow Beijing Jerusalem Ankara Warsaw Ottawa Brasilia".split()  # noqa: SIM905
_TIMES_TOLD = ["last week", "on Monday", "yesterday", "two days ago", "next month", "on Tuesday", "the day before", "last year", "in March"]
_POSTS = ("Foreign minister", "President", "Defence minister", "Mayor")

KINDS: dict[str, Callable[[int], str]] = {
    "people": lambda i: f"{_first(i)} {_name(i)} met {_first(i * 7)} {_name(i * 31 + 5)} in {_town(i)}.",
    "bodies": lambda i: f"The {_name(i)} Institute criticised the {_name(i * 17 + 3)} Foundation.",
    "one person": lambda i: ("Lena Keller came back.", "Keller met the chancellor in Berlin.", "She met envoys in Oslo.")[i % 3],
    "events": lambda i: f"Protesters marched in {_town(i)} on Monday.",
    "deaths": lambda i: f"Soldiers killed {i + 2} civilians in {_town(i)} {_told(i)}.",
    "offices": lambda i: f"{_POSTS[i % 4]} {_first(i)} {_name(i)} of {_land(i)} resigned.",
    "holders": lambda i: f"{_first(i)} {_name(i)}, the foreign minister of {_land(i)}, rejected it. The minister left.",
    "stances": lambda i: f"{_land(i)} opposes the sanctions against {_land(i * 3 + 1)} unless it signs. Officials there want a ceasefire.",
    "quotes": lambda i: f'"We will never accept the sanctions," said {_first(i)} {_name(i % 50)}. "It is wrong," he added.',
    "times": lambda i: f"The talks in {_town(i)} ended {_told(i)}.",
    "control": lambda i: f"The town of {_name(i)} is held by Russia. Russian-held {_name(i * 5)} fell {_told(i)}.",
}


def _name(i: int) -> str:
    found = ""
    for _ in range(3):
        i, place = divmod(i, len(_SYLLABLES))
        found += _SYLLABLES[place]
    return found.capitalize()


def _first(i: int) -> str:
    return _FIRST[i % len(_FIRST)]


def _land(i: int) -> str:
    return _LANDS[i % len(_LANDS)]


def _town(i: int) -> str:
    return _TOWNS[i % len(_TOWNS)]


def _told(i: int) -> str:
    return _TIMES_TOLD[i % len(_TIMES_TOLD)]


@pytest.mark.parametrize("kind", KINDS)
def test_four_times_the_length_is_four_times_the_work(nlp: Language, kind: str) -> None:
    short, long = _article(KINDS[kind], _SENTENCES), _article(KINDS[kind], _SENTENCES * _TIMES)
    _work(nlp, short)
    growth = _work(nlp, long) / len(long) * len(short) / _work(nlp, short)
    assert growth < _MOST


def _article(sentence: Callable[[int], str], sentences: int) -> str:
    told = [sentence(i) for i in range(sentences)]
    return "\n\n".join(" ".join(told[start : start + 4]) for start in range(0, len(told), 4))


def _work(nlp: Language, text: str) -> int:
    """The lines that run while an article is cleaned and its records are made."""
    lines = 0

    def count(_frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal lines
        lines += event == "line"
        return count

    def enter(frame: FrameType, _event: str, _argument: Any) -> Any:
        return count if frame.f_code.co_filename.startswith(_CODE) else None

    parsed = nlp(document(text=text, id="a", published="2012-04-03").text)
    before = sys.gettrace()
    sys.settrace(enter)
    try:
        extract(document(text=text, id="a", published="2012-04-03"), parsed)
    finally:
        sys.settrace(before)
    return lines
