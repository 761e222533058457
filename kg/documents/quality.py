"""How clean a text is: machine translation and bad conversion leave traces in spacing and spelling."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"\w+")
_LOOSE_HYPHENS = (re.compile(r" -(?<=\w -)(?=[A-Za-z])"), re.compile(r"- (?<=\w- )(?!(?:and|or|to)\b)(?=[a-z])"))
_ODD_WORD = re.compile(
    r"\ufffd|[ÃÂâ][\u0080-\u00bf€™œ]|\b[A-Za-z]*[a-z][A-Z]{2,}[a-z]+\b|([A-Za-z])\1{3,}|\b[bcdfghjklmnpqrstvwxz]{6,}\b",
)
_LONG = 64
_WEIGHT = 50.0  #: one trace in fifty words halves the quality


def quality(text: str) -> float:
    """Between 0 and 1; 1.0 where there is no trace of garble."""
    words = len(_WORD.findall(text))
    traces = sum(len(pattern.findall(text)) for pattern in _LOOSE_HYPHENS) + sum(map(_odd_words, text.split(" ")))
    return round(1.0 / (1.0 + _WEIGHT * traces / words), 4) if words else 0.0


def _odd_words(piece: str) -> int:
    """How many traces are in a piece without a space, as all traces of spelling are; most pieces are words that come again."""
    return _of_word(piece) if len(piece) < _LONG else len(_ODD_WORD.findall(piece))


@lru_cache(maxsize=65536)
def _of_word(word: str) -> int:
    return len(_ODD_WORD.findall(word))
