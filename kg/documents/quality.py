"""How clean a text is: machine translation and bad conversion leave traces in spacing and spelling."""

from __future__ import annotations

import re

_WORD = re.compile(r"\w+")
_LOOSE_HYPHEN = re.compile(r"\w -(?=[A-Za-z])|\w- (?!(?:and|or|to)\b)(?=[a-z])")
_ODD_WORD = re.compile(
    r"\ufffd|[ÃÂâ][\u0080-\u00bf€™œ]|\b[A-Za-z]*[a-z][A-Z]{2,}[a-z]+\b|([A-Za-z])\1{3,}|\b[bcdfghjklmnpqrstvwxz]{6,}\b",
)
_WEIGHT = 50.0  #: one trace in fifty words halves the quality


def quality(text: str) -> float:
    """Between 0 and 1; 1.0 where there is no trace of garble."""
    words = len(_WORD.findall(text))
    traces = sum(1 for pattern in (_LOOSE_HYPHEN, _ODD_WORD) for _ in pattern.finditer(text))
    return round(1.0 / (1.0 + _WEIGHT * traces / words), 4) if words else 0.0
