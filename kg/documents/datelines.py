"""The dateline before the first words of an article: "ODESA, Ukraine, May 3 (Reuters) - "."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.documents.furniture import alternatives

if TYPE_CHECKING:
    from kg.documents.mapped import Mapped

_DASH = r"\s*(?:--|[-–—])\s+|\s*[—–]\s*"
_CAPITALS = r"[A-Z][A-Z.'’-]+(?:[ /][A-Z][A-Z.'’-]+){0,3}"
_MIXED = r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}"
_COUNTRY = rf"(?:, ?{_MIXED}){{0,2}}"
_DAY = r"(?:,? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:, \d{4})?)"


def without_dateline(text: Mapped, first: bool) -> Mapped:
    """A paragraph without the dateline it starts with; one of capitals alone counts only at the start of the article."""
    match = _named().match(text.text) or (_bare().match(text.text) if first else None)
    return text.slice(match.end(), len(text.text)) if match and match.end() < len(text.text) else text


@cache
def _named() -> re.Pattern[str]:
    """With an agency in brackets, or with capitals and a day."""
    agency = rf"\((?i:{alternatives('dateline_agencies')})\)"
    return re.compile(rf"(?:(?:{_CAPITALS}|{_MIXED}){_COUNTRY}{_DAY}? ?{agency}|{_CAPITALS}{_COUNTRY}{_DAY}|{agency})(?:{_DASH})")


@cache
def _bare() -> re.Pattern[str]:
    return re.compile(rf"{_CAPITALS}{_COUNTRY}(?:\s*(?:--|[–—])\s*|\s+-\s+)(?=[A-Z“\"'‘])")
